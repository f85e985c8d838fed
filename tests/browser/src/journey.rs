//! One test: a site, a window, what a person does there, and the checks at the end.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};

use futures_util::FutureExt;
use tokio::runtime::Runtime;

use crate::environment;
use crate::error::{Error, Outcome};
use crate::page::Page;
use crate::setup::Setup;
use crate::site::Site;

/// All journeys share it, because a window that is used again belongs to it.
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Goes through `steps` with a new window and a new sandbox. Then it [checks](Page::check) the last state, and that every
/// message that was [expected](Page::expect_in_console) has come.
///
/// # Panics
/// When a step or a check fails.
pub fn journey(setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) {
    let steps_and_checks = async |page: &Page| {
        steps(page).await?;
        checked(page).await
    };
    if let Err(failure) = tour(setup, steps_and_checks) {
        panic!("{failure}");
    }
}

/// Goes through `steps` in another browser with the same sandbox, and checks the last state of that browser too.
///
/// # Errors
/// The step or the check that failed.
pub async fn in_another_browser(page: &Page, setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) -> Outcome {
    let other = Page::open(&setup, page.site.clone()).await?;
    let outcome = match steps(&other).await {
        Ok(()) => checked(&other).await,
        failed => failed,
    };
    other.window.close(outcome.is_ok()).await;
    outcome
}

/// Checks the last state of a journey.
async fn checked(page: &Page) -> Outcome {
    page.check().await?;
    Ok(page.check_expected().await?)
}

/// Goes through `steps` without the checks. The window always closes. After a failure, a picture of it is kept.
///
/// # Errors
/// What the failed step says, and where it is.
pub fn tour(setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) -> Result<(), String> {
    let runtime = RUNTIME.get_or_init(|| {
        let built = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        built.expect("journeys need threads")
    });
    runtime.block_on(async {
        let page = prepare(&setup).await.map_err(|error| error.to_string())?;
        let outcome = AssertUnwindSafe(steps(&page)).catch_unwind().await;
        let mut outcome = match outcome {
            Ok(outcome) => outcome.map_err(|failed| format!("{failed:?}")),
            Err(panic) => Err(words(panic.as_ref())),
        };
        if let Err(failure) = &mut outcome {
            failure.push_str(&keep_picture(&page).await);
        }
        page.window.close(outcome.is_ok()).await;
        outcome
    })
}

async fn prepare(setup: &Setup) -> Result<Page, Error> {
    let site = Arc::new(Site::start(setup).await?);
    Page::open(setup, site).await
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("A panic without words.").to_owned()
}

/// Keeps a picture of the window and returns where it is. It cannot fail, because the journey has failed already.
async fn keep_picture(page: &Page) -> String {
    let Ok(picture) = page.picture().await else { return String::new() };
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("journey").replace("::", "-");
    let path = environment::failures().join(format!("{name}.png"));
    let written = std::fs::create_dir_all(environment::failures()).and_then(|()| std::fs::write(&path, picture));
    written.map(|()| format!("\nThe window then: {}", path.display())).unwrap_or_default()
}
