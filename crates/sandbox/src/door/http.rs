//! The HTTP addresses: the SOAP router, liveness, `config.json`, and the app's static files.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{self, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::map_request;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use serving::{Hosting, files};

use super::hooks;
use super::service::{self, Answer, Headers};
use super::sign_in::offered_operators;
use crate::state::State;
use crate::state::options::FaultStatus;
use crate::state::sessions::LIFE;
use crate::wire::fault::{Fault, Spoken};
use crate::wire::{instant, soap};

/// Largest request body, in bytes.
const LARGEST_BODY: usize = 4 * 1024 * 1024;
/// A body that is too large is read up to this size before it is refused, because many clients read no answer while
/// they send. It is not kept.
const MOST_READ: usize = 256 * 1024 * 1024;

pub fn router(state: Arc<State>, app: Option<&Path>) -> Router {
    let hooks = hooks::router(state.test_hooks);
    let mut calls = post(soap_router);
    if app.is_some() && state.manner.wants_the_cookie() {
        calls = calls.layer(map_request(with_cookie));
    }
    let api = Router::new()
        .route("/nl/jsp/soaprouter.jsp", calls)
        .route("/r/test", get(test))
        .route("/nl/jsp/ping.jsp", get(ping))
        .merge(hooks)
        .with_state(state);
    let files = files::router(app, get(config), &Hosting::default());
    files::with_headers_of_everything(api.merge(files))
}

/// Does what a portal's proxy must do. A page cannot set the cookie that an instance wants, so the cookie is made from
/// the header `X-Session-Token` (contract 19.7, docs/connecting.md).
async fn with_cookie(mut request: Request) -> Request {
    let token = request.headers().get("x-session-token").and_then(|token| token.to_str().ok());
    let cookie = token.and_then(|token| HeaderValue::from_str(&format!("__sessiontoken={token}")).ok());
    if let Some(cookie) = cookie {
        request.headers_mut().insert(COOKIE, cookie);
    }
    request
}

async fn soap_router(extract::State(state): extract::State<Arc<State>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = match read_body(body).await {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let headers = read_headers(&parts.headers);
    let (fault_status, manner, prefix) = (state.fault_status, state.manner, headers.prefix(state.manner));
    let refuse = |refusal: Fault| match refusal.spoken(manner) {
        Spoken::Fault(refusal) => fault(prefix, &refusal, fault_status),
        Spoken::Error(refusal) => fault(prefix, &refusal, FaultStatus::Error500),
        Spoken::Plain(text) => (StatusCode::FORBIDDEN, [TEXT, NO_STORE], text).into_response(),
    };
    let work = move || service::answer(&state, &headers, &body);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => answered(answer),
        Ok(Err(refusal)) => refuse(refusal),
        Err(_) => refuse(Fault::server("The sandbox failed to answer. This is a bug in it.", "")),
    }
}

/// The whole body, or the answer when it is too large or does not come.
async fn read_body(mut body: Body) -> Result<Vec<u8>, Response> {
    let mut kept = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| StatusCode::REQUEST_TIMEOUT.into_response())?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length <= LARGEST_BODY {
            kept.extend_from_slice(&data);
        } else if length > MOST_READ {
            break;
        }
    }
    if length <= LARGEST_BODY {
        return Ok(kept);
    }
    let text = format!("A request may have {} MB at most.", LARGEST_BODY / 1024 / 1024);
    Err((StatusCode::PAYLOAD_TOO_LARGE, [TEXT, NO_STORE], text).into_response())
}

fn read_headers(headers: &HeaderMap) -> Headers {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    Headers {
        action: text("soapaction"),
        session: text("x-session-token"),
        cookie: cookies.filter_map(soap::session_cookie).next(),
        security: text("x-security-token").filter(|token| !token.is_empty()),
        bearer: text("authorization").and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned)),
        adobes_client: headers.contains_key("acc-sdk-version"),
    }
}

const XML: (HeaderName, HeaderValue) = (CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
const TEXT: (HeaderName, HeaderValue) = (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
const NO_STORE: (HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("no-store"));

fn answered(answer: Answer) -> Response {
    let mut response = ([XML, NO_STORE], answer.body).into_response();
    if let Some(session) = answer.cookie {
        let cookie = format!("__sessiontoken={session}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", LIFE.as_secs());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
    }
    response
}

fn fault(prefix: &str, refusal: &Fault, status: FaultStatus) -> Response {
    let status = match status {
        FaultStatus::Ok200 => StatusCode::OK,
        FaultStatus::Error500 => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, [XML, NO_STORE], soap::fault(prefix, refusal)).into_response()
}

/// Liveness, as contract 1.1 shows it.
async fn test() -> impl IntoResponse {
    let date = instant::datetime(instant::now());
    let body = format!(
        "<redir status='OK' date='{date}' build='9999' sha1='sandbox' instance='sandbox' sourceIP='127.0.0.1' \
         host='localhost' localHost='localhost'/>"
    );
    ([XML, NO_STORE], body)
}

async fn ping() -> impl IntoResponse {
    ([NO_STORE], format!("OK\n{}\n", instant::datetime(instant::now())))
}

async fn config() -> impl IntoResponse {
    let json = (CONTENT_TYPE, HeaderValue::from_static("application/json"));
    ([json], offered_operators())
}
