//! Who is signed in: tokens in memory, and every question to Campaign.

use campaign::{
    access::Access,
    lifecycle::Action,
    request::{Calls, Request, Which},
    retry::{Kind, Lost, retry_after_ms, wait_ms},
    session::{Operator, get_user_info, logoff, logon},
    soap::{Call, Failure, read_answer},
    value::Instant,
    xml::Element,
};
use futures::{
    FutureExt,
    future::{Either, select},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Math, Object, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::{
    config::{self, Config, Invalid, Way},
    element::{Event, Host, HostToken},
    error::Error,
    format::now,
    prelude::*,
    transport,
};

/// How long the host may take to give tokens.
const TOKEN_LIMIT_MS: u32 = 30_000;

/// What the server may refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    Save,
    Launch(Action),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Reading the settings and asking the host.
    Starting,
    /// A setting cannot be used.
    Misconfigured(Invalid),
    /// Nobody is signed in, and there is nothing on screen to keep.
    SignedOut,
    SignedIn,
    /// The session ended under the user's hands: what is on screen stays, signing in again is offered over it.
    Expired,
}

/// The session of one mount. A handle, so that closures hold little.
#[derive(Clone, Copy)]
pub struct Session(Held<Inner>);

/// The return values, and which of the calls they answer.
pub type Answer = Result<(Vec<Element>, Which), Error>;

struct Inner {
    state: Live<State>,
    operator: Live<Operator>,
    /// Grows with every sign-in and refresh, so that questions are asked again.
    epoch: Live<u32>,
    /// Grows while something moves on the server: what is on screen is asked again, and stays where it is.
    beat: Live<u32>,
    /// When the server last answered.
    heard: Live<Option<Instant>>,
    /// Which attribute the server's build lacks, in its own words.
    lack: Live<String>,
    /// What the server refused, in its own words: it holds until somebody signs in again.
    refusals: Live<Vec<(Right, String)>>,
    host: Host,
    config: Config,
    access: Access,
    /// Grows with every sign-out: tokens that were asked for before it come too late.
    n_sign_outs: u32,
    /// Whether nobody but the host signs in here.
    is_left_to_host: bool,
    /// The renewal that is under way: one at a time, however many calls failed.
    renewal: Option<Promise>,
}

impl Session {
    /// Starts: settings, then the host's tokens if it has any.
    pub fn start(host: Host) -> Self {
        let session = Self(Held::new(Inner {
            state: Live::new(State::Starting),
            operator: Live::new(Operator::default()),
            epoch: Live::new(0),
            beat: Live::new(0),
            heard: Live::new(None),
            lack: Live::new(String::new()),
            refusals: Live::new(Vec::new()),
            host,
            config: Config::default(),
            access: Access::none(),
            n_sign_outs: 0,
            is_left_to_host: false,
            renewal: None,
        }));
        leptos::task::spawn_local_scoped_with_cancellation(async move {
            let mut config = match config::load(host).await {
                Ok(config) => config,
                Err(invalid) => {
                    session.state_signal().set(State::Misconfigured(invalid));
                    host.tell(&Event::Failed(&Error::Setting(invalid)));
                    return;
                }
            };
            let is_left_to_host = config.way == Some(Way::Host);
            config.way = config.way.or_else(|| Some(host.way()));
            session.0.update(|inner| {
                inner.config = config;
                inner.is_left_to_host = is_left_to_host;
            });
            session.begin().await;
        });
        session
    }

    /// Signs in as far as that needs nobody: with the host's tokens or with the page's.
    pub async fn begin(self) {
        let (way, turn) = self.0.with(|inner| (inner.config.way, inner.n_sign_outs));
        let has_token = self.renew().await;
        let operator = if has_token { Some(self.ask(&get_user_info()).await) } else { None };
        // Meanwhile the host may have signed out, or the user in.
        let is_waited_for = matches!(self.state_signal().get_untracked(), State::Starting | State::SignedOut);
        if !is_waited_for || turn != self.0.with(|inner| inner.n_sign_outs) {
            return;
        }
        match operator {
            // A page that was left open for long has a token that nobody knows any more.
            Some(Err(error)) if way == Some(Way::Page) && error.is_session_end() => {}
            // Who cannot say who they are may still have their tokens.
            Some(operator) => return self.enter(operator.unwrap_or_default()),
            None => {}
        }
        self.state_signal().set(State::SignedOut);
        if way == Some(Way::Host) {
            self.host().tell(&Event::SessionExpired);
        }
    }

    #[inline(never)]
    fn host(self) -> Host {
        self.0.with(|inner| inner.host)
    }

    #[inline(never)]
    fn state_signal(self) -> Live<State> {
        self.0.with(|inner| inner.state)
    }

    #[inline(never)]
    fn operator_signal(self) -> Live<Operator> {
        self.0.with(|inner| inner.operator)
    }

