//! Calls and answers: the envelope around every request (contract 1).

use std::fmt;

use crate::{
    access::Access,
    fault::Fault,
    retry::Kind,
    xml::{Element, XmlError, escape, escape_into},
};

/// The router's path on every instance, under its base address.
pub const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

/// A method call without tokens. Parameters are positional; the object of a non-static method comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `xtk:queryDef`
    pub urn: &'static str,
    /// `ExecuteQuery`
    pub method: &'static str,
    /// The parameter elements after `sessiontoken`, as XML.
    parameters: String,
    is_search: bool,
}

impl Call {
    pub fn new(urn: &'static str, method: &'static str) -> Self {
        Self { urn, method, parameters: String::new(), is_search: false }
    }

    /// A read for which the server reads a whole table.
    pub fn search(mut self) -> Self {
        self.is_search = true;
        self
    }

    /// How long its answer may take, and whether it may be repeated.
    pub fn kind(&self) -> Kind {
        if self.is_search { Kind::Search } else { Kind::of(self.method) }
    }

    /// Adds a string parameter.
    pub fn string(self, name: &str, value: &str) -> Self {
        self.parameter(name, "xsd:string'", &escape(value))
    }

    /// Adds an integer parameter of Campaign's 32-bit type `long`, which the envelope calls `xsd:int`.
    pub fn long(self, name: &str, value: &str) -> Self {
        self.parameter(name, "xsd:int'", &escape(value))
    }

    /// Adds an integer parameter of 8 bits.
    pub fn byte(self, name: &str, value: u8) -> Self {
        self.parameter(name, "xsd:byte'", &value.to_string())
    }

    /// Adds a boolean parameter.
    pub fn boolean(self, name: &str, value: bool) -> Self {
        self.parameter(name, "xsd:boolean'", if value { "true" } else { "false" })
    }

    /// Adds a document parameter; `xml` is its well-formed root element.
    pub fn document(self, name: &str, xml: &str) -> Self {
        self.parameter(name, "' SOAP-ENV:encodingStyle='http://xml.apache.org/xml-soap/literalxml'", xml)
    }

    /// Adds an element parameter; `xml` is the well-formed element.
    pub fn element(self, name: &str, xml: &str) -> Self {
        self.parameter(name, "ns:Element' SOAP-ENV:encodingStyle='http://xml.apache.org/xml-soap/literalxml'", xml)
    }

    /// `kind` is the text after `xsi:type='`.
    fn parameter(mut self, name: &str, kind: &str, xml: &str) -> Self {
        for piece in ["<", name, " xsi:type='", kind, ">", xml, "</", name, ">"] {
            self.parameters.push_str(piece);
        }
        self
    }

    /// The value of the `SoapAction` header, `urn#method`.
    pub fn action(&self) -> String {
        format!("{}#{}", self.urn, self.method)
    }

    /// The whole HTTP request, with the tokens of `access` where contract 2.1 puts them.
    pub fn request(&self, access: &Access) -> HttpRequest {
        let action = self.action();
        let mut headers = vec![("Content-Type", "application/soap+xml;charset=UTF-8".to_owned())];
        headers.push(("SoapAction", action.clone()));
        headers.extend(access.headers());
        // The server ignores the query part; it shows the method in logs and proxies.
        let escaped = action.replace(':', "%3A").replace('#', "%23").replace('|', "%7C");
        HttpRequest { path: format!("{ROUTER}?soapAction={escaped}"), headers, body: self.envelope(access) }
    }

    fn envelope(&self, access: &Access) -> String {
        let mut out = String::from(
            "<?xml version='1.0' encoding='UTF-8'?>\
             <SOAP-ENV:Envelope xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
             xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/' \
             xmlns:ns='http://xml.apache.org/xml-soap'><SOAP-ENV:Body>",
        );
        let (urn, method) = (self.urn, self.method);
        out.push_str(&format!(
            "<m:{method} xmlns:m='urn:{urn}' SOAP-ENV:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'>\
             <sessiontoken xsi:type='xsd:string'>"
        ));
        escape_into(&mut out, access.session_token());
        out.push_str("</sessiontoken>");
        out.push_str(&self.parameters);
        out.push_str(&format!("</m:{method}></SOAP-ENV:Body></SOAP-ENV:Envelope>"));
        out
    }
}

