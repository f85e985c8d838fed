//! A layer in front of the sandbox that a journey can steer. So the app needs no hooks to show its errors.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use futures_util::stream;
use http_body_util::BodyExt;
use tokio::sync::watch;
use tower::ServiceExt;

pub use crate::turn::Turn;

use crate::engine::Engine;
use crate::scripts::{self, Script};
use crate::{environment, policy};

/// Where browsers report what the policy forbade. The layer answers these requests itself.
const REPORTS: &str = "/policy-report";

/// The methods that change something.
const CHANGES: [&str; 6] = ["Logon", "Write", "SubmitJob", "Play", "Pause", "Stop"];

/// Those among them that change nothing more when the same call is repeated.
const REPEATABLE: [&str; 2] = ["Logon", "Write"];

/// A request that arrived: journeys count and read them.
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
        method(&self.action)
    }
}

/// The header `SOAPAction` without its quotes; empty where none is.
fn action(headers: &HeaderMap) -> &str {
    headers.get("soapaction").and_then(|value| value.to_str().ok()).unwrap_or_default().trim_matches('"')
}

/// The method of an action; empty where none is.
fn method(action: &str) -> &str {
    action.split_once('#').map_or("", |(_, method)| method)
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
    under_way: u64,
    held: u64,
    writes_clock: bool,
    allowed: Vec<(String, String)>,
    policies: Vec<String>,
    reports: Vec<String>,
    /// The methods and bodies of the calls that changed something.
    effects: Vec<(String, Bytes)>,
}

struct Rule {
    id: u64,
    meant: Meant,
    turn: Turn,
    /// Whether it ends with the first request that it is for.
    is_once: bool,
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

/// Counts a request in a number of the state, until it is served or its connection has ended.
struct Counted {
    steering: Steering,
    number: fn(&mut State) -> &mut u64,
}

impl Counted {
    fn begin(steering: Steering, number: fn(&mut State) -> &mut u64) -> Self {
        *number(&mut steering.lock()) += 1;
        Self { steering, number }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        *(self.number)(&mut self.steering.lock()) -= 1;
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
        // An error means that no request is waiting.
        let _ = self.release.send(true);
    }
}

impl Steering {
    /// Requests whose path, action or body contains `part` take this turn, while the returned value lives.
    pub fn intervene(&self, part: &str, turn: Turn) -> Intervention {
        self.rule(Meant::Containing(part.to_owned()), turn, false)
    }

    /// Calls of exactly this method take this turn, while the returned value lives: `Submit` is not `SubmitJob`.
    pub fn intervene_in_calls(&self, method: &str, turn: Turn) -> Intervention {
        self.rule(Meant::Calling(method.to_owned()), turn, false)
    }

    /// The same for the next call only.
    pub fn intervene_in_call(&self, method: &str, turn: Turn) -> Intervention {
        self.rule(Meant::Calling(method.to_owned()), turn, true)
    }

    fn rule(&self, meant: Meant, turn: Turn, is_once: bool) -> Intervention {
        let (release, released) = watch::channel(false);
        let mut state = self.lock();
        state.next += 1;
        let id = state.next;
        state.rules.push(Rule { id, meant, turn, is_once, released });
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

    /// How many calls of exactly this method changed something: those that were answered without a fault. A document that
    /// is written again changes nothing more. A sign-in that the browser repeats begins a session that nobody uses.
    pub fn n_effects(&self, method: &str) -> usize {
        self.lock().effects.iter().filter(|(known, _)| known == method).count()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        let mut state = self.lock();
        state.seen.clear();
        state.effects.clear();
    }

    /// What browsers have reported about the policy since the last call.
    pub(crate) fn take_reports(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().reports)
    }

    /// How many reports about the policy wait to be taken.
    pub fn reports(&self) -> usize {
        self.lock().reports.len()
    }

    /// Lets hosts do more than the app: adds `source` to a directive of their policy, such as `vue` to `trusted-types`.
    pub fn allow(&self, directive: &str, source: &str) {
        self.lock().allowed.push((directive.to_owned(), source.to_owned()));
    }

    /// The content policy of hosts.
    pub(crate) fn policy(&self) -> String {
        policy::with(&self.lock().allowed)
    }

    /// The content policies of the documents that were served. An empty text means that there was none.
    pub fn policies(&self) -> Vec<String> {
        self.lock().policies.clone()
    }

    /// Whether no request is waiting for its answer.
    pub fn is_quiet(&self) -> bool {
        self.lock().under_way == 0
    }

    /// Whether no request is waiting for its answer, except those that are [held](Turn::Hold).
    pub(crate) fn is_answered(&self) -> bool {
        let state = self.lock();
        state.under_way == state.held
    }

    /// How many requests are [held](Turn::Hold) now.
    pub(crate) fn n_held(&self) -> u64 {
        self.lock().held
    }

    /// Writes the [page's clock](crate::PageClock) into every page from now on.
    pub(crate) fn write_clock(&self) {
        self.lock().writes_clock = true;
    }

    /// The scripts that are written into pages.
    fn scripts(&self) -> Vec<Script> {
        let listen = (environment::engine() == Engine::WebKit).then_some(scripts::LISTEN);
        let clock = self.lock().writes_clock.then_some(scripts::PAGE_CLOCK);
        listen.into_iter().chain(clock).collect()
    }

