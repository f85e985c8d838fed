//! Waiting for what a person would wait for, and no longer.

use std::time::{Duration, Instant};

use crate::error::Error;
use crate::find::squeeze;

/// How long anything may take. A slow machine with two browsers needs a part of it.
const PATIENCE: Duration = Duration::from_secs(15);

const PAUSE: Duration = Duration::from_millis(40);

/// Tries `attempt` until it returns something. After the deadline, `otherwise` says what did not come.
pub async fn until<T>(
    mut attempt: impl AsyncFnMut() -> Result<Option<T>, Error>,
    otherwise: impl AsyncFnOnce() -> String,
) -> Result<T, Error> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = attempt().await? {
            return Ok(found);
        }
        if Instant::now() > deadline {
            return Err(Error::new(otherwise().await));
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Waits until `fact` is true; `what` says what that means.
pub async fn eventually(what: &str, mut fact: impl AsyncFnMut() -> Result<bool, Error>) -> Result<(), Error> {
    until(async || Ok(fact().await?.then_some(())), async || format!("This never becomes true: {what}")).await
}

/// Waits until `text` contains `part`.
pub(crate) async fn shows(text: impl AsyncFn() -> Result<String, Error>, part: &str) -> Result<(), Error> {
    until(
        async || Ok(text().await?.contains(&squeeze(part)).then_some(())),
        async || format!("“{part}” does not appear in: {}", text().await.unwrap_or_default()),
    )
    .await
}

/// Waits until `text` no longer contains `part`.
pub(crate) async fn hides(text: impl AsyncFn() -> Result<String, Error>, part: &str) -> Result<(), Error> {
    until(
        async || Ok((!text().await?.contains(&squeeze(part))).then_some(())),
        async || format!("“{part}” still appears."),
    )
    .await
}
