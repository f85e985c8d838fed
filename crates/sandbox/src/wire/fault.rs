//! Faults (contract, section 3). The texts are Campaign's own where the contract has them.

use super::manner::Manner;
use super::xml::Element;

/// A refused request. The answer is a SOAP fault, with the specific cause in `detail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    text: String,
    detail: String,
    subject: Subject,
}

/// What a fault is about. A strict sandbox answers some faults in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subject {
    Anything,
    /// A method failed. A strict sandbox hides the cause.
    Method,
    /// A method failed for a cause that is never hidden.
    NamedCause,
    SessionOver,
    WrongPassword,
    /// The bearer token has expired or is unknown. With the service and the method that were called.
    BearerOver(String, String),
}

/// The form of a refusal.
pub enum Spoken {
    /// A fault with the HTTP status that was chosen for faults.
    Fault(Fault),
    /// A fault that always has the status 500.
    Error(Fault),
    /// Plain text without an envelope, with the status 403.
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

    /// Marks the fault: it is about a bearer token that has expired or is unknown.
    pub fn about_bearer(self, service: &str, method: &str) -> Self {
        Self { subject: Subject::BearerOver(service.to_owned(), method.to_owned()), ..self }
    }

    /// Marks the fault: it is about a wrong operator or password.
    pub fn about_password(self) -> Self {
        Self { subject: Subject::WrongPassword, ..self }
    }

    /// The form of the refusal in a polite or in a strict sandbox (contract, 19.1 and 19.2).
    pub fn spoken(self, manner: Manner) -> Spoken {
        match &self.subject {
            Subject::SessionOver if manner.answers_sessions_its_own_way() => Spoken::Plain(self.text),
            Subject::WrongPassword if manner.answers_sessions_its_own_way() => {
                Spoken::Plain(format!("XSV-350012 {}", self.detail))
            }
            // Instances show this detail, although they hide all others.
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

/// Why a method failed. The code that finds the cause does not know the name of the method: [`Cause::within`] adds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    text: String,
    /// Whether a strict sandbox shows it too.
    is_named: bool,
}

impl Cause {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_named: false }
    }

    /// XTK-170019: the operator lacks a right.
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

    /// The fault SOP-330011 with this cause.
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

/// Faults quote what they refuse, but only its beginning.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
