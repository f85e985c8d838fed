//! Checks whether Campaign accepts the token, and for which operator (contract 2.1 to 2.3).

use std::io::{self, BufRead, IsTerminal, Write};

use campaign::access::Access;
use campaign::request::Which;
use campaign::session::{get_user_info, logoff, logon};
use campaign::soap::{Failure, read_answer};
use campaign::xml::Element;

use super::line::{Line, Refusal};
use crate::finding::Report;

/// Credentials. They have no `Debug`, so that nothing prints them.
pub enum Credentials {
    /// A token of Adobe's identity service.
    Bearer(String),
    /// Both tokens of a session.
    Session { session: String, security: String },
    /// An operator and a password.
    Password { login: String, password: String },
}

impl Credentials {
    /// Reads the variables of the environment through `variable`; `None` if none is set.
    ///
    /// # Errors
    /// Names the second variable of a pair, if only the first is set.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let pair = |first: &str, second: &str| match (set(first), set(second)) {
            (Some(one), Some(other)) => Ok(Some((one, other))),
            (None, None) => Ok(None),
            _ => Err(format!("{first} and {second} belong together: set both, or none.")),
        };
        if let Some(token) = set("CAMPAIGN_BEARER") {
            return Ok(Some(Self::Bearer(token)));
        }
        if let Some((session, security)) = pair("CAMPAIGN_SESSION_TOKEN", "CAMPAIGN_SECURITY_TOKEN")? {
            return Ok(Some(Self::Session { session, security }));
        }
        let password = pair("CAMPAIGN_LOGIN", "CAMPAIGN_PASSWORD")?;
        Ok(password.map(|(login, password)| Self::Password { login, password }))
    }
}

/// Asks in the terminal; `None` if there is no terminal or no input.
///
/// # Errors
/// A sentence if the terminal cannot be read.
pub fn prompt() -> Result<Option<Credentials>, String> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let cannot =
        |error: io::Error| format!("The terminal cannot be read: {error}. Set CAMPAIGN_LOGIN and CAMPAIGN_PASSWORD.");
    let mut login = String::new();
    let mut terminal = io::stderr();
    write!(terminal, "Operator (empty to leave it at that): ").and_then(|()| terminal.flush()).map_err(cannot)?;
    io::stdin().lock().read_line(&mut login).map_err(cannot)?;
    let login = login.trim().to_owned();
    if login.is_empty() {
        return Ok(None);
    }
    let password = rpassword::prompt_password("Password (not shown): ").map_err(cannot)?;
    Ok(Some(Credentials::Password { login, password }))
}

/// Who is signed in.
pub struct Session {
    pub access: Access,
    /// The methods that answered during the sign-in.
    pub calls: Vec<String>,
    /// The instance's build, if the sign-in tells it.
    pub build: Option<String>,
    user: Element,
    /// Whether this check began the session, and must end it.
    is_own: bool,
}

impl Session {
    /// Signs out of a session that this check began.
    pub async fn end(self, line: &Line) {
        if self.is_own {
            // If this fails, the session ends by itself later.
            let _ = line.call(&logoff().calls.full, &self.access).await;
        }
    }
}

pub async fn examine(report: &mut Report<'_>, line: &Line, credentials: &Credentials) -> Option<Session> {
    let mut calls = Vec::new();
    let signed_in = match credentials {
        Credentials::Bearer(token) => Ok((Access::bearer(token.clone()), None)),
        Credentials::Session { session, security } => Ok((Access::session(session.clone(), security.clone()), None)),
        Credentials::Password { login, password } => sign_in(line, login, password, &mut calls).await,
    };
    let question = get_user_info().calls.full;
    let answer = match signed_in {
        Ok((access, build)) => line.call(&question, &access).await.map(|values| (access, build, values)),
        Err(refusal) => Err(refusal),
    };
    let (access, build, user) = match answer {
        Ok((access, build, values)) => {
            (access, build, values.iter().find_map(|value| value.child("userInfo")).cloned())
        }
        Err(refusal) => {
            let (what, remedy) = refusal.words();
            let remedy = match (credentials, &refusal) {
                (Credentials::Password { .. }, Refusal::Failure(Failure::Fault(fault)))
                    if fault.code.as_deref() != Some("XSV-350013") =>
                {
                    "Check operator and password. From Campaign 8.5.1 on technical operators sign in with a token of \
                     Adobe's identity service: set CAMPAIGN_BEARER."
                        .to_owned()
                }
                _ => remedy,
            };
            report.problem(format!("Signing in failed. {what}"), remedy);
            return None;
        }
    };
    let Some(user) = user else {
        report.problem("Campaign does not say who is signed in.", "Check that the router is Campaign's own.");
        return None;
    };
    calls.push(question.action());
    // Without the operator's name: people send the output to others.
    report.ok("Signed in.");
    if user.text_at("@timezone").is_empty() {
        report.warning(
            "The operator has no time zone: times are shown in UTC.",
            "Set the operator's time zone in Campaign, or the attribute time-zone of the element.",
        );
    }
    if !matches!(credentials, Credentials::Bearer(_)) {
        without_cookie(report, line, &access).await;
    }
    Some(Session { access, calls, build, user, is_own: matches!(credentials, Credentials::Password { .. }) })
}

async fn sign_in(
    line: &Line,
    login: &str,
    password: &str,
    calls: &mut Vec<String>,
) -> Result<(Access, Option<String>), Refusal> {
    let request = logon(login, password);
    let values = line.call(&request.calls.full, &Access::none()).await?;
    let (access, _) = request.read(&values, Which::Full).map_err(Refusal::Failure)?;
    calls.push(request.calls.full.action());
    let server = values.iter().find_map(|value| value.child("sessionInfo")?.child("serverInfo"));
    Ok((access, server.and_then(|server| build(server, "@buildNumber"))))
}

/// The number of the build that an answer names, if it is one.
pub fn build(element: &Element, path: &str) -> Option<String> {
    let is_number =
        |text: &&str| (1..20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    element.value(path).filter(is_number).map(str::to_owned)
}

/// Checks whether calls need the session's cookie: scripts cannot set it, so then the proxy must.
async fn without_cookie(report: &mut Report<'_>, line: &Line, access: &Access) {
    let call = get_user_info().calls.full;
    let Ok(reply) = line.send(line.post(call.request(access))).await else { return };
    match read_answer(call.method, reply.status, &reply.body) {
        Ok(_) => report.ok("The session's tokens are enough without its cookie."),
        Err(Failure::SessionEnded) => report.warning(
            "The session's tokens are not enough: Campaign wants its cookie __sessiontoken besides.",
            "Let the proxy make the cookie of the header X-Session-Token, as docs/connecting.md shows.",
        ),
        Err(failure) => Refusal::Failure(failure).tell(report, "Without its cookie the session fails. "),
    }
}

/// Reports the rights that Campaign names. Only saving shows whether a save is allowed.
pub fn rights(report: &mut Report<'_>, session: &Session) {
    let rights = session.user.children.iter().filter(|child| child.name == "login-right");
    let names: Vec<_> = rights.map(|right| right.text_at("@right")).collect();
    let named = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    report.ok(format!(
        "Named rights of the operator: {named}. Whether saving is allowed was not tried: Campaign decides."
    ));
}
