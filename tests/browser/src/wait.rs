//! Waiting for what a person would wait for.

use std::time::{Duration, Instant};

use crate::error::Error;

/// How long anything may take to appear: a slow machine with two browsers on it needs some of this.
const PATIENCE: Duration = Duration::from_secs(15);

const PAUSE: Duration = Duration::from_millis(40);

/// Tries `attempt` until it gives something; after the deadline, `otherwise` explains what was awaited.
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
