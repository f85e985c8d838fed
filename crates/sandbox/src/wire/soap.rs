//! The envelope (contract, 1.2 and 1.3): reads a call from a request, and writes an answer or a fault.

use roxmltree::{Document, Node, ParsingOptions};

use super::fault::{Cause, Fault};
use super::xml::{self, Element};

const LITERAL: &str = "http://xml.apache.org/xml-soap/literalxml";
const ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// The most nodes that a request may have: many more than a query or a text needs, and still read quickly.
const MOST_NODES: u32 = 200_000;

/// One method call. Parameters are known by their position; they may have any name.
pub struct Call<'a, 'input> {
    /// `xtk:queryDef`, `xtk:persist|xtk:session`, …
    pub service: String,
    pub method: String,
    /// Always the first parameter.
    pub session_token: String,
    /// The tokens in the SOAP header.
    pub header_session: Option<String>,
    pub header_security: Option<String>,
    parameters: Vec<Node<'a, 'input>>,
}

/// Parses a request's text. DTDs are refused.
///
/// # Errors
/// A client fault that says where the text stops being XML.
pub fn parse(text: &str) -> Result<Document<'_>, Fault> {
    if deeper_than(text, 4 * xml::DEEPEST) {
        return Err(Fault::client("The request is not a SOAP message.", "Its elements are nested too deep."));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| Fault::client("The request is not well-formed XML.", format!("{error}.")))
}

/// The parser calls itself for each level, so the depth is checked first. Comments and CDATA may make this count too
/// high, but never too low.
fn deeper_than(text: &str, limit: usize) -> bool {
    let mut depth = 0usize;
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(index + 1)) {
            (b'<', Some(b'/')) => depth = depth.saturating_sub(1),
            (b'<', Some(next)) if next.is_ascii_alphabetic() || *next == b'_' || *next >= 0x80 => depth += 1,
            (b'/', Some(b'>')) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

impl<'a, 'input> Call<'a, 'input> {
    /// Finds the method in the body; `action` is the `SoapAction` header, used where the body names no service.
    ///
    /// # Errors
    /// A client fault when there is no body or nothing in it.
    pub fn read(document: &'a Document<'input>, action: Option<&str>) -> Result<Self, Fault> {
        let not_soap = |why: &str| Fault::client("The request is not a SOAP message.", why);
        let envelope = document.root_element();
        if envelope.tag_name().name() != "Envelope" {
            return Err(not_soap("Its root is not an Envelope."));
        }
        let body = child(envelope, "Body").ok_or_else(|| not_soap("It has no Body."))?;
        let method = body.children().find(Node::is_element).ok_or_else(|| not_soap("Its Body is empty."))?;
        let named = method.tag_name().namespace().and_then(|space| space.strip_prefix("urn:"));
        let action = action.map(|action| action.trim().trim_matches('"'));
        let service = named.or_else(|| action?.split_once('#').map(|(service, _)| service)).unwrap_or_default();

        let mut parameters: Vec<Node> = method.children().filter(Node::is_element).collect();
        let session_token = if parameters.is_empty() { None } else { Some(parameters.remove(0)) };
        let header = child(envelope, "Header");
        let header_text =
            |name| header.and_then(|header| child(header, name)).map(xml::text_of).filter(|text| !text.is_empty());
        Ok(Self {
            service: service.to_owned(),
            method: method.tag_name().name().to_owned(),
            session_token: session_token.map(xml::text_of).unwrap_or_default().trim().to_owned(),
            header_session: header_text("Cookie").as_deref().and_then(session_cookie),
            header_security: header_text("X-Security-Token"),
            parameters,
        })
    }

    /// The text of a parameter, counted from 0 after the session token. A missing one is empty.
    pub fn text(&self, index: usize) -> String {
        self.parameters.get(index).map(|node| xml::text_of(*node)).unwrap_or_default()
    }

    /// A whole number in a parameter. An empty one is 0, as everywhere on the wire (contract 1.2).
    ///
    /// # Errors
    /// When the parameter is missing or its text is no whole number.
    pub fn integer(&self, index: usize, name: &str) -> Result<i64, Cause> {
        if index >= self.parameters.len() {
            return Err(Cause::new(format!("The parameter '{name}' is missing.")));
        }
        match self.text(index).trim() {
            "" => Ok(0),
            text => text.parse().map_err(|_| Cause::new(format!("The value of '{name}' is not a whole number."))),
        }
    }

    /// The document of a parameter.
    pub fn document(&self, index: usize) -> Option<Node<'a, 'input>> {
        self.parameters.get(index)?.children().find(Node::is_element)
    }
}

fn child<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    parent.children().find(|node| node.is_element() && node.tag_name().name() == name)
}

/// The session token in a `Cookie` header's text.
pub fn session_cookie(cookies: &str) -> Option<String> {
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == "__sessiontoken").map(|(_, token)| token.to_owned())
}

/// One returned value. Clients find it by its position, not by its name.
pub enum Value {
    Text(&'static str, String),
    /// A value of another type than string: name, `xsd:` type, text. Adobe's client checks the type (contract 1.2).
    Typed(&'static str, &'static str, String),
    Document(&'static str, Option<Element>),
}

/// `{method}Response` around the returned values, in the service's namespace; `prefix` is the envelope's.
pub fn answer(prefix: &str, service: &str, method: &str, values: Vec<Value>) -> String {
    let (space, style) = (format!("urn:{service}"), format!("{prefix}:encodingStyle"));
    let mut response = Element::new(format!("{method}Response")).with("xmlns", space.as_str()).with(&style, ENCODING);
    for value in values {
        response.push(match value {
            Value::Text(name, text) => Element::new(name).with("xsi:type", "xsd:string").text(text),
            Value::Typed(name, kind, text) => Element::new(name).with("xsi:type", format!("xsd:{kind}")).text(text),
            Value::Document(name, document) => {
                let mut element = Element::new(name).with("xsi:type", "ns:Element").with(&style, LITERAL);
                document.into_iter().for_each(|document| element.push(document));
                element
            }
        });
    }
    envelope(prefix, response, &space)
}

/// An envelope with a fault in it.
pub fn fault(prefix: &str, fault: &Fault) -> String {
    envelope(prefix, fault.element(prefix), "http://xml.apache.org/xml-soap")
}

fn envelope(prefix: &str, content: Element, space: &str) -> String {
    let mut body = Element::new(format!("{prefix}:Body"));
    body.push(content);
    let mut envelope = Element::new(format!("{prefix}:Envelope"))
        .with("xmlns:xsd", "http://www.w3.org/2001/XMLSchema")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xmlns:ns", space)
        .with(&format!("xmlns:{prefix}"), "http://schemas.xmlsoap.org/soap/envelope/");
    envelope.push(body);
    format!("<?xml version='1.0'?>\n{envelope}")
}
