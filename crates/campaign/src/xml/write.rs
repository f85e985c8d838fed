//! The escapes, and what no escape can carry.

/// A character that XML 1.0 cannot carry, with its place counted in characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForbiddenCharacter {
    pub character: char,
    pub position: usize,
}

/// Production 2 of XML 1.0, `Char`. What it excludes cannot be written as a reference either.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Finds the first character that XML 1.0 excludes.
pub fn check(text: &str) -> Result<(), ForbiddenCharacter> {
    match text.chars().enumerate().find(|(_, c)| !is_allowed(*c)) {
        Some((index, character)) => Err(ForbiddenCharacter { character, position: index + 1 }),
        None => Ok(()),
    }
}

/// Appends `text` so that a reader gives back exactly it, in an element or a quoted attribute.
///
/// Line ends and tabs become references: as themselves a reader would normalise them (XML 1.0, 2.11 and 3.3.3).
/// A character that XML cannot carry becomes U+FFFD, so that the document stays one; where a text must arrive whole,
/// [`check`] comes first.
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

/// Appends `text` as CDATA, as Campaign's own clients write memos (contract 5), so that a reader gives back exactly it.
///
/// A CR, which a reader would normalise, and the end of a section go out between two sections. For what XML cannot
/// carry see [`escape_into`].
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

/// [`escape_into`] as a value.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}
