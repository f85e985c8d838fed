//! What programs begin with that walk through the app by scripts. Only the app's own work counts then: looking for roles and
//! names among thousands of elements takes long by itself.

use std::process::ExitCode;

use crate::error::{Error, Outcome};
use crate::journey::tour;
use crate::page::Page;
use crate::setup::Setup;

/// What their scripts call.
const HELPERS: &str = "
    window.root = document.querySelector('sms-dashboard').shadowRoot;
    window.button = (text) => [...root.querySelectorAll('button')].find((button) => button.textContent.trim() === text);
    window.until = async (holds) => { while (!holds()) await new Promise((resolve) => setTimeout(resolve)); };
    window.rests = () => root.querySelector('h1') !== null && root.querySelector('[aria-busy=true], .bone') === null;
    window.lastRow = () => root.querySelector('[role=tabpanel] tbody tr:last-child')?.getAttribute('aria-rowindex');";

/// Goes through `steps` against a sandbox whose time stands still.
pub fn walk(steps: impl AsyncFnOnce(&Page) -> Outcome) -> ExitCode {
    match tour(Setup::default().frozen(), steps) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the app, up to its sign-in, with what scripts call.
///
/// # Errors
/// The app does not start.
pub async fn begin(page: &Page) -> Result<(), Error> {
    page.visit("/").await?;
    page.by_role("button", "Sign in").await?;
    page.evaluate(HELPERS).await?;
    Ok(())
}
