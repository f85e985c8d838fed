//! `xtk:session` (contract, 2.2 and 2.3): sign in, sign out, who am I.
//!
//! Sessions live in memory for 24 hours: a restart ends them, as an expiry would.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::fault::{Cause, Fault};
use crate::operator::{OPERATORS, Operator, TIMEZONE};
use crate::soap::Value;
use crate::xml::Element;
use crate::{instant, random};

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

/// What Logon hands out.
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
    /// When the token is none of the sandbox's.
    pub fn bearer_logon(&self, token: &str) -> Result<(&'static Operator, Tokens), Fault> {
        let known = Operator::of_bearer(token.trim());
        let (service, method) = ("xtk:session", "BearerTokenLogon");
        let wrong =
            || Cause::new("The bearer token is not valid.").within(service, method).about_bearer(service, method);
        self.open(known.ok_or_else(wrong)?)
    }

    fn open(&self, operator: &'static Operator) -> Result<(&'static Operator, Tokens), Fault> {
        let no_chance = |_| Cause::new("The system has no random numbers for a token.").within("xtk:session", "Logon");
        let session = format!("___{}", random::token().map_err(no_chance)?);
        let security = format!("@{}==", random::token().map_err(no_chance)?);
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

    /// Ends every session, as their expiry would.
    pub fn expire(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub fn logoff(&self, session: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(session);
    }
}

/// The three values of Logon.
pub fn logon_values(operator: &Operator, tokens: &Tokens) -> Vec<Value> {
    let mut info = Element::new("sessionInfo");
    let seconds = LIFE.as_secs().to_string();
    info.push(
        Element::new("serverInfo")
            .with("advisedClientBuildNumber", "0")
            .with("allowSQL", "false")
            .with("buildNumber", "9999")
            .with("commitId", "sandbox")
            .with("databaseId", "sandbox")
            .with("defaultNameSpace", "cus")
            .with("fohVersion", "2")
            .with("instanceName", "sandbox")
            .with("majNumber", "8")
            .with("minClientBuildNumber", "8969")
            .with("minNumber", "0")
            .with("minNumberTechnical", "0")
            .with("releaseName", "sandbox")
            .with("securityTimeOut", seconds.as_str())
            .with("serverDate", instant::datetime(instant::now()))
            .with("servicePack", "0")
            .with("sessionTimeOut", seconds.as_str())
            .with("useVault", "false"),
    );
    info.push(user_info(operator));
    vec![
        Value::Text("pstrSessionToken", tokens.session.clone()),
        Value::Document("pSessionInfo", Some(info)),
        Value::Text("pstrSecurityToken", tokens.security.clone()),
    ]
}

/// `userInfo`, as Logon and GetUserInfo carry it.
pub fn user_info(operator: &Operator) -> Element {
    let mut info = Element::new("userInfo")
        .with("datakitInDatabase", "true")
        .with("homeDir", "")
        .with("instanceLocale", "en")
        .with("locale", operator.locale)
        .with("login", operator.login)
        .with("loginCS", operator.compute_string())
        .with("loginId", operator.id.to_string())
        .with("noConsoleCnx", "false")
        .with("orgUnitId", "0")
        .with("theme", "")
        .with("timezone", TIMEZONE);
    info.push(Element::new("login-group").with("id", "1060"));
    for right in operator.rights {
        info.push(Element::new("login-right").with("right", *right));
    }
    for package in ["campaign", "core"] {
        info.push(Element::new("installed-package").with("name", package).with("namespace", "nms"));
    }
    info
}

/// `config.json`: the app offers these operators at one click.
pub fn offered_operators() -> String {
    let operators: Vec<String> = OPERATORS
        .iter()
        .map(|operator| format!(r#"{{"login":"{}","password":"{}"}}"#, operator.login, operator.password))
        .collect();
    format!(r#"{{"operators":[{}]}}"#, operators.join(","))
}
