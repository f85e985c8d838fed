//! One test: a site, a window, what a person does there, and the checks that always apply.

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

/// All journeys share it, since a window that one leaves to another is tied to it.
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Goes through `steps` in a window of its own against a sandbox of its own, and [checks](Page::check) the last state.
///
/// # Panics
/// When a step or a check fails.
pub fn journey(setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) {
    let checked = async |page: &Page| {
        steps(page).await?;
        Ok(page.check().await?)
    };
    if let Err(failure) = tour(setup, checked) {
        panic!("{failure}");
    }
}

/// Somebody else goes through `steps` in another browser, against the same sandbox, and their last state is checked too.
///
/// # Errors
/// The step or the check that failed.
pub async fn in_another_browser(page: &Page, setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) -> Outcome {
    let other = Page::open(&setup, page.site.clone()).await?;
    let outcome = match steps(&other).await {
        Ok(()) => other.check().await.map_err(Into::into),
        failed => failed,
    };
    other.window.close(outcome.is_ok()).await;
    outcome
}

/// Goes through `steps` without the checks. The window closes whatever happens; a picture of a failure is kept.
///
/// # Errors
/// The words of the step that failed, and where.
pub fn tour(setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) -> Result<(), String> {
    let runtime = RUNTIME.get_or_init(|| {
        let built = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        built.expect("no journey can be gone through without threads")
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

/// Writes what the window shows and says where; a failure has been told already, so nothing here may be another.
async fn keep_picture(page: &Page) -> String {
    let Ok(picture) = page.picture().await else { return String::new() };
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("journey").replace("::", "-");
    let path = environment::failures().join(format!("{name}.png"));
    let written = std::fs::create_dir_all(environment::failures()).and_then(|()| std::fs::write(&path, picture));
    written.map(|()| format!("\nThe window then: {}", path.display())).unwrap_or_default()
}
