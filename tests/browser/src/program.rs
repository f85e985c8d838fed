//! The start of programs that go through the app to measure it. They use scripts instead of roles and names, because a
//! search among thousands of elements takes long itself.

use std::process::ExitCode;

use crate::error::{Error, Outcome};
use crate::journey::tour;
use crate::page::Page;
use crate::setup::Setup;

/// Functions for their scripts.
const HELPERS: &str = "
    window.root = document.querySelector('sms-dashboard').shadowRoot;
    window.button = (text) => [...root.querySelectorAll('button')].find((button) => button.textContent.trim() === text);
    window.until = async (holds) => { while (!holds()) await new Promise((resolve) => setTimeout(resolve)); };
    window.rests = () => root.querySelector('h1') !== null && root.querySelector('[aria-busy=true], .bone, [data-blank]') === null;
    window.drawn = () => [...root.querySelectorAll('[role=grid] tbody [role=row]')];
    window.hasRows = () => rests() && drawn().length > 0;
    window.scrollRows = (n) => (root.querySelector('[role=grid]').scrollTop += n * drawn()[0].offsetHeight);
    window.lastRow = () => Math.max(...drawn().map((row) => Number(row.getAttribute('aria-rowindex'))));";

/// Goes through `steps` with a sandbox whose time stands still.
pub fn walk(steps: impl AsyncFnOnce(&Page) -> Outcome) -> ExitCode {
    walk_with(Setup::default(), steps)
}

/// The same with another setup.
pub fn walk_with(setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) -> ExitCode {
    match tour(setup.frozen(), steps) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the app at its sign-in and defines the functions for scripts.
///
/// # Errors
/// The app does not start.
pub async fn begin(page: &Page) -> Result<(), Error> {
    page.visit("/").await?;
    page.by_role("button", "Sign in").await?;
    page.evaluate(HELPERS).await?;
    Ok(())
}

/// Signs in and waits for the list.
///
/// # Errors
/// The list does not come.
pub async fn sign_in(page: &Page) -> Result<(), Error> {
    page.evaluate("button('admin').click()").await?;
    page.becomes_true("return rests() && root.querySelector('tbody td') !== null").await
}
