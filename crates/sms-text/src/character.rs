//! A report on each character of a text.

use crate::{Encoding, gsm, names, replacement};

/// How a character looks to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Visible,
    /// It is not visible: it joins, separates or selects, or it looks like an ordinary space.
    Invisible,
    /// It changes the direction of the text after it, so that people read another text than the one that was written.
    Bidirectional,
    /// A control character that no phone shows.
    Control,
}

/// One character, or a letter with a combining mark if the GSM alphabet has one character for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Character<'a> {
    pub text: &'a str,
    /// Its position in the text, in bytes.
    pub at: usize,
    /// Its cost in the requested encoding; `None` if the encoding lacks it.
    pub units: Option<usize>,
    /// Its replacement in the GSM alphabet: see [`replacement::nearest`]. `None` if there is none, or if it needs none.
    pub replacement: Option<&'static str>,
}

impl Character<'_> {
    /// Whether this makes the whole text Unicode.
    pub fn forces_unicode(&self) -> bool {
        self.text.chars().any(|c| gsm::septets(c).is_none())
    }

    pub fn look(&self) -> Look {
        self.text.chars().map(look).find(|look| *look != Look::Visible).unwrap_or(Look::Visible)
    }

    /// Unicode's name; for a letter with a mark, the name of the mark. `None` if [`names`] lacks it.
    pub fn name(&self) -> Option<&'static str> {
        self.text.chars().next_back().and_then(names::name)
    }
}

fn look(c: char) -> Look {
    match c {
        '\n' | '\r' => Look::Visible,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Look::Bidirectional,
        '\u{a0}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{1680}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2000}'..='\u{200d}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3000}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => Look::Invisible,
        _ if c.is_control() => Look::Control,
        _ => Look::Visible,
    }
}

/// The characters of a text, each with its cost in `encoding`.
pub fn characters(text: &str, encoding: Encoding) -> impl Iterator<Item = Character<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let (length, replacement) = match replacement::composed(rest) {
            Some((length, composed)) => (length, Some(composed)),
            None if gsm::septets(first).is_some() => (first.len_utf8(), None),
            None => (first.len_utf8(), replacement::nearest(first)),
        };
        let text = &rest[..length];
        let character = Character { text, at, units: encoding.units_of(text), replacement };
        at += length;
        Some(character)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn only(text: &str) -> Character<'_> {
        let mut all = characters(text, Encoding::Ucs2);
        let first = all.next().expect("there is one");
        assert_eq!(all.next(), None);
        first
    }

    #[test]
    fn a_curly_quote_is_named_and_has_a_replacement() {
        let quote = only("’");
        assert_eq!(quote.name(), Some("RIGHT SINGLE QUOTATION MARK"));
        assert_eq!((quote.units, quote.replacement, quote.forces_unicode()), (Some(1), Some("'"), true));
    }

    #[test]
    fn invisible_characters_have_a_look_of_their_own() {
        assert_eq!(only("\u{a0}").look(), Look::Invisible);
        assert_eq!(only("\u{202e}").look(), Look::Bidirectional);
        assert_eq!(only("\u{7}").look(), Look::Control);
        assert_eq!(only("\t").look(), Look::Control);
        for text in ["é", "\n", "😀", " "] {
            assert_eq!(only(text).look(), Look::Visible, "{text}");
        }
    }

    #[test]
    fn a_letter_with_its_mark_is_one_character() {
        let letter = only("e\u{301}");
        assert_eq!((letter.text, letter.replacement, letter.forces_unicode()), ("e\u{301}", Some("é"), true));
        assert_eq!(letter.name(), Some("COMBINING ACUTE ACCENT"));
    }

    proptest! {
        #[test]
        fn the_characters_together_are_the_text_and_have_its_cost(text: String) {
            let all: Vec<_> = characters(&text, Encoding::Ucs2).collect();
            prop_assert_eq!(all.iter().map(|character| character.text).collect::<String>(), text.as_str());
            prop_assert!(all.iter().all(|character| text[character.at..].starts_with(character.text)));
            prop_assert_eq!(all.iter().map(|character| character.units).sum::<Option<usize>>(), Encoding::Ucs2.units_of(&text));
        }

        #[test]
        fn a_text_is_unicode_if_one_of_its_characters_forces_it(text in "[a-z’é😀]{0,20}") {
            let is_forced = characters(&text, Encoding::Gsm7).any(|character| character.forces_unicode());
            prop_assert_eq!(is_forced, Encoding::Gsm7.units_of(&text).is_none());
        }
    }
}
