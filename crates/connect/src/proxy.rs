//! Serves the app to one person and forwards its API path to a real instance (contract 2.5).
//!
//! It forwards only `POST /nl/jsp/soaprouter.jsp`, only from pages of this server, and only with the headers of
//! contract 1.1. Status and body of the answer are returned unchanged.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use campaign::soap::ROUTER;
use reqwest::Client;
use serving::{Hosting, files};

use crate::instance::Instance;
use crate::upstream::{self, Trouble};

/// The largest request that is forwarded, in bytes.
pub const LARGEST_BODY: usize = 8 * 1024 * 1024;
/// A body that is too large is read up to here before it is refused, because many clients read no answer while they
/// send.
const MOST_READ: usize = 32 * 1024 * 1024;
/// The time limit for Campaign's answers. Queries of large logs are slow, and the app has its own limit.
pub const TIME_LIMIT: Duration = Duration::from_secs(120);

/// Campaign's session cookie.
const SESSION_COOKIE: &str = "__sessiontoken";

/// The headers for Campaign. All others are removed, above all the cookies of other servers on this machine, and the
/// `Origin` and `Referer` of a page that Campaign did not serve.
const FORWARDED: [&str; 16] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "acc-sdk-auth",
    "acc-sdk-call-internal",
    "acc-sdk-call-retrycount",
    "acc-sdk-client-app",
    "acc-sdk-version",
    "authorization",
    "content-type",
    "soapaction",
    "user-agent",
    "x-query-source",
    "x-request-id",
    "x-security-token",
    "x-session-token",
];

/// The headers from Campaign, besides its session cookie: none that would let other pages read (`Access-Control-*`),
/// and none about the connection.
const RETURNED: [&str; 9] = [
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "location",
    "retry-after",
    "vary",
    "x-request-id",
];

/// The options of the proxy.
pub struct Options {
    pub instance: Instance,
    /// The folder of the built app.
    pub app: PathBuf,
    /// The time limit for an answer: [`TIME_LIMIT`], except in tests.
    pub limit: Duration,
    /// Prints one line for each call: method, status and duration only.
    pub log: fn(&str),
}

struct Shared {
    instance: Instance,
    client: Client,
    limit: Duration,
    log: fn(&str),
}

/// The proxy's router.
///
/// # Errors
/// A sentence if this system cannot check certificates.
pub fn router(options: Options) -> Result<Router, String> {
    let client = upstream::client(&options.instance, options.limit)?;
    let Options { instance, app, limit, log } = options;
    let shared = Arc::new(Shared { instance, client, limit, log });
    let api = Router::new().route(ROUTER, post(call)).with_state(shared);
    let files = files::router(Some(&app), get(config), &Hosting::default());
    Ok(files::with_headers_of_everything(api.merge(files)))
}

/// The settings, always without operators, even if the folder's settings have some.
async fn config() -> impl IntoResponse {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], r#"{"operators":[]}"#)
}

async fn call(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let begin = Instant::now();
    let method = method_name(request.headers()).to_owned();
    let answer = forward(&shared, request).await;
    let refused = if answer.is_err() { " (not from Campaign)" } else { "" };
    let mut response = answer.unwrap_or_else(Refusal::into_response);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let (status, duration) = (response.status().as_u16(), begin.elapsed().as_millis());
    (shared.log)(&format!("{method} {status} {duration} ms{refused}"));
    response
}

/// An answer of the proxy itself: the status, and sentences for people.
struct Refusal(StatusCode, String);

impl Refusal {
    fn new(status: StatusCode, sentences: &str) -> Self {
        Self(status, sentences.to_owned())
    }

    fn of(trouble: &Trouble) -> Self {
        let status = if trouble.is_late { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_GATEWAY };
        Self(status, format!("{} {}", trouble.what, trouble.remedy))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, format!("{}\n", self.1)).into_response()
    }
}

async fn forward(shared: &Shared, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    check_page(&parts.headers)?;
    let headers = forwarded(&parts.headers)?;
    let late = Refusal::new(StatusCode::REQUEST_TIMEOUT, "The request did not arrive in time. Send it again.");
    let read = tokio::time::timeout(shared.limit, to_bytes(body, MOST_READ)).await.map_err(|_| late)?;
    let Some(body) = read.ok().filter(|body| body.len() <= LARGEST_BODY) else {
        let sentence = format!("A request may have at most {} MB. Send less at once.", LARGEST_BODY / 1024 / 1024);
        return Err(Refusal(StatusCode::PAYLOAD_TOO_LARGE, sentence));
    };
    let path = parts.uri.path_and_query().map_or(ROUTER, |path| path.as_str());
    let request = shared.client.post(shared.instance.at(path)).headers(headers).body(body);
    // If the browser aborts, this future is dropped, and with it the call to Campaign.
    let answer = request.send().await.map_err(|error| Refusal::of(&Trouble::of(&error, &shared.instance)))?;
    let (status, headers) = (answer.status(), returned(answer.headers()));
    // If the answer is cut off, the browser notices by its length.
    Ok((status, headers, Body::from_stream(answer.bytes_stream())).into_response())
}

