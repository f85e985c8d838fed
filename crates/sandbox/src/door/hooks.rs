//! Addresses for tests only: they steer the clock and end sessions. Without `--test-hooks` they answer 404.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde_json::{Value, json};

use crate::state::State;
use crate::wire::instant;
use crate::work::clock::Setting;

/// The most seconds that one call may go forward: ten years.
const LONGEST: f64 = 315_360_000.0;

pub fn router(enabled: bool) -> Router<Arc<State>> {
    if !enabled {
        // Without this route the static files would answer 405 to a POST.
        return Router::new().route("/sandbox/{*rest}", any(|| async { StatusCode::NOT_FOUND }));
    }
    Router::new()
        .route("/sandbox/clock", get(read_clock).post(set_clock))
        .route("/sandbox/sessions/expire", post(expire_sessions))
}

/// `{"now":"2026-11-23T14:00:00.000Z","speed":1.0,"frozen":false}`.
async fn read_clock(extract::State(state): extract::State<Arc<State>>) -> Response {
    reading(&state)
}

fn reading(state: &State) -> Response {
    let clock = state.engine.clock().read();
    let now = instant::datetime(clock.now).replacen(' ', "T", 1);
    answer(StatusCode::OK, &json!({ "now": now, "speed": clock.speed, "frozen": clock.frozen }))
}

/// Takes `{"advance":seconds,"freeze":true,"speed":1.0}`, each of them optional. It answers after all steps that fell
/// due.
async fn set_clock(extract::State(state): extract::State<Arc<State>>, body: Bytes) -> Response {
    let setting = match read_setting(&body) {
        Ok(setting) => setting,
        Err(why) => return answer(StatusCode::BAD_REQUEST, &json!({ "error": why })),
    };
    let work = move || state.engine.set_clock(setting).map(|()| reading(&state));
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => answer(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": error.to_string() })),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn read_setting(body: &[u8]) -> Result<Setting, String> {
    let value: Value = serde_json::from_slice(body).map_err(|error| format!("The body is not JSON: {error}."))?;
    let known = ["advance", "freeze", "speed"];
    let fields = value.as_object().ok_or("The body is not an object.")?;
    if let Some(name) = fields.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("'{name}' is unknown: there are {}.", known.join(", ")));
    }
    let number = |name: &str, least: f64, most: f64| match fields.get(name) {
        None => Ok(None),
        Some(value) => match value.as_f64().filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(format!("'{name}' is not a number from {least} to {most}.")),
        },
    };
    let frozen = match fields.get("freeze") {
        None => None,
        Some(value) => Some(value.as_bool().ok_or("'freeze' is not true or false.")?),
    };
    let seconds = number("advance", 0.0, LONGEST)?.unwrap_or_default();
    Ok(Setting { frozen, speed: number("speed", 0.001, 1e9)?, advance: (seconds * 1_000.0).round() as i64 })
}

/// Ends every session, as if it had expired.
async fn expire_sessions(extract::State(state): extract::State<Arc<State>>) -> StatusCode {
    state.sessions.expire();
    StatusCode::NO_CONTENT
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], body.to_string()).into_response()
}
