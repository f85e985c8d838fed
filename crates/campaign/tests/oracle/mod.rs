//! Two other XML readers, to compare with ours.
//!
//! - roxmltree is strict: our reader must read and refuse the same documents, to the same tree.
//! - quick-xml is lenient: it must read every document that ours reads, to the same tree.
//!
//! Both get the document without the forbidden characters that our reader accepts (contract 19.6): see [`corrected`].
//!
//! Each exception, where one of the two does not follow the standard, has its reason below.

use campaign::xml::{Element, XmlError};
use quick_xml::{XmlVersion, events::Event};
use roxmltree::{Document, Error, Node};

/// Reads `text`, compares, and returns the result of our reader.
///
/// # Panics
/// If the readers do not agree, or the position of the error is impossible.
pub fn agreed(text: &str) -> Result<Element, XmlError> {
    let ours = Element::parse(text);
    let Some(corrected) = corrected(text) else { return ours };
    // XML 1.0, 2.11, literally: line ends are normalised before parsing. roxmltree ignores a CR before a reference.
    let normalised = corrected.replace("\r\n", "\n").replace('\r', "\n");
    let strict = Document::parse(&normalised);
    match (&ours, &strict) {
        (Ok(ours), Ok(strict)) => {
            assert_same(ours, strict.root_element());
            assert_eq!(lenient(&corrected).as_ref(), Some(ours), "quick-xml reads {text:?} differently");
        }
        (Ok(ours), Err(error)) => {
            assert!(is_about_namespaces(error), "roxmltree refuses {text:?}: {error}");
            assert_eq!(lenient(&corrected).as_ref(), Some(ours), "quick-xml reads {text:?} differently");
        }
        (Err(XmlError::Malformed(place)), strict) => {
            let place = usize::try_from(*place).expect("a place in a text");
            assert_first_wrong_byte(text, place);
            if strict.is_ok() {
                assert!(is_accepted_only_by_roxmltree(text, place), "roxmltree reads {text:?}, refused at {place}");
            }
        }
        (Err(XmlError::Dtd), strict) => assert!(strict.is_err() && text.contains("<!DOCTYPE"), "{text:?}"),
        (Err(XmlError::TooLarge | XmlError::TooDeep | XmlError::TooManyNodes), _) => {}
    }
    ours
}

/// roxmltree resolves prefixes. Prefixes of this API are unreliable (contract 1.3), so our reader drops them.
fn is_about_namespaces(error: &Error) -> bool {
    matches!(
        error,
        Error::UnknownNamespace(..)
            | Error::DuplicatedNamespace(..)
            // Two prefixes of one namespace. quick-xml also refuses two equal names.
            | Error::DuplicatedAttribute(..)
            | Error::InvalidElementNamePrefix(_)
            | Error::InvalidXmlPrefixUri(_)
            | Error::UnexpectedXmlUri(_)
            | Error::UnexpectedXmlnsUri(_)
    )
}

/// roxmltree accepts names that begin with a colon, and almost any text in an instruction or a declaration.
fn is_accepted_only_by_roxmltree(text: &str, place: usize) -> bool {
    let (before, after) = text.split_at(place);
    let is_in_instruction = match (before.rfind("<?"), before.rfind("?>")) {
        (Some(start), Some(end)) => start >= end,
        (start, _) => start.is_some(),
    };
    is_in_instruction || after.starts_with(':')
}

/// Replaces everything in texts and values that only our reader accepts: a forbidden character becomes U+FFFD, two
/// references to a surrogate pair and an HTML name become the character. `None` if an instruction has a forbidden
/// character, because readers differ there.
fn corrected(text: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    // Whether the position is inside a tag; and the quote, if it is inside a value.
    let (mut is_tag, mut quote) = (false, None);
    while let Some(c) = rest.chars().next() {
        let section = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];
        let section = section.into_iter().find(|(start, _)| !is_tag && rest.starts_with(start));
        if let Some((start, end)) = section {
            let length = rest[start.len()..].find(end).map_or(rest.len(), |at| start.len() + at + end.len());
            let (inside, after) = rest.split_at(length);
            match start {
                "<![CDATA[" => out.extend(inside.chars().map(|c| if is_char(c) { c } else { '\u{fffd}' })),
                "<?" if !inside.chars().all(is_char) => return None,
                _ => out.push_str(inside),
            }
            rest = after;
            continue;
        }
        let is_content = !is_tag || quote.is_some();
        if is_content && let Some((meant, after)) = reference(rest) {
            out.push(meant);
            rest = after;
            continue;
        }
        match c {
            '<' if !is_tag => is_tag = true,
            '>' if is_tag && quote.is_none() => is_tag = false,
            '\'' | '"' if is_tag => match quote {
                None => quote = Some(c),
                Some(open) if open == c => quote = None,
                Some(_) => {}
            },
            _ => {}
        }
        out.push(if is_content && !is_char(c) { '\u{fffd}' } else { c });
        rest = &rest[c.len_utf8()..];
    }
    Some(out)
}

/// Production 2, `Char`.
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The character of a reference that others refuse, and the text after it.
fn reference(text: &str) -> Option<(char, &str)> {
    if let Some((name, after)) = name(text) {
        if quick_xml::escape::resolve_xml_entity(name).is_some() {
            return None;
        }
        // Our reader decides which names of HTML it knows; their meaning must be that of HTML.
        let c = Element::parse(&format!("<a>&{name};</a>")).expect("a name is read").text.chars().next()?;
        // quick-xml wrongly has controls for some letters beyond Latin-1: U+0015 for `OElig`, which is U+0152.
        let html = quick_xml::escape::resolve_html5_entity(name).filter(|text| *text >= " ");
        assert!(html.is_none_or(|html| c == '\u{fffd}' || html == c.to_string()), "&{name}; is no {c}");
        return Some((c, after));
    }
    let (number, after) = number(text)?;
    match (number, self::number(after)) {
        (0xd800..=0xdbff, Some((low @ 0xdc00..=0xdfff, after))) => {
            let units = [number as u16, low as u16];
            Some((char::decode_utf16(units).next()?.ok()?, after))
        }
        _ if char::from_u32(number).is_some_and(is_char) => None,
        _ => Some(('\u{fffd}', after)),
    }
}

/// The name of a reference to an entity, and the text after it.
fn name(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    let element = format!("<{name}/>");
    let is_name = Document::parse(&element).is_ok_and(|document| document.root_element().tag_name().name() == name);
    is_name.then_some((name, after))
}

/// The number of a reference to a character, and the text after it; a number that is too large becomes the largest.
fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, after) = text.strip_prefix("&#")?.split_once(';')?;
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    is_number.then(|| (u32::from_str_radix(digits, radix).unwrap_or(u32::MAX), after))
}

/// Asserts that the text before the error is correct: if it is cut off there, it only lacks its end.
fn assert_first_wrong_byte(text: &str, place: usize) {
    let before = text.get(..place).unwrap_or_else(|| panic!("{place} is no place in {text:?}"));
    match Element::parse(before) {
        Ok(_) => {}
        Err(error) => assert_eq!(error, XmlError::Malformed(place as u64), "{before:?}, cut off from {text:?}"),
    }
}

fn assert_same(ours: &Element, theirs: Node<'_, '_>) {
    assert_eq!(ours.name, theirs.tag_name().name());
    // roxmltree does not count namespace declarations as attributes.
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