/// Refuses calls from pages of other servers, which would use the session of this person.
fn check_page(headers: &HeaderMap) -> Result<(), Refusal> {
    let forbidden = |sentences: &str| Err(Refusal::new(StatusCode::FORBIDDEN, sentences));
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text(HOST).unwrap_or_default();
    // Another person's host name can point to this machine, and its pages would count as this server's.
    if !is_this_machine(host) {
        return forbidden("Open this page under an IP address, for instance 127.0.0.1, or under localhost.");
    }
    if text(ORIGIN).is_some_and(|origin| origin != format!("http://{host}")) {
        return forbidden("Only pages of this server may call Campaign through it.");
    }
    // Browsers always send it, other programs never.
    if text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin") {
        return forbidden("Only pages of this server may call Campaign through it.");
    }
    Ok(())
}

/// Whether a `Host` header is `localhost` or an IP address: nobody can redirect these.
fn is_this_machine(host: &str) -> bool {
    let name = host.parse().ok().and_then(|uri: Uri| uri.host().map(str::to_owned)).unwrap_or_default();
    name == "localhost" || name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok()
}

/// The headers for Campaign.
fn forwarded(headers: &HeaderMap) -> Result<HeaderMap, Refusal> {
    let mut kept = only(headers, &FORWARDED);
    if let Some(cookie) = session_cookie(headers)? {
        kept.insert(COOKIE, cookie);
    }
    Ok(kept)
}

/// The headers in `names`, except those that `Connection` names as for this connection only.
fn only(headers: &HeaderMap, names: &[&'static str]) -> HeaderMap {
    let connection = headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = connection.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut kept = HeaderMap::new();
    for name in names.iter().filter(|name| !hops.iter().any(|hop| hop.eq_ignore_ascii_case(name))) {
        for value in headers.get_all(*name) {
            kept.append(HeaderName::from_static(name), value.clone());
        }
    }
    kept
}

/// Campaign's session cookie for a call in session mode, which needs both the security token and the cookie (contract
/// 2.1). Scripts cannot set the cookie, so the proxy sets it from `X-Session-Token`, or forwards the browser's own. A
/// call with a bearer token, or one that signs in, has no session yet.
fn session_cookie(headers: &HeaderMap) -> Result<Option<HeaderValue>, Refusal> {
    if headers.contains_key(AUTHORIZATION) || !headers.contains_key("x-security-token") {
        return Ok(None);
    }
    let session = headers.get("x-session-token").map(HeaderValue::as_bytes).filter(|token| !token.is_empty());
    let Some(token) = session.or_else(|| browsers_session(headers)) else { return Ok(None) };
    let wrong =
        || Refusal::new(StatusCode::BAD_REQUEST, "X-Session-Token has characters that no token has. Sign in again.");
    cookie(token).ok_or_else(wrong).map(Some)
}

/// `__sessiontoken=token`; `None` if the token has a character that would end the cookie.
pub fn cookie(token: &[u8]) -> Option<HeaderValue> {
    let fits = token.iter().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\'));
    let value = HeaderValue::from_bytes(&[SESSION_COOKIE.as_bytes(), b"=", token].concat());
    value.ok().filter(|_| fits).map(|mut value| {
        value.set_sensitive(true);
        value
    })
}

fn browsers_session(headers: &HeaderMap) -> Option<&[u8]> {
    let cookies = headers.get_all(COOKIE).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b';'));
    let mut tokens =
        cookies.filter_map(|pair| pair.trim_ascii().strip_prefix(SESSION_COOKIE.as_bytes())?.strip_prefix(b"="));
    tokens.next().filter(|token| !token.is_empty())
}

/// The headers for the browser.
fn returned(headers: &HeaderMap) -> HeaderMap {
    let mut kept = only(headers, &RETURNED);
    for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|value| kept_here(value.to_str().ok()?)) {
        kept.append(SET_COOKIE, cookie);
    }
    kept
}

/// Campaign's session cookie, limited to this server's API path: for cookies, browsers do not distinguish the ports of
/// a machine. With `Domain` or `Secure` the browser would refuse it.
fn kept_here(cookie: &str) -> Option<HeaderValue> {
    let mut parts = cookie.split(';').map(str::trim);
    let pair = parts.next().filter(|pair| pair.split_once('=').is_some_and(|(name, _)| name == SESSION_COOKIE))?;
    let mut kept = format!("{pair}; Path={ROUTER}; HttpOnly; SameSite=Strict");
    for life in parts.filter(|part| {
        part.split_once('=')
            .is_some_and(|(name, _)| matches!(name.to_ascii_lowercase().as_str(), "max-age" | "expires"))
    }) {
        kept.push_str("; ");
        kept.push_str(life);
    }
    HeaderValue::from_str(&kept).ok()
}

/// `urn#method` for the log; nothing else of the header is logged.
fn method_name(headers: &HeaderMap) -> &str {
    let action = headers.get("soapaction").and_then(|value| value.to_str().ok()).unwrap_or_default().trim_matches('"');
    let is_name = |c: char| c.is_ascii_alphabetic() || matches!(c, ':' | '|' | '#');
    if action.len() <= 100 && action.contains('#') && action.chars().all(is_name) { action } else { "(no method)" }
}
