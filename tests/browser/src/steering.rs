//! A layer in front of the sandbox that a journey can steer, so that the product needs no hooks for its error states.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use futures_util::stream;
use http_body_util::BodyExt;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::engine::Engine;
use crate::{environment, policy, webkit};

/// Where browsers report what the policy forbade: the layer answers, the sandbox never hears of it.
const REPORTS: &str = "/policy-report";

/// What happens to a request instead of the sandbox's plain answer.
#[derive(Clone, Debug)]
pub enum Turn {
    /// The answer waits until the [`Intervention`] is released or dropped.
    Hold,
    /// The sandbox never hears of it; this is answered.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The media type.
        kind: &'static str,
        /// The body.
        body: String,
    },
    /// The sandbox answers, and only so many bytes of its answer arrive, as if that were all.
    Truncate(usize),
    /// The sandbox answers, and wherever its answer has the first text it has the second one instead.
    Rewrite(&'static str, &'static str),
    /// The sandbox answers, and its answer arrives under this media type.
    Retype(&'static str),
    /// The sandbox answers, and this comes before its answer: a script that another one follows.
    Prefix(&'static str),
    /// The sandbox answers with a page, and its policy lacks this word.
    Forbid(&'static str),
    /// The sandbox acts, and its answer breaks off after the head. Without the head the browser itself would ask again
    /// on another connection, whatever the method.
    LoseAnswer,
    /// The connection ends before the sandbox hears of it.
    Refuse,
}

impl Turn {
    /// A gateway that cannot reach the server.
    pub fn unavailable() -> Self {
        let body = "<html><body>503 Service Unavailable</body></html>".to_owned();
        Self::Answer { status: 503, kind: "text/html", body }
    }

    /// A proxy that wants a sign-in of its own, with status 200.
    pub fn login_page() -> Self {
        let body = "<!doctype html><html><body><form><input name=user></form></body></html>".to_owned();
        Self::Answer { status: 200, kind: "text/html; charset=utf-8", body }
    }

    /// A refusal that is only text, as instances answer before any envelope (contract 19.1).
    pub fn plain(status: u16, text: &str) -> Self {
        Self::Answer { status, kind: "text/plain", body: text.to_owned() }
    }

    /// Campaign's fault with this code and these words.
    pub fn fault(code: &str, words: &str) -> Self {
        let body = format!(
            "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\
             <SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode>\
             <faultstring>{code} {words}</faultstring><detail>{code} {words}</detail>\
             </SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>"
        );
        Self::Answer { status: 200, kind: "text/xml; charset=utf-8", body }
    }

    /// An answer to a query without any rows.
    pub fn no_rows(collection: &str) -> Self {
        let body = format!(
            "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\
             <SOAP-ENV:Body><ExecuteQueryResponse xmlns='urn:xtk:queryDef'><pdomOutput><{collection} count='0'/>\
             </pdomOutput></ExecuteQueryResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"
        );
        Self::Answer { status: 200, kind: "text/xml; charset=utf-8", body }
    }

    /// A session that the server forgot.
    pub fn session_ended() -> Self {
        Self::fault("XSV-350008", "Session has expired or is invalid. Please reconnect.")
    }
}

/// A request that arrived, for counting and reading.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The path, such as `/nl/jsp/soaprouter.jsp`.
    pub path: String,
    /// The header `SOAPAction`, such as `xtk:queryDef#ExecuteQuery`.
    pub action: String,
    /// The body.
    pub body: String,
}

impl Seen {
    /// Whether the request's path, action or body contains `part`.
    pub fn contains(&self, part: &str) -> bool {
        self.path.contains(part) || self.action.contains(part) || self.body.contains(part)
    }

    /// The method that is called, such as `ExecuteQuery`; empty where none is.
    pub fn method(&self) -> &str {
        self.action.split_once('#').map_or("", |(_, method)| method)
    }
}

/// The layer's state, shared by the server and the journey.
#[derive(Clone, Default)]
pub struct Steering {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    next: u64,
    rules: Vec<Rule>,
    seen: Vec<Seen>,
    under_way: usize,
    allowed: Vec<(String, String)>,
    policies: Vec<String>,
    reports: Vec<String>,
}

struct Rule {
    id: u64,
    meant: Meant,
    turn: Turn,
    released: watch::Receiver<bool>,
}

/// Which requests a rule is for.
enum Meant {
    Containing(String),
    Calling(String),
}

impl Meant {
    fn is(&self, seen: &Seen) -> bool {
        match self {
            Self::Containing(part) => seen.contains(part),
            Self::Calling(method) => seen.method() == method,
        }
    }
}

/// Counts a request for as long as it is served, or until its connection is gone.
struct UnderWay(Steering);

impl UnderWay {
    fn begin(steering: Steering) -> Self {
        steering.lock().under_way += 1;
        Self(steering)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.lock().under_way -= 1;
    }
}

/// A rule that holds until it is dropped.
#[must_use = "the intervention ends when this is dropped"]
pub struct Intervention {
    id: u64,
    steering: Steering,
    release: watch::Sender<bool>,
}

impl Intervention {
    /// Ends the rule and lets held answers go.
    pub fn release(self) {}
}

impl Drop for Intervention {
    fn drop(&mut self) {
        self.steering.lock().rules.retain(|rule| rule.id != self.id);
        // Nobody may be waiting.
        let _ = self.release.send(true);
    }
}

impl Steering {
    /// Requests whose path, action or body contains `part` take this turn, while the returned value lives.
    pub fn intervene(&self, part: &str, turn: Turn) -> Intervention {
        self.rule(Meant::Containing(part.to_owned()), turn)
    }

    /// Calls of exactly this method take this turn, while the returned value lives: `Submit` is not `SubmitJob`.
    pub fn intervene_in_calls(&self, method: &str, turn: Turn) -> Intervention {
        self.rule(Meant::Calling(method.to_owned()), turn)
    }

    fn rule(&self, meant: Meant, turn: Turn) -> Intervention {
        let (release, released) = watch::channel(false);
        let mut state = self.lock();
        state.next += 1;
        let id = state.next;
        state.rules.push(Rule { id, meant, turn, released });
        Intervention { id, steering: self.clone(), release }
    }

    /// The requests so far that contain `part`.
    pub fn seen(&self, part: &str) -> Vec<Seen> {
        self.lock().seen.iter().filter(|seen| seen.contains(part)).cloned().collect()
    }

    /// How often exactly this method has been called so far.
    pub fn calls(&self, method: &str) -> usize {
        self.lock().seen.iter().filter(|seen| seen.method() == method).count()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        self.lock().seen.clear();
    }

    /// What browsers have reported about the policy; it is forgotten then.
    pub(crate) fn take_reports(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().reports)
    }

    /// How many reports about the policy wait to be taken.
    pub fn reports(&self) -> usize {
        self.lock().reports.len()
    }

    /// Lets hosts do more than the app: adds `source` to the policy's `directive`, such as `vue` to `trusted-types`.
    pub fn allow(&self, directive: &str, source: &str) {
        self.lock().allowed.push((directive.to_owned(), source.to_owned()));
    }

    /// The content policy of hosts.
    pub(crate) fn policy(&self) -> String {
        policy::with(&self.lock().allowed)
    }

    /// The content policies under which documents were served; empty text where there was none.
    pub fn policies(&self) -> Vec<String> {
        self.lock().policies.clone()
    }

    /// Whether no request is waiting for its answer.
    pub fn is_quiet(&self) -> bool {
        self.lock().under_way == 0
    }

    /// Answers `request` through `router`, or as a rule says; `None` ends the connection.
    pub async fn answer(&self, router: Router, request: Request<Body>) -> Option<Response<Body>> {
        if request.uri().path() == REPORTS {
            return self.take_report(request).await;
        }
        if request.uri().path() == webkit::LISTEN_PATH {
            let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript"))];
            return Some((kind, webkit::LISTEN).into_response());
        }
        let _under_way = UnderWay::begin(self.clone());
        let (mut parts, body) = request.into_parts();
        let bytes = body.collect().await.ok()?.to_bytes();
        if environment::engine() == Engine::WebKit && asks_for_page(&parts.headers) {
            // The script that listens is written into it.
            parts.headers.remove(header::ACCEPT_ENCODING);
        }
        let action = parts.headers.get("soapaction").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let seen = Seen {
            path: parts.uri.path().to_owned(),
            action: action.trim_matches('"').to_owned(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        };
        let rule = self.notice(seen);
        let mut request = Request::from_parts(parts, Body::from(bytes));
        if matches!(rule, Some((Turn::Prefix(_) | Turn::Truncate(_) | Turn::Rewrite(..), _))) {
            // What is changed must not be compressed.
            request.headers_mut().remove(header::ACCEPT_ENCODING);
        }
        match rule {
            None => Some(self.forward(router, request).await),
            Some((Turn::Hold, mut released)) => {
                // A dropped sender has released before.
                let _ = released.wait_for(|released| *released).await;
                Some(self.forward(router, request).await)
            }
            Some((Turn::Answer { status, kind, body }, _)) => {
                let mut response = Response::new(Body::from(body));
                *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
                Some(response)
            }
            Some((Turn::Truncate(length), _)) => {
                change(self.forward(router, request).await, |bytes| bytes.slice(..length.min(bytes.len()))).await
            }
            Some((Turn::Prefix(prefix), _)) => {
                let prefixed = |bytes: Bytes| Bytes::from([prefix.as_bytes(), &bytes].concat());
                change(self.forward(router, request).await, prefixed).await
            }
            Some((Turn::Rewrite(from, to), _)) => {
                let rewritten = |bytes: Bytes| Bytes::from(String::from_utf8_lossy(&bytes).replace(from, to));
                change(self.forward(router, request).await, rewritten).await
            }
            Some((Turn::Retype(kind), _)) => {
                let mut response = self.forward(router, request).await;
                response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
                Some(response)
            }
            Some((Turn::Forbid(word), _)) => {
                let mut response = self.forward(router, request).await;
                let policy = response.headers().get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?.replace(word, "");
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).ok()?);
                Some(response)
            }
            Some((Turn::LoseAnswer, _)) => {
                let (parts, _) = self.forward(router, request).await.into_parts();
                let broken = stream::once(async {
                    // The head leaves only once the body keeps it waiting.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionAborted))
                });
                Some(Response::from_parts(parts, Body::from_stream(broken)))
            }
            Some((Turn::Refuse, _)) => None,
        }
    }

    async fn take_report(&self, request: Request<Body>) -> Option<Response<Body>> {
        let bytes = request.into_body().collect().await.ok()?.to_bytes();
        self.lock().reports.push(String::from_utf8_lossy(&bytes).into_owned());
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NO_CONTENT;
        Some(response)
    }

    /// Records the request and finds its rule; the newest wins.
    fn notice(&self, seen: Seen) -> Option<(Turn, watch::Receiver<bool>)> {
        let mut state = self.lock();
        let rule = state.rules.iter().rev().find(|rule| rule.meant.is(&seen));
        let rule = rule.map(|rule| (rule.turn.clone(), rule.released.clone()));
        state.seen.push(seen);
        rule
    }

    /// The sandbox's answer. A page's policy is kept as the sandbox gave it, and only told then where to report to:
    /// that allows nothing.
    async fn forward(&self, router: Router, request: Request<Body>) -> Response<Body> {
        let Ok::<_, Infallible>(mut response) = router.oneshot(request).await;
        let page = if response.status().is_success() { policy_of_page(response.headers()) } else { None };
        let Some(policy) = page else { return response };
        if let Ok(reporting) = HeaderValue::try_from(format!("{policy}; report-uri {REPORTS}")) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, reporting);
        }
        self.lock().policies.push(policy);
        match environment::engine() {
            Engine::WebKit => with_listener(response).await,
            Engine::Chromium | Engine::Firefox => response,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere fails its own journey.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn asks_for_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// The policy of what is a page; empty where it has none.
fn policy_of_page(headers: &HeaderMap) -> Option<String> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_page = header(header::CONTENT_TYPE).starts_with("text/html");
    is_page.then(|| header(header::CONTENT_SECURITY_POLICY).to_owned())
}

/// The page with the script by which WebKitGTK's console is heard.
async fn with_listener(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let page = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(webkit::with_listener(&String::from_utf8_lossy(&page))))
}

async fn change(response: Response<Body>, change: impl FnOnce(Bytes) -> Bytes) -> Option<Response<Body>> {
    let (mut parts, body) = response.into_parts();
    let bytes = change(body.collect().await.ok()?.to_bytes());
    parts.headers.remove(header::CONTENT_LENGTH);
    Some(Response::from_parts(parts, Body::from(bytes)))
}
