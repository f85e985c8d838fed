//! Two other XML readers, to compare ours with.
//!
//! - roxmltree is strict: what it reads we read to the same tree, and what it refuses we refuse.
//! - quick-xml is lenient: it must read whatever we read, to the same tree.
//!
//! The exceptions are where one of them is no standard; each is named below.

use campaign::xml::{Element, XmlError};
use quick_xml::{XmlVersion, events::Event};
use roxmltree::{Document, Error, Node};

/// Reads `text` and compares; gives what our reader says.
///
/// # Panics
/// When the readers do not agree, or the error shows at a place that cannot be right.
pub fn agreed(text: &str) -> Result<Element, XmlError> {
    let ours = Element::parse(text);
    // 2.11, as it is worded: before anything is parsed. roxmltree forgets a CR that stands before a reference.
    let normalised = text.replace("\r\n", "\n").replace('\r', "\n");
    let strict = Document::parse(&normalised);
    match (&ours, &strict) {
        (Ok(ours), Ok(strict)) => {
            assert_same(ours, strict.root_element());
            assert_eq!(lenient(text).as_ref(), Some(ours), "quick-xml reads {text:?} otherwise");
        }
        (Ok(ours), Err(error)) => {
            assert!(is_about_namespaces(error), "roxmltree refuses {text:?}: {error}");
            assert_eq!(lenient(text).as_ref(), Some(ours), "quick-xml reads {text:?} otherwise");
        }
        (Err(XmlError::Malformed(place)), strict) => {
            let place = usize::try_from(*place).expect("a place in a text");
            assert_first_wrong_byte(text, place);
            if strict.is_ok() {
                assert!(is_laxness_of_roxmltree(text, place), "roxmltree reads {text:?}, refused at {place}");
            }
        }
        (Err(XmlError::Dtd), strict) => assert!(strict.is_err() && text.contains("<!DOCTYPE"), "{text:?}"),
        (Err(XmlError::TooLarge | XmlError::TooDeep | XmlError::TooManyNodes), _) => {}
    }
    ours
}

/// roxmltree resolves prefixes. On this wire they are unreliable (contract 1.3), so that we only drop them.
fn is_about_namespaces(error: &Error) -> bool {
    matches!(
        error,
        Error::UnknownNamespace(..)
            | Error::DuplicatedNamespace(..)
            // Two prefixes of one namespace; two equal names quick-xml refuses too.
            | Error::DuplicatedAttribute(..)
            | Error::InvalidElementNamePrefix(_)
            | Error::InvalidXmlPrefixUri(_)
            | Error::UnexpectedXmlUri(_)
            | Error::UnexpectedXmlnsUri(_)
    )
}

/// roxmltree replaces references to surrogates, reads names that begin with a colon, and takes almost anything for an
/// instruction or a declaration.
fn is_laxness_of_roxmltree(text: &str, place: usize) -> bool {
    let (before, after) = text.split_at(place);
    let is_in_instruction = match (before.rfind("<?"), before.rfind("?>")) {
        (Some(start), Some(end)) => start >= end,
        (start, _) => start.is_some(),
    };
    is_in_instruction || after.starts_with(':') || is_reference_to_surrogate(after)
}

fn is_reference_to_surrogate(text: &str) -> bool {
    let number = text.strip_prefix("&#").and_then(|rest| rest.split(';').next()).unwrap_or_default();
    let value = match number.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    value.is_ok_and(|value| char::from_u32(value).is_none())
}

/// What stands before the place of an error is no error yet: cut off there, it only lacks its end.
fn assert_first_wrong_byte(text: &str, place: usize) {
    let before = text.get(..place).unwrap_or_else(|| panic!("{place} is no place in {text:?}"));
    match Element::parse(before) {
        Ok(_) => {}
        Err(error) => assert_eq!(error, XmlError::Malformed(place as u64), "{before:?}, cut off from {text:?}"),
    }
}

fn assert_same(ours: &Element, theirs: Node<'_, '_>) {
    assert_eq!(ours.name, theirs.tag_name().name());
    // roxmltree does not count declarations of namespaces among the attributes.
    let mut all = ours.attributes.iter();
    for attribute in theirs.attributes() {
        assert!(
            all.any(|(name, value)| name == attribute.name() && value == attribute.value()),
            "{attribute:?} in {ours:?}"
        );
    }
    let text: String = theirs.children().filter(Node::is_text).filter_map(|node| node.text()).collect();
    assert_eq!(ours.text, text);
    let children: Vec<Node<'_, '_>> = theirs.children().filter(Node::is_element).collect();
    assert_eq!(ours.children.len(), children.len());
    for (ours, theirs) in ours.children.iter().zip(children) {
        assert_same(ours, theirs);
    }
}

/// The tree as quick-xml reads it; `None` if it refuses.
fn lenient(text: &str) -> Option<Element> {
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => open.last_mut()?.children.push(element(&start)?),
            Event::End(_) => {
                let done = open.pop()?;
                open.last_mut()?.children.push(done);
            }
            Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
            Event::CData(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(c) => open.last_mut()?.text.push(c),
                None => open.last_mut()?.text.push_str(quick_xml::escape::resolve_xml_entity(&reference)?),
            },
            Event::DocType(_) => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if open.len() == 1 => return open.pop()?.children.pop(),
            Event::Eof => return None,
        }
    }
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Option<Element> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Some(Element { name: start.local_name().as_ref().to_owned(), attributes, ..Element::default() })
}
