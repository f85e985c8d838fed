//! Answers an envelope with an envelope: finds whose call it is and which method answers.

use super::sign_in;
use crate::change::{methods, write};
use crate::read;
use crate::state::State;
use crate::store::document;
use crate::store::operator::Operator;
use crate::store::reader::Reader;
use crate::wire::fault::Fault;
use crate::wire::manner::Manner;
use crate::wire::soap::{self, Call, Value};

/// The headers of a request that matter here.
#[derive(Debug, Default)]
pub struct Headers {
    pub action: Option<String>,
    /// `X-Session-Token`.
    pub session: Option<String>,
    /// `__sessiontoken` of the `Cookie` header.
    pub cookie: Option<String>,
    /// `X-Security-Token`.
    pub security: Option<String>,
    /// The token of `Authorization: Bearer`.
    pub bearer: Option<String>,
    /// Whether the caller is Adobe's client: it sends `ACC-SDK-Version`.
    pub adobes_client: bool,
}

/// An answer's body, and the session to set as a cookie.
pub struct Answer {
    pub body: String,
    pub cookie: Option<String>,
}

/// Answers one request's body.
///
/// # Errors
/// The fault to send instead.
pub fn answer(state: &State, headers: &Headers, body: &[u8]) -> Result<Answer, Fault> {
    let (sessions, manner) = (&state.sessions, state.manner);
    let prefix = headers.prefix(manner);
    let text = std::str::from_utf8(body)
        .map_err(|_| Fault::client("The request is not well-formed XML.", "It is not UTF-8."))?;
    let document = soap::parse(text.trim_start_matches('\u{FEFF}'))?;
    let call = Call::read(&document, headers.action.as_deref())?;
    let (service, method) = (call.service.as_str(), call.method.as_str());

    let signed_in = match (service, method) {
        ("xtk:session", "Logon") => Some(sessions.logon(&call.text(0), &call.text(1))?),
        ("xtk:session", "BearerTokenLogon") => Some(sessions.bearer_logon(&call.text(0))?),
        _ => None,
    };
    if let Some((operator, tokens)) = signed_in {
        let values = sign_in::logon_values(operator, &tokens);
        let cookie = Some(tokens.session).filter(|_| manner.sets_the_cookie());
        return Ok(Answer { body: soap::answer(prefix, service, method, values), cookie });
    }

    // A bearer token is enough (contract 2.1, mode B). A session needs its security token too.
    let (operator, session) = match &headers.bearer {
        Some(token) => (Operator::of_bearer(token).ok_or_else(|| Fault::bearer(service, method))?, None),
        None => {
            let (session, security) = tokens(manner, &call, headers).ok_or_else(Fault::session)?;
            (sessions.operator(session, security)?, Some(session))
        }
    };
    let values = match (service, method) {
        ("xtk:session", "Logoff") => {
            session.into_iter().for_each(|session| sessions.logoff(session));
            Vec::new()
        }
        ("xtk:session", "TestCnx") => Vec::new(),
        ("xtk:session", "GetUserInfo") => vec![Value::Document("pUserInfo", Some(sign_in::user_info(operator)))],
        _ => return stored(state, Reader { operator, manner }, &call, prefix),
    };
    Ok(Answer { body: soap::answer(prefix, service, method, values), cookie: None })
}

/// The methods that need the database.
fn stored(state: &State, reader: Reader, call: &Call, prefix: &str) -> Result<Answer, Fault> {
    let (store, now) = (&state.store, state.engine.clock().now());
    let (service, method) = (call.service.as_str(), call.method.as_str());
    let (space, values) = match (service, method) {
        ("xtk:queryDef", "ExecuteQuery") => {
            let result = read::execute(store, reader, call.document(0), now);
            let document = result.map_err(|cause| cause.within(service, method))?;
            (service, vec![Value::Document("pdomOutput", Some(document))])
        }
        ("xtk:persist" | "xtk:persist|xtk:session", "Write") => {
            write::execute(store, reader, call.document(0), now).map_err(|cause| cause.within(service, method))?;
            ("", Vec::new())
        }
        ("xtk:persist" | "xtk:persist|xtk:session", "WriteCollection") => {
            let written = write::execute_all(store, reader, call.document(0), now);
            written.map_err(|cause| cause.within(service, method))?;
            ("", Vec::new())
        }
        ("xtk:persist" | "xtk:persist|xtk:session", "GetEntityIfMoreRecent") => {
            ("wpp:default", vec![Value::Document("pdomDoc", document::find(&call.text(0), reader))])
        }
        ("xtk:session", "Write" | "WriteCollection" | "GetEntityIfMoreRecent") => {
            return Err(Fault::without_library(service, method));
        }
        _ => match methods::answer(store, &state.engine, reader, call) {
            Some(values) => (methods::space(service), values.map_err(|cause| cause.within(service, method))?),
            None => return Err(Fault::unknown_method(service, method)),
        },
    };
    Ok(Answer { body: soap::answer(prefix, space, method, values), cookie: None })
}

impl Headers {
    /// The prefix of the answer's envelope.
    pub fn prefix(&self, manner: Manner) -> &'static str {
        manner.prefix(self.adobes_client)
    }
}

/// Session and security token of a call.
fn tokens<'a>(manner: Manner, call: &'a Call, headers: &'a Headers) -> Option<(&'a String, &'a String)> {
    if manner.wants_the_cookie() {
        return headers.cookie.as_ref().zip(headers.security.as_ref());
    }
    session_token(call, headers).zip(headers.security.as_ref().or(call.header_security.as_ref()))
}

/// The token in the call, else in `X-Session-Token`, else in a cookie.
fn session_token<'a>(call: &'a Call, headers: &'a Headers) -> Option<&'a String> {
    let candidates =
        [Some(&call.session_token), headers.session.as_ref(), headers.cookie.as_ref(), call.header_session.as_ref()];
    candidates.into_iter().flatten().find(|token| !token.is_empty())
}