    #[inline(never)]
    fn epoch_signal(self) -> Live<u32> {
        self.0.with(|inner| inner.epoch)
    }

    #[inline(never)]
    fn beat_signal(self) -> Live<u32> {
        self.0.with(|inner| inner.beat)
    }

    #[inline(never)]
    fn heard_signal(self) -> Live<Option<Instant>> {
        self.0.with(|inner| inner.heard)
    }

    fn lack_signal(self) -> Live<String> {
        self.0.with(|inner| inner.lack)
    }

    #[inline(never)]
    fn refusals_signal(self) -> Live<Vec<(Right, String)>> {
        self.0.with(|inner| inner.refusals)
    }

    #[inline(never)]
    pub fn state(self) -> State {
        self.state_signal().get()
    }

    #[inline(never)]
    pub fn operator(self) -> Operator {
        self.operator_signal().get()
    }

    pub fn operator_untracked(self) -> Operator {
        self.operator_signal().get_untracked()
    }

    pub fn is_signed_out(self) -> bool {
        self.state_signal().get_untracked() == State::SignedOut
    }

    /// Whether this mount signed in with a password, so that it can sign out.
    pub fn can_sign_out(self) -> bool {
        self.0.with(|inner| inner.config.way == Some(Way::Password))
    }

    /// Whether nobody but the host signs in here, so that there is no password to ask for.
    pub fn is_left_to_host(self) -> bool {
        self.0.with(|inner| inner.is_left_to_host)
    }

    /// Who types, and where: what was typed for one instance must not turn up in another.
    pub fn author(self) -> String {
        let base = self.0.with(|inner| inner.config.base_url.clone());
        base + " " + &self.operator_untracked().login
    }

    /// Tracks sign-ins and refreshes: a query that reads it is asked again after each.
    #[inline(never)]
    pub fn epoch(self) -> u32 {
        self.epoch_signal().get()
    }

    /// Asks everything on screen again.
    pub fn refresh(self) {
        self.epoch_signal().update(|epoch| *epoch += 1);
    }

    /// Tracks the beat: a question that reads it is asked again while something moves.
    #[inline(never)]
    pub fn beat(self) -> u32 {
        self.beat_signal().get()
    }

    /// Asks again what is on screen, and leaves it in its place.
    pub fn give_beat(self) {
        self.beat_signal().update(|beat| *beat += 1);
    }

    /// When the server last answered.
    pub fn heard(self) -> Option<Instant> {
        self.heard_signal().get()
    }

    /// Which attribute the server's build lacks, in its own words.
    pub fn lack(self) -> String {
        self.lack_signal().get()
    }

    /// Why something is disabled for this sign-in, in the server's words.
    #[inline(never)]
    pub fn refusal(self, of: Right) -> Option<String> {
        self.refusals_signal().with(|refusals| {
            let known = refusals.iter().find(|(right, _)| *right == of);
            known.map(|(_, words)| words.clone())
        })
    }

    /// Remembers that the server refused something.
    pub fn refuse(self, what: Right, words: String) {
        self.refusals_signal().update(|refusals| refusals.push((what, words)));
    }

    /// The operators that the settings offer at one click.
    pub fn known_operators(self) -> Vec<config::KnownOperator> {
        self.0.with(|inner| inner.config.operators.clone())
    }

    /// Signs in with a password, which is kept nowhere.
    pub async fn sign_in(self, login: &str, password: &str) -> Result<(), Error> {
        let (access, operator) = self.ask_as(&logon(login, password), Access::none()).await?;
        self.0.update(|inner| inner.access = access);
        self.enter(operator);
        Ok(())
    }

    fn enter(self, operator: Operator) {
        self.refusals_signal().set(Vec::new());
        self.operator_signal().set(operator);
        self.state_signal().set(State::SignedIn);
        self.epoch_signal().update(|epoch| *epoch += 1);
    }

    /// Ends the session here at once, and on the server if it answers.
    pub async fn sign_out(self) {
        let access = self.0.with(|inner| inner.access.clone());
        self.0.update(|inner| {
            inner.access = Access::none();
            inner.n_sign_outs += 1;
        });
        self.operator_signal().set(Operator::default());
        self.state_signal().set(State::SignedOut);
        // Without the tokens the session is of no use here, whatever the server says.
        let _ = self.ask_as(&logoff(), access).await;
    }

