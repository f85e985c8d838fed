//! Faults: refusals of the server, in its own words (contract 3).

use std::fmt;

use crate::xml::Element;

/// The code of a session that has ended or was never valid.
const SESSION_ENDED: &str = "XSV-350008";
/// The code around any error inside a method.
const GENERIC: &str = "SOP-330011";
/// The code around any error in a method's parameters, which include the tokens.
const PARAMETERS: &str = "SOP-330007";
/// The code for a bearer token that the identity service refused.
const BEARER_ENDED: &str = "XSV-350114";
/// The same refusal without a code.
const CONNECTION_DENIED: &str = "Invalid login or password. Connection denied.";
/// Codes for an expression with an attribute that this build lacks.
const UNKNOWN_ATTRIBUTE: [&str; 3] = ["XTK-170006", "XTK-170036", "XTK-170037"];
/// The code for a missing right.
const RIGHT_MISSING: &str = "XTK-170019";

/// A SOAP Fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A code such as `XTK-170036`; many faults have none.
    pub code: Option<String>,
    /// The message without its code.
    pub message: String,
    /// The specific cause, often several lines, each with its own code; may be empty.
    pub detail: String,
}

impl Fault {
    /// Reads a refusal in plain text: the code, then the words (contract 19.1). `None` if the text does not begin with
    /// a code.
    pub fn of_text(text: &str) -> Option<Self> {
        let (code, message) = split_code(text);
        let code = code.filter(|code| text.trim_start().starts_with(code))?;
        Some(Self { code: Some(code.to_owned()), message: message.to_owned(), detail: String::new() })
    }

    /// Reads a `Fault` element.
    pub fn read(fault: &Element) -> Self {
        let string = fault.text_at("faultstring");
        let (code, message) = split_code(&string);
        Self { code: code.map(str::to_owned), message: message.to_owned(), detail: fault.text_at("detail") }
    }

    /// Whether the session or the bearer token has ended (contract 19.1). Only a code at the start of the fault or of a
    /// line of its detail counts: the same letters in an SMS or a label must not sign the user out.
    pub fn is_session_end(&self) -> bool {
        let is_about_tokens = match self.code.as_deref() {
            Some(code) => code == PARAMETERS,
            None => self.message.starts_with("Error while reading parameters of method"),
        };
        self.has_code(SESSION_ENDED)
            || (is_about_tokens && (self.has_code(BEARER_ENDED) || self.detail.contains(CONNECTION_DENIED)))
    }

    /// Whether the operator lacks a right; then a shorter query does not help.
    pub fn lacks_right(&self) -> bool {
        self.has_code(RIGHT_MISSING)
    }

    /// Whether the query contained an attribute that this server's build lacks; false if the server hides details.
    pub fn is_unknown_attribute(&self) -> bool {
        let known = |code: Option<&str>| code.is_some_and(|code| UNKNOWN_ATTRIBUTE.contains(&code));
        known(self.code.as_deref()) || self.detail.lines().any(|line| known(split_code(line).0))
    }

    /// Whether the fault, or a line of its detail, begins with this code.
    fn has_code(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code) || self.detail.lines().any(|line| line.trim_start().starts_with(code))
    }

    /// The server's own words for people: the message, then the detail if it adds something.
    pub fn words(&self) -> String {
        let detail = self.detail.trim();
        // "Error while executing the method" says nothing: the detail is the message.
        if self.code.as_deref() == Some(GENERIC) && !detail.is_empty() {
            detail.to_owned()
        } else if detail.is_empty() || detail == self.message {
            self.message.clone()
        } else if self.message.is_empty() {
            detail.to_owned()
        } else {
            format!("{} {detail}", self.message)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fault {}: {}", self.code.as_deref().unwrap_or("without code"), self.words())
    }
}

/// Splits the first `XXX-000000` from a message, as Adobe's client does: `/(\w{3}-\d{6})(.*)/`.
pub fn split_code(text: &str) -> (Option<&str>, &str) {
    let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let is_code = |window: &[u8]| {
        let [a, b, c, b'-', digits @ ..] = window else { return false };
        [a, b, c].into_iter().all(word) && digits.iter().all(u8::is_ascii_digit)
    };
    let start = text.as_bytes().windows(10).position(is_code);
    // `get` instead of an index, because an index adds code that formats the text for its panic.
    match start.and_then(|start| text.get(start..)?.split_at_checked(10)) {
        Some((code, rest)) => (Some(code), rest.trim()),
        None => (None, text.trim()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_documented_fault_is_read() {
        let fault = Element::parse(
            "<SOAP-ENV:Fault xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><faultcode>SOAP-ENV:Server</faultcode>\
             <faultstring>SOP-330011 Error while executing the method 'WriteCollection' of service 'xtk:session'.</faultstring>\
             <detail>SOP-330024 Unspecified function library</detail></SOAP-ENV:Fault>",
        )
        .unwrap();
        let fault = Fault::read(&fault);
        assert_eq!(fault.code.as_deref(), Some("SOP-330011"));
        assert_eq!(fault.message, "Error while executing the method 'WriteCollection' of service 'xtk:session'.");
        assert_eq!(fault.detail, "SOP-330024 Unspecified function library");
    }

    fn fault(string: &str, detail: &str) -> Fault {
        let xml = format!("<Fault><faultstring>{string}</faultstring><detail>{detail}</detail></Fault>");
        Fault::read(&Element::parse(&xml).unwrap())
    }

    #[test]
    fn the_end_of_a_session_or_bearer_token_is_recognised() {
        let reading = "Error while reading parameters of method 'ExecuteQuery'";
        for (string, detail) in [
            ("XSV-350008 Session has expired.", ""),
            ("SOP-330011 Error while executing the method", "XSV-350008 Session has expired."),
            (
                "SOP-330007 Error while reading parameters of method 'ExecuteQuery'",
                "XSV-350114 The IMS server answered 401.",
            ),
            (reading, "Invalid login or password. Connection denied."),
        ] {
            assert!(fault(string, detail).is_session_end(), "{string}: {detail}");
        }
    }

    #[test]
    fn a_text_that_quotes_a_code_does_not_end_the_session() {
        for (string, detail) in [
            ("SOP-330007 Error while reading parameters of method 'Write'", "XTK-170036 Unable to parse"),
            ("XTK-170006 The label 'XSV-350008' is too long", ""),
            ("SOP-330011 Error", "The text 'XSV-350008' was refused."),
            ("Logon refused", "Invalid login or password. Connection denied."),
            ("XTK-170019 No right", "XSV-350114"),
        ] {
            assert!(!fault(string, detail).is_session_end(), "{string}: {detail}");
        }
        assert!(fault("SOP-330011 Error", "XTK-170019 You do not have the right").lacks_right());
    }

    #[test]
    fn a_message_need_not_have_a_code() {
        assert_eq!(split_code(" No rights. "), (None, "No rights."));
        assert_eq!(split_code("DEL-430015 Delivery finished"), (Some("DEL-430015"), "Delivery finished"));
        assert_eq!(split_code("é XTK-170036 Unable"), (Some("XTK-170036"), "Unable"));
        assert_eq!(split_code("ABC-12345"), (None, "ABC-12345"));
    }
}
