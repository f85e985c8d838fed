//! Faults (contract, section 3): what goes wrong, in Campaign's own words where the contract knows them.

use crate::xml::Element;

/// A refusal, answered as a SOAP fault. The specific cause is in `detail`, its code is optional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    text: String,
    detail: String,
}

impl Fault {
    /// The caller is at fault: the envelope cannot be read.
    pub fn client(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: "SOAP-ENV:Client", text: text.into(), detail: detail.into() }
    }

    /// A refusal with a text of its own.
    pub fn server(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code: "SOAP-ENV:Server", text: text.into(), detail: detail.into() }
    }

    /// XSV-350008: no session, or one that has ended, or the wrong security token.
    pub fn session() -> Self {
        Self::server("XSV-350008 Session has expired or is invalid. Please reconnect.", "")
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

    /// The `SOAP-ENV:Fault` element.
    pub fn element(&self) -> Element {
        let mut fault = Element::new("SOAP-ENV:Fault");
        fault.push(Element::new("faultcode").text(self.code));
        fault.push(Element::new("faultstring").with("xsi:type", "xsd:string").text(&self.text));
        fault.push(Element::new("detail").with("xsi:type", "xsd:string").text(&self.detail));
        fault
    }
}

/// Why a method failed, before it is known which method that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause(String);

impl Cause {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// XTK-170036: an expression names what the schema does not have.
    pub fn unknown(name: &str, kind: &str, schema: &crate::schema::Schema, expression: &str) -> Self {
        let name = name.trim_start_matches('@');
        Self(format!(
            "'{name}' {kind} unknown (see definition of '{} ({})' schema). XTK-170036 Unable to parse expression \
             '{expression}'.",
            schema.label, schema.name
        ))
    }

    /// XTK-170036: an expression that cannot be read.
    pub fn expression(why: &str, expression: &str) -> Self {
        Self(format!("{why} XTK-170036 Unable to parse expression '{}'.", shorten(expression)))
    }

    /// SOP-330011 around this cause.
    pub fn within(self, service: &str, method: &str) -> Fault {
        Fault::server(format!("SOP-330011 Error while executing the method '{method}' of service '{service}'."), self.0)
    }
}

impl From<rusqlite::Error> for Cause {
    fn from(error: rusqlite::Error) -> Self {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) {
            return Self::new("The query took too long and was stopped. Ask for less.");
        }
        Self(format!("The database refused the request: {error}."))
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
