//! The session: tokens in memory, and every request to Campaign.

use campaign::{
    access::Access,
    codes::{Code, MessageType},
    lifecycle::Action,
    request::{Calls, Request, Which},
    session::{Operator, get_user_info, logoff, logon},
    soap::{Call, Failure},
    value::Instant,
    xml::Element,
};
use chrono::DateTime;
use futures::{
    FutureExt,
    future::{Either, select},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Promise};
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{
    client,
    config::{self, Config, KnownOperator},
};
use crate::{
    clock,
    error::{Error, Invalid, Refusal},
    host::{Event, Host, HostToken, SignInMethod},
    relay::relay,
};

/// The time limit for the host's tokens.
const TOKEN_LIMIT_MS: u32 = 30_000;

/// A right that the server may deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    Save,
    Launch(Action),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The settings are being read, and the host is asked for tokens.
    Starting,
    /// A setting is invalid.
    Misconfigured(Invalid),
    /// Nobody is signed in, and no page is on screen.
    SignedOut,
    SignedIn,
    /// The session ended during work: the page stays on screen, with a dialog to sign in again.
    Expired,
}

impl State {
    /// The state after an answer that shows whether the session still exists; `None` if it stays the same.
    fn after(&self, is_ended: bool) -> Option<Self> {
        match (self, is_ended) {
            (Self::Expired, false) => Some(Self::SignedIn),
            (Self::SignedIn, true) => Some(Self::Expired),
            _ => None,
        }
    }
}

/// The result of an attempt to sign in without the user.
#[derive(Debug, PartialEq, Eq)]
enum Entry {
    Enter(Operator),
    AskUser,
    AskHost,
}

impl Entry {
    /// `operator` is the server's answer, if there were tokens to call it with.
    fn of(method: Option<SignInMethod>, operator: Option<Result<Operator, Error>>) -> Self {
        match (method, operator) {
            // The token of a page that was open for long may have expired.
            (Some(SignInMethod::Page), Some(Err(error))) if error.is_session_end() => Self::AskUser,
            // An operator who may not read their own name may still have valid tokens.
            (_, Some(operator)) => Self::Enter(operator.unwrap_or_default()),
            (Some(SignInMethod::Host), None) => Self::AskHost,
            (_, None) => Self::AskUser,
        }
    }
}

pub type Answer = Result<Answered, Error>;

/// The server's answer to one of a request's calls.
pub struct Answered {
    pub values: Vec<Element>,
    pub which: Which,
    /// The number of the answered call; the full call is number 0.
    pub number: usize,
}

/// The session of one mount. A handle, so that closures stay small.
#[derive(Clone, Copy)]
pub struct Session(StoredValue<Inner, LocalStorage>);

struct Inner {
    host: Host,
    facts: RwSignal<Facts>,
    last_answer_at: RwSignal<Option<Instant>>,
    n_answers: u32,
    /// Whether Campaign did not answer the last call; then each call gets only one attempt.
    is_down: bool,
    sign_ins: RwSignal<u32>,
    config: Config,
    access: Access,
    /// The number of sign-outs. Tokens that were requested before a sign-out are not used.
    n_sign_outs: u32,
    /// Whether only the host may sign in.
    is_left_to_host: bool,
    /// The current renewal: there is one at a time, however many calls failed.
    renewal: Option<Promise>,
}

/// The public facts of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub state: State,
    /// The operator who is signed in.
    pub operator: Operator,
    /// Why the last minimal answer was not full, in the server's words; empty if there was none.
    pub why_partial: String,
    /// The actions that are disabled until the next sign-in, with the refusals.
    refusals: Vec<(Right, Refusal)>,
}

impl Facts {
    /// Why an action is disabled until the next sign-in.
    pub fn refusal(&self, of: Right) -> Option<Refusal> {
        let known = self.refusals.iter().find(|(right, _)| *right == of);
        known.map(|(_, refusal)| refusal.clone())
    }
}

/// The public facts of the session as signals for views.
#[derive(Clone, Copy)]
pub struct SessionStatus {
    pub facts: Memo<Facts>,
    /// When the server last answered.
    pub last_answer_at: Memo<Option<Instant>>,
}

impl SessionStatus {
    /// The minute of the last answer. How late or how old something is, is told as of then: a page at rest has no timers.
    pub fn minute(self) -> Memo<Option<Instant>> {
        let minute = |at: Instant| DateTime::from_timestamp_millis(at.timestamp_millis() / 60_000 * 60_000);
        Memo::new(move |_| self.last_answer_at.get().and_then(minute))
    }
}

