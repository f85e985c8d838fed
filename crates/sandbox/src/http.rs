//! The HTTP surface: the SOAP router, liveness, `config.json`, and the app's static files.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::services::ServeDir;

use crate::engine::Engine;
use crate::fault::Fault;
use crate::service::{self, Answer, Headers};
use crate::session::{LIFE, Sessions, offered_operators};
use crate::store::Store;
use crate::{FaultStatus, hooks, instant, soap};

/// Largest request body, in bytes.
const LARGEST_BODY: usize = 4 * 1024 * 1024;
/// A body too large is read up to here before it is refused: many clients read no answer while they still send.
const MOST_READ: usize = 32 * 1024 * 1024;

/// The app must run under this policy; every page is served with it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

pub struct Shared {
    pub store: Arc<Store>,
    pub sessions: Sessions,
    pub engine: Engine,
    pub fault_status: FaultStatus,
    pub test_hooks: bool,
}

pub fn router(shared: Arc<Shared>, app: Option<&Path>) -> Router {
    let hooks = hooks::router(shared.test_hooks);
    let api = Router::new()
        .route("/nl/jsp/soaprouter.jsp", post(soap_router))
        .route("/r/test", get(test))
        .route("/nl/jsp/ping.jsp", get(ping))
        .route("/config.json", get(config))
        .merge(hooks)
        .with_state(shared);
    let router = match app {
        Some(folder) => api.fallback_service(ServeDir::new(folder)),
        None => api,
    };
    router.layer(middleware::from_fn(headers))
}

async fn soap_router(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let read = axum::body::to_bytes(body, MOST_READ).await;
    let headers = read_headers(&parts.headers);
    let fault_status = shared.fault_status;
    let Some(body) = read.ok().filter(|body| body.len() <= LARGEST_BODY) else {
        let detail = format!("A request may have {} MB at most.", LARGEST_BODY / 1024 / 1024);
        return fault(&Fault::client("The request is too large or was cut off.", detail), fault_status);
    };
    let work = move || service::answer(&shared, &headers, &body);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => answered(answer),
        Ok(Err(refusal)) => fault(&refusal, fault_status),
        Err(_) => fault(&Fault::server("The sandbox failed to answer. This is a bug in it.", ""), fault_status),
    }
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
    }
}

const XML: (HeaderName, HeaderValue) = (CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
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

fn fault(refusal: &Fault, status: FaultStatus) -> Response {
    let status = match status {
        FaultStatus::Ok200 => StatusCode::OK,
        FaultStatus::Error500 => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, [XML, NO_STORE], soap::fault(refusal)).into_response()
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
    let fresh = (CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    ([json, fresh], offered_operators())
}

/// Headers of every answer, and those of static files by their name and type.
async fn headers(request: Request, next: Next) -> Response<Body> {
    let hashed = has_hashed_name(request.uri().path());
    let mut response = next.run(request).await;
    let is_html = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")));
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if is_html {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        let kept = if hashed && found && !is_html { "public, max-age=31536000, immutable" } else { "no-cache" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

/// trunk writes `name-0123456789abcdef.js` and `name-0123456789abcdef_bg.wasm`: such a name never changes its content.
fn has_hashed_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((stem, _)) = name.split_once('.') else { return false };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let Some((_, hash)) = stem.rsplit_once('-') else { return false };
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
