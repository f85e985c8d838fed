//! XML in and out: a reader with limits that keeps the parts that Campaign's documents need, and the escapes.
//!
//! Names are local names, because namespaces on this wire are unreliable (contract 1.3).

mod read;
mod write;

use std::fmt;

pub use write::{ForbiddenCharacter, cdata_into, check, escape, escape_into};

/// The largest answer that is read, in bytes.
pub const MAX_BYTES: usize = 32 << 20;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 128;
/// The most elements and attributes that are read from one answer.
pub const MAX_NODES: usize = 2_000_000;
/// The most attributes of one element. Each is compared with all before it, so this bounds the time.
pub const MAX_ATTRIBUTES: usize = 256;

/// Why a text cannot be read as XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlError {
    TooLarge,
    TooDeep,
    /// Beyond [`MAX_NODES`] or [`MAX_ATTRIBUTES`].
    TooManyNodes,
    /// DTDs are refused: they can name files and grow without bound.
    Dtd,
    /// The text is not well-formed; the number is the first wrong byte.
    Malformed(u64),
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "the XML is larger than {MAX_BYTES} bytes"),
            Self::TooDeep => write!(f, "the XML is nested deeper than {MAX_DEPTH}"),
            Self::TooManyNodes => write!(f, "the XML has too many elements or attributes"),
            Self::Dtd => write!(f, "the XML has a document type, which is refused"),
            Self::Malformed(place) => write!(f, "the XML is malformed at byte {place}"),
        }
    }
}

/// An element: local name, attributes and children, with all its text joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// The element's own text and CDATA, in order, without that of its children.
    pub text: String,
}

impl Element {
    /// Reads a whole document.
    pub fn parse(text: &str) -> Result<Self, XmlError> {
        read::document(text)
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value at a path such as `@id`, `storage/@schema` or `content/sms/source`; `None` if it is absent.
    pub fn value(&self, path: &str) -> Option<&str> {
        match path.split_once('/') {
            Some((name, rest)) => self.child(name)?.value(rest),
            None => match path.strip_prefix('@') {
                Some(name) => self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
                None => self.child(path).map(|child| child.text.as_str()),
            },
        }
    }

    /// The text at a path; absent and empty are the same on this wire (contract 1.4).
    pub fn text_at(&self, path: &str) -> String {
        self.value(path).unwrap_or_default().to_owned()
    }

    /// The integer at a path, or `None` if it is absent, empty or not an integer.
    pub fn integer(&self, path: &str) -> Option<i64> {
        let value = self.value(path)?.trim();
        // Some counters are sent as doubles.
        value.parse().ok().or_else(|| value.strip_suffix(".0")?.parse().ok())
    }

    /// The integer at a path; absent is zero on this wire (contract 1.4).
    pub fn count(&self, path: &str) -> i64 {
        self.integer(path).unwrap_or(0)
    }

    /// The boolean at a path, in both spellings of contract 1.4; absent is false.
    pub fn flag(&self, path: &str) -> bool {
        matches!(self.value(path).map(str::trim), Some("true" | "1"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn paths_reach_attributes_and_texts() {
        let root = Element::parse("<a x='1'><b y='2'><c><![CDATA[one ]]>&amp; two&#33;</c></b></a>").unwrap();
        assert_eq!(root.value("@x"), Some("1"));
        assert_eq!(root.value("b/@y"), Some("2"));
        assert_eq!(root.value("b/c"), Some("one & two!"));
        assert_eq!(root.value("b/@absent"), None);
    }

    #[test]
    fn a_dtd_is_refused() {
        assert_eq!(Element::parse("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"), Err(XmlError::Dtd));
    }

    #[test]
    fn a_document_that_is_not_well_formed_is_refused() {
        for text in ["", "<a>", "<a></b>", "<a/><b/>", "text", "<a>&eacute</a>", "<a x=1/>", "<a x='1' x='2'/>"] {
            assert!(matches!(Element::parse(text), Err(XmlError::Malformed(_))), "{text}");
        }
    }
}