impl Session {
    /// A session that has not [started](Self::start).
    pub fn new(host: Host) -> Self {
        let facts = Facts {
            state: State::Starting,
            operator: Operator::default(),
            why_partial: String::new(),
            refusals: Vec::new(),
        };
        Self(StoredValue::new_local(Inner {
            host,
            facts: RwSignal::new(facts),
            last_answer_at: RwSignal::new(None),
            n_answers: 0,
            is_down: false,
            sign_ins: RwSignal::new(0),
            config: Config::default(),
            access: Access::none(),
            n_sign_outs: 0,
            is_left_to_host: false,
            renewal: None,
        }))
    }

    /// The session's signals as relays, which end with the current owner.
    pub fn status(self) -> SessionStatus {
        let (facts, last_answer_at) = self.0.with_value(|inner| (inner.facts, inner.last_answer_at));
        SessionStatus { facts: relay(move || facts.get()), last_answer_at: relay(move || last_answer_at.get()) }
    }

    fn facts(self) -> RwSignal<Facts> {
        self.0.with_value(|inner| inner.facts)
    }

    fn state(self) -> State {
        self.facts().with_untracked(|facts| facts.state.clone())
    }

    fn set_state(self, state: State) {
        self.facts().update(|facts| facts.state = state);
    }

    fn host(self) -> Host {
        self.0.with_value(|inner| inner.host)
    }

    /// Reads the settings, then [begins](Self::begin).
    pub async fn start(self) {
        let mut config = match config::load(self.host()).await {
            Ok(config) => config,
            Err(invalid) => {
                self.set_state(State::Misconfigured(invalid));
                self.host().tell(&Event::Failed(&Error::Setting(invalid)));
                return;
            }
        };
        let is_left_to_host = config.sign_in == Some(SignInMethod::Host);
        config.sign_in = config.sign_in.or_else(|| Some(self.host().sign_in_method()));
        self.0.update_value(|inner| {
            inner.config = config;
            inner.is_left_to_host = is_left_to_host;
        });
        self.begin().await;
    }

    /// Signs in without the user if possible: with the host's tokens or the page's.
    pub async fn begin(self) {
        let n_sign_outs = self.n_sign_outs();
        let has_token = self.renew().await;
        let operator = if has_token { Some(self.ask(&get_user_info()).await) } else { None };
        // In the meantime the host may have signed out, or the user may have signed in.
        let is_waited_for = matches!(self.state(), State::Starting | State::SignedOut);
        if !is_waited_for || n_sign_outs != self.n_sign_outs() {
            return;
        }
        match Entry::of(self.sign_in_method(), operator) {
            Entry::Enter(operator) => self.enter(operator),
            Entry::AskUser => self.set_state(State::SignedOut),
            Entry::AskHost => {
                self.set_state(State::SignedOut);
                self.host().tell(&Event::SessionExpired);
            }
        }
    }

    fn sign_in_method(self) -> Option<SignInMethod> {
        self.0.with_value(|inner| inner.config.sign_in)
    }

    fn n_sign_outs(self) -> u32 {
        self.0.with_value(|inner| inner.n_sign_outs)
    }

    /// The number of successful answers.
    pub fn n_answers(self) -> u32 {
        self.0.with_value(|inner| inner.n_answers)
    }

    fn access(self) -> Access {
        self.0.with_value(|inner| inner.access.clone())
    }

    /// The number of sign-ins; reads the signal.
    pub fn sign_ins(self) -> u32 {
        self.0.with_value(|inner| inner.sign_ins).get()
    }

    /// Why an action is disabled until the next sign-in.
    pub fn refusal(self, of: Right) -> Option<Refusal> {
        self.facts().with_untracked(|facts| facts.refusal(of))
    }

    pub fn is_signed_out(self) -> bool {
        self.state() == State::SignedOut
    }

    /// Whether this mount signed in with a password, and can therefore sign out.
    pub fn can_sign_out(self) -> bool {
        self.sign_in_method() == Some(SignInMethod::Password)
    }

    /// Whether only the host may sign in, so that the app does not ask for a password.
    pub fn is_left_to_host(self) -> bool {
        self.0.with_value(|inner| inner.is_left_to_host)
    }

    /// The operator and the instance. Text that was typed for one instance must not appear in another.
    pub fn author(self) -> String {
        let base = self.0.with_value(|inner| inner.config.base_url.clone());
        self.facts().with_untracked(|facts| base + " " + &facts.operator.login)
    }

    /// Why the last minimal answer was not full, in the server's words.
    pub fn why_partial(self) -> String {
        self.facts().with_untracked(|facts| facts.why_partial.clone())
    }

