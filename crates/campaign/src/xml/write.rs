//! The escapes, and the characters that no escape can carry.

/// A character that XML 1.0 forbids, with its position counted in characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForbiddenCharacter {
    pub character: char,
    pub position: usize,
}

/// Production 2 of XML 1.0, `Char`. References to other characters are forbidden too.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Finds the first character that XML 1.0 forbids.
pub fn check(text: &str) -> Result<(), ForbiddenCharacter> {
    match text.chars().enumerate().find(|(_, c)| !is_allowed(*c)) {
        Some((index, character)) => Err(ForbiddenCharacter { character, position: index + 1 }),
        None => Ok(()),
    }
}

/// Appends `text` to an element or a quoted attribute, so that a reader returns exactly the same text.
///
/// Line ends and tabs become references, because a reader would normalise the characters themselves (XML 1.0, 2.11 and
/// 3.3.3). A forbidden character becomes U+FFFD, so that the document stays well-formed. If the text must arrive
/// unchanged, call [`check`] first.
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
            c => out.push(if is_allowed(c) { c } else { char::REPLACEMENT_CHARACTER }),
        }
    }
}

/// Appends `text` as CDATA, so that a reader returns exactly the same text. Campaign's own clients write memos like
/// this (contract 5).
///
/// A CR, which a reader would normalise, and a `]]>` are written between two sections. For forbidden characters see
/// [`escape_into`].
pub fn cdata_into(out: &mut String, text: &str) {
    out.push_str("<![CDATA[");
    for c in text.chars() {
        match c {
            '\r' => out.push_str("]]>&#13;<![CDATA["),
            '>' if out.ends_with("]]") => out.push_str("]]><![CDATA[>"),
            c => out.push(if is_allowed(c) { c } else { char::REPLACEMENT_CHARACTER }),
        }
    }
    out.push_str("]]>");
}

/// [`escape_into`] a new string.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}
