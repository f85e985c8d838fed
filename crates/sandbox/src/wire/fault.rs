//! Faults (contract, section 3): what goes wrong, in Campaign's own words where the contract knows them.

use super::manner::Manner;
use super::xml::Element;

/// A refusal, answered as a SOAP fault. The specific cause is in `detail`, its code is optional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    text: String,
    detail: String,
    subject: Subject,
}

/// What a fault is about, where that decides how it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    Anything,
    /// A method failed. The cause may stay hidden.
    Method,
    /// A method failed for a cause that is told in any case.
    NamedCause,
    SessionOver,
    WrongPassword,
    /// Service and method that were called with a bearer token that is over.
    BearerOver(String, String),
}

/// How a refusal is said.
pub enum Spoken {
    /// Under the status that was chosen for faults.
    Fault(Fault),
    /// Under 500, always.
    Error(Fault),
    /// Text without an envelope, under 403.
    Plain(String),
}

impl Fault {
    /// The caller is at fault: the envelope cannot be read.
    pub fn client(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: "Client", text: text.into(), detail: detail.into(), subject: Subject::Anything }
    }

    /// A refusal with a text of its own.
    pub fn server(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: "Server", text: text.into(), detail: detail.into(), subject: Subject::Anything }
    }

    /// XSV-350008: no session, or one that has ended, or the wrong security token.
    pub fn session() -> Self {
        let text = "XSV-350008 Session has expired or is invalid. Please reconnect.";
        Self { subject: Subject::SessionOver, ..Self::server(text, "") }
    }

    /// The same for a call with a bearer token.
    pub fn bearer(service: &str, method: &str) -> Self {
        Self::session().about_bearer(service, method)
    }

    /// This fault is about a bearer token that is over or was never one.
    pub fn about_bearer(self, service: &str, method: &str) -> Self {
        Self { subject: Subject::BearerOver(service.to_owned(), method.to_owned()), ..self }
    }

    /// This fault is about a wrong operator or password.
    pub fn about_password(self) -> Self {
        Self { subject: Subject::WrongPassword, ..self }
    }

    /// How a refusal is said in this manner (contract, 19.1 and 19.2).
    pub fn spoken(self, manner: Manner) -> Spoken {
        match &self.subject {
            Subject::SessionOver if manner.answers_sessions_its_own_way() => Spoken::Plain(self.text),
            Subject::WrongPassword if manner.answers_sessions_its_own_way() => {
                Spoken::Plain(format!("XSV-350012 {}", self.detail))
            }
            // This one detail is how an instance says it: it shows where all others are hidden.
            Subject::BearerOver(service, method) if manner.answers_sessions_its_own_way() => {
                let text =
                    format!("SOP-330007 Error while reading parameters of method '{method}' of service '{service}'.");
                let detail = "XSV-350114 The identity service refused the bearer token (status 401).";
                Spoken::Error(Self::server(text, detail))
            }
            Subject::Method if manner.hides_causes() => Spoken::Fault(Self { detail: String::new(), ..self }),
            Subject::NamedCause if manner.hides_causes() => Spoken::Fault(Self::server(self.detail, "")),
            _ => Spoken::Fault(self),
        }
    }

    /// SOP-330006: the service has no such method.
    pub fn unknown_method(service: &str, method: &str) -> Self {
        Self::server(format!("SOP-330006 The method '{method}' is not defined in SOAP service '{service}'."), "")
    }

    /// SOP-330024: a method of `xtk:persist` called on `xtk:session`.
    pub fn without_library(service: &str, method: &str) -> Self {
        Cause::new(format!(
            "SOP-330024 Unspecified function library ('library' attribute) for JavaScript SOAP call '{method}' in \
             schema '{service}'."
        ))
        .within(service, method)
    }

    /// The `Fault` element, with the envelope's prefix.
    pub fn element(&self, prefix: &str) -> Element {
        let mut fault = Element::new(format!("{prefix}:Fault"));
        fault.push(Element::new("faultcode").text(format!("{prefix}:{}", self.code)));
        fault.push(Element::new("faultstring").with("xsi:type", "xsd:string").text(&self.text));
        fault.push(Element::new("detail").with("xsi:type", "xsd:string").text(&self.detail));
        fault
    }
}

/// Why a method failed, before it is known which method that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    text: String,
    /// Whether it is told even where causes are hidden.
    is_named: bool,
}

impl Cause {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_named: false }
    }

    /// XTK-170019: the operator's rights do not reach.
    pub fn no_right(text: impl Into<String>) -> Self {
        Self { text: format!("XTK-170019 {}", text.into()), is_named: true }
    }

    /// XFR-180000: a schema does not exist, or cannot be read.
    pub fn no_schema(name: &str) -> Self {
        Self { text: format!("XFR-180000 The schema '{name}' is not defined."), is_named: true }
    }

    /// XTK-170036: an expression that cannot be read.
    pub fn expression(why: &str, expression: &str) -> Self {
        Self::new(format!("{why} XTK-170036 Unable to parse expression '{}'.", shorten(expression)))
    }

    /// SOP-330011 around this cause.
    pub fn within(self, service: &str, method: &str) -> Fault {
        let text = format!("SOP-330011 Error while executing the method '{method}' of service '{service}'.");
        let subject = if self.is_named { Subject::NamedCause } else { Subject::Method };
        Fault { subject, ..Fault::server(text, self.text) }
    }
}

impl From<rusqlite::Error> for Cause {
    fn from(error: rusqlite::Error) -> Self {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) {
            return Self::new("The query took too long and was stopped. Ask for less.");
        }
        Self::new(format!("The database refused the request: {error}."))
    }
}

/// Fault texts quote what they refuse, but not megabytes of it.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