/// The request that the transport sends: a POST to `path` under the instance's base address.
#[derive(Clone)]
pub struct HttpRequest {
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

/// Why an answer does not have the requested values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The tokens are no longer valid, according to a Fault, a plain text or HTTP 401 (contract 2.4, 19.1).
    SessionEnded,
    /// The operator or the password is wrong.
    WrongPassword,
    /// The instance accepts no sign-in from this network address.
    AddressRefused,
    /// The server refused, in its own words.
    Fault(Fault),
    /// An HTTP error without a Fault.
    Http(u16),
    /// The answer is not from Campaign: an HTML page or another document.
    NotCampaign,
    /// The answer cannot be read.
    Xml(XmlError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SessionEnded => write!(f, "the session has ended"),
            Self::WrongPassword => write!(f, "the operator or the password is wrong"),
            Self::AddressRefused => write!(f, "no session may begin from this address"),
            Self::Fault(fault) => fault.fmt(f),
            Self::Http(status) => write!(f, "HTTP status {status}"),
            Self::NotCampaign => write!(f, "the answer does not come from Campaign"),
            Self::Xml(error) => error.fmt(f),
        }
    }
}

/// Reads the return values of `method`, in order. A Fault counts whatever the status is (contract 3).
pub fn read_answer(method: &str, status: u16, body: &str) -> Result<Vec<Element>, Failure> {
    if let Some(failure) = plain_refusal(body) {
        return Err(failure);
    }
    let mut root = Element::parse(body);
    if let Ok(root) = &mut root
        && let Some(envelope_body) = root.children.iter_mut().find(|child| child.name == "Body")
        && let Some(content) = envelope_body.children.first_mut()
    {
        if content.name == "Fault" {
            let fault = Fault::read(content);
            return Err(if fault.is_session_end() { Failure::SessionEnded } else { Failure::Fault(fault) });
        }
        if (200..300).contains(&status) && content.name.strip_suffix("Response") == Some(method) {
            return Ok(std::mem::take(&mut content.children));
        }
    }
    match (status, root) {
        (401, _) => Err(Failure::SessionEnded),
        (200..300, Err(XmlError::Malformed(_) | XmlError::Dtd)) if looks_like_html(body) => Err(Failure::NotCampaign),
        (200..300, Err(error)) => Err(Failure::Xml(error)),
        (200..300, Ok(_)) => Err(Failure::NotCampaign),
        (status, _) => Err(Failure::Http(status)),
    }
}

/// Reads a body without an envelope that begins with a code, whatever its status and type (contract 19.1).
fn plain_refusal(body: &str) -> Option<Failure> {
    let text = body.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') {
        return None;
    }
    let fault = Fault::of_text(text)?;
    Some(match fault.code.as_deref() {
        _ if fault.is_session_end() => Failure::SessionEnded,
        Some("XSV-350012") => Failure::WrongPassword,
        Some("XSV-350013") => Failure::AddressRefused,
        _ => Failure::Fault(fault),
    })
}

/// The return values without the object that some methods return first (contract 1.3).
pub fn outputs(values: &[Element]) -> &[Element] {
    match values {
        [object, rest @ ..] if matches!(object.name.as_str(), "entity" | "this") => rest,
        all => all,
    }
}

