//! Who is signed in: tokens in memory, and every question to Campaign.

use campaign::{
    access::Access,
    request::{Calls, Request, Which},
    session::{Operator, get_user_info, logoff, logon},
    soap::{Call, Failure, read_answer},
    xml::Element,
};
use futures::FutureExt;
use js_sys::{Object, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::{
    config::{self, Config},
    element::{Host, HostToken},
    error::Error,
    prelude::*,
    transport,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Reading the settings and asking the host.
    Starting,
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
    /// The server's own words when it refused to save: it holds until somebody signs in again.
    refusal: Live<Option<String>>,
    host: Host,
    config: Config,
    access: Access,
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
            refusal: Live::new(None),
            host,
            config: Config::default(),
            access: Access::none(),
            renewal: None,
        }));
        leptos::task::spawn_local_scoped_with_cancellation(async move {
            let config = config::load(host).await;
            session.0.update(|inner| inner.config = config);
            if host.has_tokens() && session.renew().await {
                // A host that cannot say who it is still has its tokens.
                let operator = session.ask(&get_user_info()).await.unwrap_or_default();
                session.enter(operator);
            } else {
                session.state_signal().set(State::SignedOut);
            }
        });
        session
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
    fn refusal_signal(self) -> Live<Option<String>> {
        self.0.with(|inner| inner.refusal)
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

    /// Whether this mount signed in with a password, so that it can sign out.
    pub fn can_sign_out(self) -> bool {
        !self.0.with(|inner| inner.host.has_tokens())
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

    /// Why saving is disabled for this sign-in, in the server's words.
    pub fn refusal(self) -> Option<String> {
        self.refusal_signal().get()
    }

    /// Remembers that the server refused to save.
    pub fn refuse(self, words: String) {
        self.refusal_signal().set(Some(words));
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
        self.refusal_signal().set(None);
        self.operator_signal().set(operator);
        self.state_signal().set(State::SignedIn);
        self.epoch_signal().update(|epoch| *epoch += 1);
    }

    /// Ends the session here at once, and on the server if it answers.
    pub async fn sign_out(self) {
        let access = self.0.with(|inner| inner.access.clone());
        self.0.update(|inner| inner.access = Access::none());
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
                        return again;
                    }
                }
                if self.state_signal().get_untracked() == State::SignedIn {
                    self.state_signal().set(State::Expired);
                }
                Err(error)
            }
            answer => answer,
        }
    }

    async fn answer_with(self, calls: Calls, access: Access) -> Answer {
        let base = self.0.with(|inner| inner.config.base_url.clone());
        match (carry_out(&base, &calls.full, &access).await, calls.minimal) {
            (Ok(values), _) => Ok((values, Which::Full)),
            (Err(Error::Failure(Failure::Fault(fault))), Some(minimal)) if fault.is_unknown_attribute() => {
                Ok((carry_out(&base, &minimal, &access).await?, Which::Minimal))
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Asks the host for new tokens; false if it has none.
    async fn renew(self) -> bool {
        let (under_way, host) = self.0.with(|inner| (inner.renewal.clone(), inner.host));
        let Some(promise) = under_way.or_else(|| host.ask_token()) else { return false };
        self.0.update(|inner| inner.renewal = Some(promise.clone()));
        let token = HostToken::read(JsFuture::from(promise.clone()).await);
        self.0.update(|inner| {
            inner.renewal.take_if(|renewal| Object::is(renewal, &promise));
        });
        let access = match token {
            Some(HostToken::Bearer(token)) => Access::bearer(token),
            Some(HostToken::Security { security, session }) => Access::session(session, security),
            None => return false,
        };
        self.0.update(|inner| inner.access = access);
        true
    }
}

async fn carry_out(base: &str, call: &Call, access: &Access) -> Result<Vec<Element>, Error> {
    let (status, body) = transport::post(base, call.request(access)).await?;
    read_answer(call.method, status, &body).map_err(Error::Failure)
}
