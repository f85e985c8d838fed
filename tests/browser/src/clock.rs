//! The sandbox's time, which a journey moves. The time of a page is [`PageClock`](crate::PageClock).

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use serde_json::{Value, json};

use crate::error::Error;
use crate::site::Site;

const CLOCK: &str = "/sandbox/clock";

/// Where a journey's sandbox has its time from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// From the machine.
    OfTheMachine,
    /// It stands still until [`Site::clock`] moves it.
    Frozen,
}

/// The clock of a sandbox. A journey can move it only with [`Time::Frozen`].
pub struct Clock<'a> {
    site: &'a Site,
}

impl<'a> Clock<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        Self { site }
    }

    /// Moves the time on. When this returns, everything that is due by then has happened.
    pub async fn advance(&self, by: Duration) -> Result<(), Error> {
        self.set(json!({ "advance": by.as_secs_f64() })).await
    }

    /// Stops the time.
    pub async fn freeze(&self) -> Result<(), Error> {
        self.set(json!({ "freeze": true })).await
    }

    /// Lets the time run by itself, `times` as fast as that of the machine.
    pub async fn speed(&self, times: f64) -> Result<(), Error> {
        self.set(json!({ "speed": times, "freeze": false })).await
    }

    /// The instant that it shows, such as `2026-11-23T14:00:00.000Z`.
    pub async fn now(&self) -> Result<String, Error> {
        let answer = self.ask(Request::get(CLOCK), Body::empty()).await?;
        Ok(answer["now"].as_str().unwrap_or_default().to_owned())
    }

    async fn set(&self, setting: Value) -> Result<(), Error> {
        self.ask(Request::post(CLOCK), Body::from(setting.to_string())).await.map(drop)
    }

    async fn ask(&self, request: Builder, body: Body) -> Result<Value, Error> {
        let answer = self.site.ask(request.body(body).map_err(|error| Error::new(error.to_string()))?).await?;
        let read = serde_json::from_str::<Value>(&answer).ok().filter(|read| read["now"].is_string());
        read.ok_or_else(|| {
            Error::new(format!("The clock cannot be moved: start from Setup::frozen(). The sandbox says “{answer}”."))
        })
    }
}