fn looks_like_html(body: &str) -> bool {
    let start = body.trim_start().as_bytes();
    let is_html = |window: &[u8]| window.eq_ignore_ascii_case(b"<html");
    !start.starts_with(b"<") || start.windows(5).take(200).any(is_html)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn enveloped(content: &str) -> String {
        format!(
            "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\
             <SOAP-ENV:Body>{content}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
        )
    }

    #[test]
    fn the_session_token_is_always_the_first_child() {
        for access in [Access::none(), Access::bearer("eyJ".into()), Access::session("___s".into(), "@s==".into())] {
            let request = Call::new("xtk:session", "Logon").string("login", "a<b").request(&access);
            let root = Element::parse(&request.body).unwrap();
            let call = &root.child("Body").unwrap().children[0];
            assert_eq!(call.name, "Logon");
            assert_eq!(call.children[0].name, "sessiontoken");
            assert_eq!(call.children[0].text, access.session_token());
            assert_eq!(call.value("login"), Some("a<b"));
        }
    }

    #[test]
    fn the_action_is_in_the_header_and_in_the_address() {
        let request = Call::new("xtk:queryDef", "ExecuteQuery").request(&Access::none());
        assert_eq!(request.path, "/nl/jsp/soaprouter.jsp?soapAction=xtk%3AqueryDef%23ExecuteQuery");
        assert!(request.headers.contains(&("SoapAction", "xtk:queryDef#ExecuteQuery".to_owned())));
    }

    #[test]
    fn a_fault_is_read_with_status_200_and_500() {
        let body = enveloped("<SOAP-ENV:Fault><faultstring>XTK-170036 Unable to parse</faultstring></SOAP-ENV:Fault>");
        for status in [200, 500] {
            let Err(Failure::Fault(fault)) = read_answer("ExecuteQuery", status, &body) else { panic!("{status}") };
            assert!(!fault.is_session_end() && !fault.lacks_right());
        }
    }

    #[test]
    fn only_a_real_fault_or_401_ends_the_session() {
        let fault =
            enveloped("<SOAP-ENV:Fault><faultstring>XSV-350008 Session has expired.</faultstring></SOAP-ENV:Fault>");
        assert_eq!(read_answer("Write", 500, &fault), Err(Failure::SessionEnded));
        assert_eq!(read_answer("Write", 401, "Unauthorized"), Err(Failure::SessionEnded));
        let text = enveloped(
            "<ExecuteQueryResponse><pdomOutput><delivery label='XSV-350008'/></pdomOutput></ExecuteQueryResponse>",
        );
        let values = read_answer("ExecuteQuery", 200, &text).unwrap();
        assert_eq!(values[0].value("delivery/@label"), Some("XSV-350008"));
    }

    #[test]
    fn in_a_refusal_without_envelope_the_code_counts_more_than_the_status() {
        for status in [200, 403, 500] {
            let read = |text: &str| read_answer("ExecuteQuery", status, text).unwrap_err();
            let ended = "XSV-350008 Session has expired or is invalid. Please reconnect.";
            assert_eq!(read(ended), Failure::SessionEnded);
            assert_eq!(read(&format!("\u{feff}\r\n {ended}")), Failure::SessionEnded);
            assert_eq!(read("XSV-350012 Invalid login or password."), Failure::WrongPassword);
            assert_eq!(read("XSV-350013 This address is not allowed."), Failure::AddressRefused);
            let Failure::Fault(fault) = read("XTK-170019 No right") else { panic!("a fault") };
            assert!(fault.lacks_right());
        }
        // A refusal by a proxy does not end the session.
        assert_eq!(read_answer("Logon", 403, "Forbidden"), Err(Failure::Http(403)));
        assert_eq!(read_answer("Logon", 403, "<html>XSV-350008</html>"), Err(Failure::Http(403)));
    }

    #[test]
    fn an_answer_that_is_not_from_campaign_is_recognised() {
        assert_eq!(read_answer("Logon", 200, "<!DOCTYPE html><html><p>Sign in"), Err(Failure::NotCampaign));
        assert_eq!(read_answer("Logon", 200, "<html><p>Sign in"), Err(Failure::NotCampaign));
        assert_eq!(read_answer("Logon", 200, "<other/>"), Err(Failure::NotCampaign));
        assert_eq!(read_answer("Logon", 503, "<html>busy</html>"), Err(Failure::Http(503)));
        let other = enveloped("<LogoffResponse/>");
        assert_eq!(read_answer("Logon", 200, &other), Err(Failure::NotCampaign));
    }
}
