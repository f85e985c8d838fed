//! Who is signed in (contract, 2.2 and 2.3).
//!
//! Sessions live in memory for 24 hours. A restart ends them early.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::store::operator::Operator;
use crate::wire::fault::{Cause, Fault};

/// How long both tokens live (`sessionTimeOutSec`).
pub const LIFE: Duration = Duration::from_secs(86_400);
/// Above this number the sandbox refuses to sign in anyone until a session ends.
const MOST_SESSIONS: usize = 100_000;

#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Session>>);

#[derive(Clone)]
struct Session {
    operator: &'static Operator,
    security_token: String,
    until: Instant,
}

/// What Logon returns.
pub struct Tokens {
    pub session: String,
    pub security: String,
}

impl Sessions {
    /// Signs in.
    ///
    /// # Errors
    /// When login or password is wrong.
    pub fn logon(&self, login: &str, password: &str) -> Result<(&'static Operator, Tokens), Fault> {
        let known = Operator::find(login).filter(|operator| operator.password == password);
        let Some(operator) = known else {
            let wrong = Cause::new("The login or the password is not correct.").within("xtk:session", "Logon");
            return Err(wrong.about_password());
        };
        self.open(operator)
    }

    /// Signs in with a bearer token (contract 2.1, mode C).
    ///
    /// # Errors
    /// When the sandbox does not know the token.
    pub fn bearer_logon(&self, token: &str) -> Result<(&'static Operator, Tokens), Fault> {
        let known = Operator::of_bearer(token.trim());
        let (service, method) = ("xtk:session", "BearerTokenLogon");
        let wrong =
            || Cause::new("The bearer token is not valid.").within(service, method).about_bearer(service, method);
        self.open(known.ok_or_else(wrong)?)
    }

    fn open(&self, operator: &'static Operator) -> Result<(&'static Operator, Tokens), Fault> {
        let no_chance = |_| Cause::new("The system has no random numbers for a token.").within("xtk:session", "Logon");
        let session = format!("___{}", token().map_err(no_chance)?);
        let security = format!("@{}==", token().map_err(no_chance)?);
        let now = Instant::now();
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| session.until > now);
        if sessions.len() >= MOST_SESSIONS {
            return Err(Cause::new("Too many sessions are open.").within("xtk:session", "Logon"));
        }
        let kept = Session { operator, security_token: security.clone(), until: now + LIFE };
        sessions.insert(session.clone(), kept);
        Ok((operator, Tokens { session, security }))
    }

    /// Whose call this is.
    ///
    /// # Errors
    /// XSV-350008 when the session is unknown or over, or the security token is not its own.
    pub fn operator(&self, session: &str, security: &str) -> Result<&'static Operator, Fault> {
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions
            .get(session)
            .filter(|known| known.until > Instant::now() && known.security_token == security)
            .map(|known| known.operator)
            .ok_or_else(Fault::session)
    }

    /// Ends every session, as if it had expired.
    pub fn expire(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub fn logoff(&self, session: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(session);
    }
}

/// 48 hexadecimal digits that nobody can guess.
///
/// # Errors
/// When the system has no random numbers to give.
fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 24];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