    /// The words for opting out in the settings; reads the signal.
    pub fn opt_out_words(self) -> Vec<String> {
        self.listed("opt-out-words").unwrap_or_else(|| self.0.with_value(|inner| inner.config.opt_out_words.clone()))
    }

    /// The channels that count as SMS in the settings; reads the signal. Values that are not numbers are ignored.
    pub fn message_types(self) -> Vec<i64> {
        let given: Vec<u8> = match self.listed("message-types") {
            Some(numbers) => numbers.iter().filter_map(|number| number.parse().ok()).collect(),
            None => self.0.with_value(|inner| inner.config.message_types.clone()),
        };
        if given.is_empty() { vec![MessageType::Sms.number()] } else { given.into_iter().map(i64::from).collect() }
    }

    /// The comma-separated values of an attribute; `None` without the attribute. Reads the signal.
    fn listed(self, attribute: &str) -> Option<Vec<String>> {
        let list = self.host().setting(attribute)?;
        Some(list.split(',').map(|one| one.trim().to_owned()).collect())
    }

    /// The operators that the settings offer at one click.
    pub fn known_operators(self) -> Vec<KnownOperator> {
        self.0.with_value(|inner| inner.config.operators.clone())
    }

    /// Enables all actions again.
    pub fn forget_refusals(self) {
        self.facts().update(|facts| facts.refusals.clear());
    }

    /// Notes that the operator lacks the right to an action.
    pub fn refuse(self, what: Right, refusal: Refusal) {
        self.facts().update(|facts| facts.refusals.push((what, refusal)));
    }

    /// Signs in with a password, which is not stored.
    pub async fn sign_in(self, login: &str, password: &str) -> Result<(), Error> {
        let (access, operator) = self.ask_as(&logon(login, password), Access::none()).await?;
        self.0.update_value(|inner| inner.access = access);
        self.enter(operator);
        Ok(())
    }

    fn enter(self, operator: Operator) {
        self.facts().update(|facts| {
            facts.refusals.clear();
            facts.operator = operator;
            facts.state = State::SignedIn;
        });
        self.0.with_value(|inner| inner.sign_ins).update(|n| *n += 1);
    }

    /// Ends the session here at once, and on the server if it answers.
    pub async fn sign_out(self) {
        let access = self.access();
        self.0.update_value(|inner| {
            inner.access = Access::none();
            inner.n_sign_outs += 1;
        });
        self.facts().update(|facts| {
            facts.operator = Operator::default();
            facts.state = State::SignedOut;
        });
        // Without the tokens the session is useless here, so the answer does not matter.
        let _ = self.ask_as(&logoff(), access).await;
    }

