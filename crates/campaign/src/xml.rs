//! XML in and out: a reader with caps that keeps what Campaign's documents need, and the escapes.
//!
//! Names are local names, because namespaces on this wire are unreliable (contract 1.3).

use std::fmt;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// The largest answer that is read, in bytes.
pub const MAX_BYTES: usize = 32 << 20;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 128;
/// The most elements and attributes that are read from one answer.
pub const MAX_NODES: usize = 2_000_000;

/// Why a text is not read as XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlError {
    TooLarge,
    TooDeep,
    TooManyNodes,
    /// DTDs are refused: they can name files and grow without bound.
    Dtd,
    /// Anything that is not well-formed, with the byte at which it shows.
    Malformed(u64),
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "the XML is larger than {MAX_BYTES} bytes"),
            Self::TooDeep => write!(f, "the XML is nested deeper than {MAX_DEPTH}"),
            Self::TooManyNodes => write!(f, "the XML has more than {MAX_NODES} nodes"),
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
        if text.len() > MAX_BYTES {
            return Err(XmlError::TooLarge);
        }
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Element> = Vec::new();
        let mut root = None;
        let mut n_nodes = 0;
        loop {
            let place = reader.buffer_position();
            let malformed = || XmlError::Malformed(place);
            match reader.read_event().map_err(|_| malformed())? {
                Event::Start(_) | Event::Empty(_) if root.is_some() => return Err(malformed()),
                Event::Start(start) => {
                    if open.len() == MAX_DEPTH {
                        return Err(XmlError::TooDeep);
                    }
                    open.push(element(&start, place, &mut n_nodes)?);
                }
                Event::Empty(start) => close(element(&start, place, &mut n_nodes)?, &mut open, &mut root),
                Event::End(_) => close(open.pop().ok_or_else(malformed)?, &mut open, &mut root),
                Event::Text(text) => add_text(&mut open, place, &text.xml10_content())?,
                Event::CData(text) => add_text(&mut open, place, &text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let number = reference.resolve_char_ref().map_err(|_| malformed())?;
                    let character = number.or_else(|| predefined(&reference)).ok_or_else(malformed)?;
                    add_text(&mut open, place, character.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => return Err(XmlError::Dtd),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => {
                    return match root {
                        Some(root) if open.is_empty() => Ok(root),
                        _ => Err(malformed()),
                    };
                }
            }
        }
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

    /// The integer at a path, or `None` if it is absent, empty or no integer.
    pub fn integer(&self, path: &str) -> Option<i64> {
        let value = self.value(path)?.trim();
        // Some counters come as doubles.
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

fn element(start: &BytesStart<'_>, place: u64, n_nodes: &mut usize) -> Result<Element, XmlError> {
    let malformed = || XmlError::Malformed(place);
    let mut attributes: Vec<(String, String)> = Vec::new();
    // The reader's own check for duplicates hashes every name; these few are compared.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| malformed())?;
        let name = attribute.key.local_name().as_ref().to_owned();
        if attributes.iter().any(|(known, _)| *known == name) && attribute.key.prefix().is_none() {
            return Err(malformed());
        }
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| malformed())?;
        attributes.push((name, value.into_owned()));
    }
    *n_nodes += 1 + attributes.len();
    if *n_nodes > MAX_NODES {
        return Err(XmlError::TooManyNodes);
    }
    let name = start.local_name().as_ref().to_owned();
    Ok(Element { name, attributes, ..Element::default() })
}

fn close(done: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None => *root = Some(done),
    }
}

fn add_text(open: &mut [Element], place: u64, text: &str) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(XmlError::Malformed(place)),
    }
    Ok(())
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// A character that XML 1.0 cannot carry, with its place counted in characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForbiddenCharacter {
    pub character: char,
    pub position: usize,
}

/// Finds the first character that XML 1.0 (production 2, `Char`) excludes.
pub fn check(text: &str) -> Result<(), ForbiddenCharacter> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    match text.chars().enumerate().find(|(_, c)| !allowed(*c)) {
        Some((index, character)) => Err(ForbiddenCharacter { character, position: index + 1 }),
        None => Ok(()),
    }
}

/// Appends `text` so that a reader gives back exactly it, in an element or a quoted attribute.
///
/// Line ends and tabs become references: as themselves a reader would normalise them (XML 1.0, 2.11 and 3.3.3).
pub fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
}

/// [`escape_into`] as a value.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

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
    fn nesting_beyond_the_cap_is_refused() {
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        assert_eq!(Element::parse(&deep), Err(XmlError::TooDeep));
    }

    #[test]
    fn what_is_cut_off_or_doubled_is_refused() {
        for text in ["", "<a>", "<a></b>", "<a/><b/>", "text", "<a>&nbsp;</a>", "<a x=1/>", "<a x='1' x='2'/>"] {
            assert!(matches!(Element::parse(text), Err(XmlError::Malformed(_))), "{text}");
        }
    }

    #[test]
    fn a_forbidden_character_is_named_with_its_place() {
        assert_eq!(check("ab\u{1}"), Err(ForbiddenCharacter { character: '\u{1}', position: 3 }));
        assert_eq!(check("a\u{ffff}"), Err(ForbiddenCharacter { character: '\u{ffff}', position: 2 }));
        assert_eq!(check("tab\t, lines\r\n, 🎁"), Ok(()));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in any::<String>()) {
            prop_assume!(check(&text).is_ok());
            let document = format!("<a x=\"{0}\">{0}</a>", escape(&text));
            let root = Element::parse(&document).unwrap();
            prop_assert_eq!(root.value("@x"), Some(text.as_str()));
            prop_assert_eq!(&root.text, &text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = Element::parse(&text);
        }
    }
}
