//! The sandbox's time, in a journey's hand.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use serde_json::{Value, json};

use crate::error::Error;
use crate::site::Site;

const CLOCK: &str = "/sandbox/clock";

/// How a journey's sandbox has its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// It is the machine's, as for somebody who tries the sandbox out.
    OfTheMachine,
    /// It stands still, and [`Site::clock`] moves it.
    Frozen,
}

/// The clock of a sandbox; only [`Time::Frozen`] gives it to journeys.
pub struct Clock<'a> {
    site: &'a Site,
}

impl<'a> Clock<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        Self { site }
    }

    /// Moves time on. All that falls due by then has happened when this returns.
    pub async fn advance(&self, by: Duration) -> Result<(), Error> {
        self.set(json!({ "advance": by.as_secs_f64() })).await
    }

    /// Stops time.
    pub async fn freeze(&self) -> Result<(), Error> {
        self.set(json!({ "freeze": true })).await
    }

    /// Lets time go on by itself, `times` as fast as the machine's.
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
            Error::new(format!("The clock cannot be steered: start from Setup::frozen(). The sandbox says “{answer}”."))
        })
    }
}