    async fn ask_as<T: 'static>(self, request: &Request<T>, access: Access) -> Result<T, Error> {
        read(request, self.answer_with(request.calls.clone(), 0, access).boxed_local().await)
    }

    /// [`Self::answer`], with the answer read.
    pub async fn ask<T: 'static>(self, request: &Request<T>) -> Result<T, Error> {
        read(request, self.answer(request.calls.clone(), 0).boxed_local().await)
    }

    /// Calls Campaign, beginning with the call of this number. If the session has ended, the host is asked for new
    /// tokens once, or the user is asked to sign in.
    pub async fn answer(self, calls: Calls, number: usize) -> Answer {
        let access = self.access();
        let mut answer = self.answer_with(calls.clone(), number, access.clone()).await;
        if is_session_end(&answer) {
            // The Fault shows that the call was not carried out, so it is safe to repeat it once.
            if self.access() != access || self.renew().await {
                answer = self.answer_with(calls, number, self.access()).await;
            }
            self.follow_up(&answer);
        }
        match &answer {
            // The host is not told of refusals, which concern only the user. It learns about the session's end
            // elsewhere.
            Err(error) if error.refusal().is_none() && !error.is_session_end() => {
                self.host().tell(&Event::Failed(error));
            }
            _ => {}
        }
        answer
    }

    /// Changes the state if the answer shows that the session has ended, or that it works again.
    fn follow_up(self, answer: &Answer) {
        let Some(state) = self.state().after(is_session_end(answer)) else { return };
        let is_expired = state == State::Expired;
        self.set_state(state);
        if is_expired {
            self.host().tell(&Event::SessionExpired);
        }
    }

    async fn answer_with(self, calls: Calls, mut number: usize, access: Access) -> Answer {
        let (mut which, calls) = calls.starting_at(number);
        let mut answer = self.carry_out(&calls.full, &access).await;
        let mut why = None;
        for (as_which, call) in calls.others {
            let Err(Error::Failure(Failure::Fault(fault))) = &answer else { break };
            if fault.lacks_right() {
                break;
            }
            why = why.or_else(|| Some(fault.words()));
            which = as_which;
            number += 1;
            answer = self.carry_out(&call, &access).await;
        }
        let values = answer?;
        if let Some(why) = why.filter(|_| which == Which::Minimal) {
            self.facts().update(|facts| facts.why_partial = why);
        }
        self.0.update_value(|inner| inner.n_answers += 1);
        self.0.with_value(|inner| inner.last_answer_at).set(clock::now());
        Ok(Answered { values, which, number })
    }

    async fn carry_out(self, call: &Call, access: &Access) -> Result<Vec<Element>, Error> {
        let (base, is_down) = self.0.with_value(|inner| (inner.config.base_url.clone(), inner.is_down));
        let answer = client::carry_out(self.host(), &base, call, access, is_down).await;
        let is_down = answer.as_ref().is_err_and(Error::is_retryable);
        self.0.update_value(|inner| inner.is_down = is_down);
        answer
    }

    /// Gets new tokens without the user; false if there are none.
    async fn renew(self) -> bool {
        match self.sign_in_method() {
            Some(SignInMethod::Host) => self.ask_host().await,
            Some(SignInMethod::Page) => {
                let Some(token) = self.host().page_token() else { return false };
                let access = Access::security(token);
                let former = self.access();
                self.0.update_value(|inner| inner.access = access.clone());
                former != access
            }
            Some(SignInMethod::Password) | None => false,
        }
    }

    /// Asks the host for tokens, once at a time however many calls failed.
    async fn ask_host(self) -> bool {
        let n_sign_outs = self.n_sign_outs();
        let under_way = self.0.with_value(|inner| inner.renewal.clone());
        let Some(promise) = under_way.or_else(|| self.host().ask_token()) else { return false };
        self.0.update_value(|inner| inner.renewal = Some(promise.clone()));
        let in_time = select(JsFuture::from(promise.clone()), TimeoutFuture::new(TOKEN_LIMIT_MS)).await;
        let token = match in_time {
            Either::Left((Ok(token), _)) => HostToken::read(&token),
            _ => None,
        };
        self.0.update_value(|inner| {
            inner.renewal.take_if(|renewal| Object::is(renewal, &promise));
        });
        let access = match token {
            Some(HostToken::Bearer(token)) => Access::bearer(token),
            Some(HostToken::Security { security, session }) => Access::session(session, security),
            None => return false,
        };
        let is_wanted = self.n_sign_outs() == n_sign_outs;
        if is_wanted {
            self.0.update_value(|inner| inner.access = access);
        }
        is_wanted
    }
}

/// Reads the answer to `request`.
pub fn read<T: 'static>(request: &Request<T>, answer: Answer) -> Result<T, Error> {
    let Answered { values, which, .. } = answer?;
    request.read(&values, which).map_err(Error::Failure)
}

fn is_session_end(answer: &Answer) -> bool {
    answer.as_ref().is_err_and(Error::is_session_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDED: Error = Error::Failure(Failure::SessionEnded);

    fn admin() -> Operator {
        Operator { login: "admin".into(), ..Operator::default() }
    }

    #[test]
    fn an_ended_session_stays_on_screen_and_continues_with_the_next_answer() {
        assert_eq!(State::SignedIn.after(true), Some(State::Expired));
        assert_eq!(State::Expired.after(false), Some(State::SignedIn));
        for state in [State::Starting, State::SignedOut, State::Misconfigured(Invalid::File)] {
            assert_eq!((state.after(true), state.after(false)), (None, None), "{state:?}");
        }
    }

    #[test]
    fn with_tokens_the_session_begins() {
        for method in [SignInMethod::Host, SignInMethod::Page, SignInMethod::Password] {
            assert_eq!(Entry::of(Some(method), Some(Ok(admin()))), Entry::Enter(admin()));
            // The operator may lack the right to read their own name.
            assert_eq!(Entry::of(Some(method), Some(Err(Error::Timeout))), Entry::Enter(Operator::default()));
        }
    }

    #[test]
    fn without_tokens_the_host_or_the_user_is_asked() {
        assert_eq!(Entry::of(Some(SignInMethod::Host), None), Entry::AskHost);
        assert_eq!(Entry::of(Some(SignInMethod::Password), None), Entry::AskUser);
        assert_eq!(Entry::of(Some(SignInMethod::Page), None), Entry::AskUser);
        assert_eq!(Entry::of(Some(SignInMethod::Page), Some(Err(ENDED))), Entry::AskUser);
    }
}