    async fn ask_as<T: 'static>(self, request: &Request<T>, access: Access) -> Result<T, Error> {
        let (values, which) = self.answer_with(request.calls.clone(), access).boxed_local().await?;
        request.read(&values, which).map_err(Error::Failure)
    }

    /// [`Self::answer`], read.
    pub async fn ask<T: 'static>(self, request: &Request<T>) -> Result<T, Error> {
        let (values, which) = self.answer(request.calls.clone()).boxed_local().await?;
        request.read(&values, which).map_err(Error::Failure)
    }

    /// Asks Campaign. When the session has ended the host is asked for new tokens once, or the user to sign in.
    pub async fn answer(self, calls: Calls) -> Answer {
        let access = self.0.with(|inner| inner.access.clone());
        let answer = self.answer_with(calls.clone(), access.clone()).await;
        match answer {
            Err(error) if error.is_session_end() => {
                // A Fault about the tokens says that the call was not carried out: repeating it once is safe.
                let is_new = self.0.with(|inner| inner.access != access);
                if is_new || self.renew().await {
                    let access = self.0.with(|inner| inner.access.clone());
                    let again = self.answer_with(calls, access).await;
                    if again.as_ref().err().is_none_or(|error| !error.is_session_end()) {
                        if self.state_signal().get_untracked() == State::Expired {
                            self.state_signal().set(State::SignedIn);
                        }
                        return again;
                    }
                }
                if self.state_signal().get_untracked() == State::SignedIn {
                    self.state_signal().set(State::Expired);
                    self.host().tell(&Event::SessionExpired);
                }
                Err(error)
            }
            answer => {
                // What the server refuses in words is the user's business alone.
                if let Some(error) = answer.as_ref().err().filter(|error| error.refusal().is_none()) {
                    self.host().tell(&Event::Failed(error));
                }
                answer
            }
        }
    }

    async fn answer_with(self, calls: Calls, access: Access) -> Answer {
        let (host, base) = self.0.with(|inner| (inner.host, inner.config.base_url.clone()));
        let answer = match (carry_out(host, &base, &calls.full, &access).await, calls.minimal) {
            (Ok(values), _) => (values, Which::Full),
            (Err(Error::Failure(Failure::Fault(fault))), Some(minimal)) if fault.is_unknown_attribute() => {
                self.lack_signal().set(fault.words());
                (carry_out(host, &base, &minimal, &access).await?, Which::Minimal)
            }
            (Err(error), _) => return Err(error),
        };
        self.heard_signal().set(now());
        Ok(answer)
    }

    /// Gets new tokens, as far as that needs nobody; false if there are none.
    async fn renew(self) -> bool {
        match self.0.with(|inner| inner.config.way) {
            Some(Way::Host) => self.ask_host().await,
            Some(Way::Page) => {
                let Some(token) = self.host().page_token() else { return false };
                let access = Access::security(token);
                self.0.update(|inner| std::mem::replace(&mut inner.access, access.clone()) != access)
            }
            Some(Way::Password) | None => false,
        }
    }

    /// One question at a time, however many calls failed.
    async fn ask_host(self) -> bool {
        let (under_way, host, turn) = self.0.with(|inner| (inner.renewal.clone(), inner.host, inner.n_sign_outs));
        let Some(promise) = under_way.or_else(|| host.ask_token()) else { return false };
        self.0.update(|inner| inner.renewal = Some(promise.clone()));
        let in_time = select(JsFuture::from(promise.clone()), TimeoutFuture::new(TOKEN_LIMIT_MS)).await;
        let token = match in_time {
            Either::Left((Ok(token), _)) => HostToken::read(&token),
            _ => None,
        };
        self.0.update(|inner| {
            inner.renewal.take_if(|renewal| Object::is(renewal, &promise));
        });
        let access = match token {
            Some(HostToken::Bearer(token)) => Access::bearer(token),
            Some(HostToken::Security { security, session }) => Access::session(session, security),
            None => return false,
        };
        self.0.update(|inner| {
            let is_wanted = inner.n_sign_outs == turn;
            if is_wanted {
                inner.access = access;
            }
            is_wanted
        })
    }
}

/// Makes a call, and again as far as its kind allows when it is lost on the way.
async fn carry_out(host: Host, base: &str, call: &Call, access: &Access) -> Result<Vec<Element>, Error> {
    let kind = Kind::of(call.method);
    let mut n_attempts = 0;
    loop {
        n_attempts += 1;
        let (error, lost) = match transport::post(host, base, call.request(access), kind.limit_ms()).await {
            Ok(answer) => match read_answer(call.method, answer.status, &answer.body) {
                Ok(values) => return Ok(values),
                Err(Failure::Http(status)) => {
                    let asked = answer.retry_after.and_then(|header| retry_after_ms(&header, now()?));
                    (Error::Failure(Failure::Http(status)), Lost::Status(status, asked))
                }
                Err(failure) => return Err(Error::Failure(failure)),
            },
            Err(error @ Error::Failure(_)) => return Err(error),
            Err(error) => (error, Lost::Silence),
        };
        let Some(wait) = wait_ms(kind, n_attempts, lost, Math::random() as f32) else {
            let is_barred = error == Error::Unreachable
                && base.starts_with("http")
                && host.function("fetch").is_none()
                && transport::is_there(base).await;
            return Err(if is_barred { Error::CrossOrigin } else { error });
        };
        TimeoutFuture::new(wait).await;
    }
}
