//! Faults: what the server refused, in its own words (contract 3).

use std::fmt;

use crate::xml::Element;

/// The code of a session that has ended or was never valid.
const SESSION_ENDED: &str = "XSV-350008";
/// The code around whatever went wrong inside a method.
const GENERIC: &str = "SOP-330011";
/// Codes of an expression that names an attribute this build lacks.
const UNKNOWN_ATTRIBUTE: [&str; 3] = ["XTK-170006", "XTK-170036", "XTK-170037"];

/// A SOAP Fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `XTK-170036` and the like; many faults have none.
    pub code: Option<String>,
    /// The message without its code.
    pub message: String,
    /// The specific cause, often several lines each with its own code; may be empty.
    pub detail: String,
}

impl Fault {
    /// Reads a `Fault` element.
    pub fn read(fault: &Element) -> Self {
        let string = fault.text_at("faultstring");
        let (code, message) = split_code(&string);
        Self { code: code.map(str::to_owned), message: message.to_owned(), detail: fault.text_at("detail") }
    }

    /// Whether the session behind the call has ended. Only the Fault's own code says so: the same letters in an
    /// SMS or in a label must not sign anyone out.
    pub fn is_session_end(&self) -> bool {
        self.code.as_deref() == Some(SESSION_ENDED)
    }

    /// Whether the query named an attribute that this server's build lacks.
    pub fn is_unknown_attribute(&self) -> bool {
        let known = |code: Option<&str>| code.is_some_and(|code| UNKNOWN_ATTRIBUTE.contains(&code));
        known(self.code.as_deref()) || self.detail.lines().any(|line| known(split_code(line).0))
    }

    /// The server's own words for people: message, then detail if it adds something.
    pub fn words(&self) -> String {
        let detail = self.detail.trim();
        // "Error while executing the method": the detail is the message.
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
    // `get` instead of an index, which would bring the printing of any text along.
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

    #[test]
    fn a_message_need_not_have_a_code() {
        assert_eq!(split_code(" No rights. "), (None, "No rights."));
        assert_eq!(split_code("DEL-430015 Delivery finished"), (Some("DEL-430015"), "Delivery finished"));
        assert_eq!(split_code("é XTK-170036 Unable"), (Some("XTK-170036"), "Unable"));
        assert_eq!(split_code("ABC-12345"), (None, "ABC-12345"));
    }
}