    /// Answers `request` through `router`, or as a rule says. `None` ends the connection.
    pub async fn answer(&self, router: Router, request: Request<Body>) -> Option<Response<Body>> {
        if request.uri().path() == REPORTS {
            return self.take_report(request).await;
        }
        if let Some(script) = scripts::at(request.uri().path()) {
            return Some(script);
        }
        let _under_way = Counted::begin(self.clone(), |state| &mut state.under_way);
        let (mut parts, body) = request.into_parts();
        let bytes = body.collect().await.ok()?.to_bytes();
        if asks_for_page(&parts.headers) && !self.scripts().is_empty() {
            // Nothing can be written into a compressed page.
            parts.headers.remove(header::ACCEPT_ENCODING);
        }
        let seen = Seen {
            path: parts.uri.path().to_owned(),
            action: action(&parts.headers).to_owned(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        };
        let rule = self.notice(seen);
        let mut request = Request::from_parts(parts, Body::from(bytes));
        if matches!(rule, Some((Turn::Prefix(_) | Turn::Truncate(_) | Turn::Rewrite(..) | Turn::Latin1, _))) {
            // A compressed answer cannot be changed.
            request.headers_mut().remove(header::ACCEPT_ENCODING);
        }
        match rule {
            None => Some(self.forward(router, request).await),
            Some((Turn::Hold, mut released)) => {
                let _held = Counted::begin(self.clone(), |state| &mut state.held);
                // An error means that the sender is gone, and it releases before it goes.
                let _ = released.wait_for(|released| *released).await;
                Some(self.forward(router, request).await)
            }
            Some((Turn::Slow, mut released)) => {
                let response = self.forward(router, request).await;
                let _held = Counted::begin(self.clone(), |state| &mut state.held);
                // An error means that the sender is gone, and it releases before it goes.
                let _ = released.wait_for(|released| *released).await;
                Some(response)
            }
            Some((Turn::Reset, _)) => {
                self.forward(router, request).await;
                None
            }
            Some((Turn::Busy, _)) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
                Some(response)
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
            Some((Turn::Misread(from, to), _)) => {
                let (mut parts, body) = request.into_parts();
                parts.headers.remove(header::CONTENT_LENGTH);
                let bytes = body.collect().await.ok()?.to_bytes();
                let misread = Body::from(String::from_utf8_lossy(&bytes).replace(from, to));
                Some(self.forward(router, Request::from_parts(parts, misread)).await)
            }
            Some((Turn::Twice, _)) => {
                let (parts, body) = request.into_parts();
                let bytes = body.collect().await.ok()?.to_bytes();
                let request = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
                self.forward(router.clone(), request()).await;
                // The page called once: what the network doubles does not count.
                Some(self.pass_on(router, request()).await)
            }
            Some((Turn::Latin1, _)) => {
                let recoded = |bytes: Bytes| {
                    let text = String::from_utf8_lossy(&bytes);
                    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
                };
                let mut response = change(self.forward(router, request).await, recoded).await?;
                let kind = HeaderValue::from_static("text/xml; charset=iso-8859-1");
                response.headers_mut().insert(header::CONTENT_TYPE, kind);
                Some(response)
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
                    // The server sends the headers when the body is not ready at once.
                    tokio::task::yield_now().await;
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

    /// Records the request and finds its rule. The newest rule counts.
    fn notice(&self, seen: Seen) -> Option<(Turn, watch::Receiver<bool>)> {
        let mut state = self.lock();
        let index = state.rules.iter().rposition(|rule| rule.meant.is(&seen));
        let rule = index.map(|index| {
            let rule = &state.rules[index];
            let found = (rule.turn.clone(), rule.released.clone());
            if rule.is_once {
                state.rules.remove(index);
            }
            found
        });
        state.seen.push(seen);
        rule
    }

    /// The sandbox's answer. Calls that change something are counted if they are carried out.
    async fn forward(&self, router: Router, mut request: Request<Body>) -> Response<Body> {
        let method = method(action(request.headers())).to_owned();
        if !CHANGES.contains(&method.as_str()) {
            return self.pass_on(router, request).await;
        }
        // A compressed answer cannot be read here.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        let (parts, body) = request.into_parts();
        let sent = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let response = self.pass_on(router, Request::from_parts(parts, Body::from(sent.clone()))).await;
        let (parts, body) = response.into_parts();
        let answered = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        if !String::from_utf8_lossy(&answered).contains("Fault>") {
            let effect = (method, sent);
            let mut state = self.lock();
            if !REPEATABLE.contains(&effect.0.as_str()) || !state.effects.contains(&effect) {
                state.effects.push(effect);
            }
        }
        Response::from_parts(parts, Body::from(answered))
    }

    /// The sandbox's answer. A page's policy is kept as the sandbox wrote it. What is added to it allows nothing: it only
    /// says where to report to.
    async fn pass_on(&self, router: Router, request: Request<Body>) -> Response<Body> {
        let Ok::<_, Infallible>(mut response) = router.oneshot(request).await;
        let page = if response.status().is_success() { policy_of_page(response.headers()) } else { None };
        let Some(policy) = page else { return response };
        if let Ok(reporting) = HeaderValue::try_from(format!("{policy}; report-uri {REPORTS}")) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, reporting);
        }
        self.lock().policies.push(policy);
        scripts::write_into(response, &self.scripts()).await
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked has failed its own journey.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn asks_for_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// The policy, if this is a page. An empty text means that the page has none.
fn policy_of_page(headers: &HeaderMap) -> Option<String> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_page = header(header::CONTENT_TYPE).starts_with("text/html");
    is_page.then(|| header(header::CONTENT_SECURITY_POLICY).to_owned())
}

async fn change(response: Response<Body>, change: impl FnOnce(Bytes) -> Bytes) -> Option<Response<Body>> {
    let (mut parts, body) = response.into_parts();
    let bytes = change(body.collect().await.ok()?.to_bytes());
    parts.headers.remove(header::CONTENT_LENGTH);
    Some(Response::from_parts(parts, Body::from(bytes)))
}
