//! One test: a site, a window, what a person does there, and the checks that always apply.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use crate::environment;
use crate::error::{Error, Outcome};
use crate::page::Page;
use crate::setup::Setup;
use crate::site::Site;

/// Goes through `steps` in a window of its own against a sandbox of its own, and [checks](Page::check) the last state.
///
/// The window closes whatever happens; a picture of a failure is kept.
///
/// # Panics
/// When a step or a check fails.
pub fn journey(setup: Setup, steps: impl AsyncFnOnce(&Page) -> Outcome) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let failure = runtime.expect("a runtime starts").block_on(async {
        let page = match prepare(&setup).await {
            Ok(page) => page,
            Err(error) => return Some(error.to_string()),
        };
        let outcome = AssertUnwindSafe(go(&page, steps)).catch_unwind().await;
        let mut failure = match outcome {
            Ok(Ok(())) => None,
            Ok(Err(failed)) => Some(format!("{failed:?}")),
            Err(panic) => Some(words(panic.as_ref())),
        };
        if let Some(failure) = &mut failure {
            failure.push_str(&keep_picture(&page).await);
        }
        // A window that does not close ends with the driver.
        let _ = page.client.clone().close().await;
        failure
    });
    if let Some(failure) = failure {
        panic!("{failure}");
    }
}

async fn prepare(setup: &Setup) -> Result<Page, Error> {
    let site = Site::start(setup).await?;
    Page::open(setup, site).await
}

async fn go(page: &Page, steps: impl AsyncFnOnce(&Page) -> Outcome) -> Outcome {
    steps(page).await?;
    Ok(page.check().await?)
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
