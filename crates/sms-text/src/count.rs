//! A text's encoding, units and parts.

use std::borrow::Cow;

use crate::{Encoding, replacement};

/// How an external account sends its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The encodings that the account may use. The first one that has every character is used.
    pub encodings: Vec<Encoding>,
    /// The number of septets in a part of a long GSM text: 153 with a header of 6 octets, 152 with a header of 7.
    pub part_septets: usize,
    /// Whether the account replaces characters that the GSM alphabet lacks by the nearest ones that it has.
    pub transliterates: bool,
}

impl Default for Settings {
    /// The defaults of an account: GSM 7-bit if it has every character, else UCS-2; no replacements.
    fn default() -> Self {
        Self { encodings: vec![Encoding::Gsm7, Encoding::Ucs2], part_septets: 153, transliterates: false }
    }
}

/// The cost of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub encoding: Encoding,
    /// In units of the encoding: septets, octets, or 16 bits.
    pub units: usize,
    /// The number of messages, at least one.
    pub parts: usize,
}

/// Counts a text without changing its line ends: CR LF counts as two characters.
///
/// `None` if no encoding of the account has every character.
pub fn count(text: &str, settings: &Settings) -> Option<Count> {
    let text = if settings.transliterates { replacement::replaced(text) } else { Cow::Borrowed(text) };
    let (encoding, units) =
        settings.encodings.iter().find_map(|encoding| Some((*encoding, encoding.units_of(&text)?)))?;
    Some(Count { encoding, units, parts: encoding.parts(&text, settings.part_septets) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::encoding::Room;

    fn counted(text: &str) -> (Encoding, usize, usize) {
        let Count { encoding, units, parts } = count(text, &Settings::default()).unwrap();
        (encoding, units, parts)
    }

    #[test]
    fn an_empty_text_is_one_message_without_units() {
        assert_eq!(counted(""), (Encoding::Gsm7, 0, 1));
    }

    #[test]
    fn eighty_euro_signs_are_one_part_and_one_more_makes_two() {
        assert_eq!(counted(&"€".repeat(80)), (Encoding::Gsm7, 160, 1));
        assert_eq!(counted(&"€".repeat(81)), (Encoding::Gsm7, 162, 2));
    }

    #[test]
    fn an_escape_pair_is_not_cut() {
        // 76 pairs take 152 of 153 septets.
        assert_eq!(counted(&"]".repeat(153)), (Encoding::Gsm7, 306, 3));
    }

    #[test]
    fn a_small_c_with_cedilla_makes_a_text_unicode() {
        assert_eq!(counted(&format!("{}ç", "e".repeat(70))), (Encoding::Ucs2, 71, 2));
        assert_eq!(counted(&format!("{}Ç", "e".repeat(70))), (Encoding::Gsm7, 71, 1));
    }

    #[test]
    fn an_emoji_takes_two_units_and_is_not_cut() {
        assert_eq!(counted(&format!("{}😀", "a".repeat(84))), (Encoding::Ucs2, 86, 2));
        // The pair would be split between units 67 and 68.
        assert_eq!(counted(&format!("{}😀{}", "a".repeat(66), "b".repeat(66))), (Encoding::Ucs2, 134, 3));
    }

    #[test]
    fn a_part_holds_152_septets_if_the_account_says_so() {
        let text = "a".repeat(305);
        let parts = |part_septets| count(&text, &Settings { part_septets, ..Settings::default() }).unwrap().parts;
        assert_eq!((parts(153), parts(152)), (2, 3));
    }

    #[test]
    fn a_line_end_of_two_characters_counts_as_two() {
        assert_eq!(counted("a\r\nb").1, 4);
        assert_eq!(counted("a\nb").1, 3);
    }

    #[test]
    fn the_first_encoding_that_has_every_character_is_used() {
        let encodings = vec![Encoding::Gsm7, Encoding::Latin1, Encoding::Ucs2];
        let settings = Settings { encodings, ..Settings::default() };
        let parts = |text: &str| count(text, &settings).map(|count| (count.encoding, count.parts)).unwrap();
        assert_eq!(parts(&"ç".repeat(140)), (Encoding::Latin1, 1));
        assert_eq!(parts(&"ç".repeat(141)), (Encoding::Latin1, 2));
        assert_eq!(parts("œ"), (Encoding::Ucs2, 1));
        let only = Settings { encodings: vec![Encoding::Gsm7], ..Settings::default() };
        assert_eq!(count("ç", &only), None);
    }

    #[test]
    fn a_transliterated_text_is_counted_as_it_is_sent() {
        let settings = Settings { transliterates: true, ..Settings::default() };
        let count = count("Ça va, garçon… ?", &settings).unwrap();
        assert_eq!((count.encoding, count.units), (Encoding::Gsm7, "Ça va, garcon... ?".chars().count()));
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop_oneof![8 => Just('a'), 2 => Just('€'), 1 => Just('\n'), 1 => any::<char>()], 0..500)
            .prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn the_parts_hold_the_text_and_none_is_unnecessary(text in text(), part_septets in 152usize..=153) {
            let settings = Settings { part_septets, ..Settings::default() };
            let Count { encoding, units, parts } = count(&text, &settings).unwrap();
            let Room { alone, part } = encoding.room(part_septets);
            prop_assert_eq!(parts == 1, units <= alone);
            if parts > 1 {
                prop_assert!(units <= parts * part);
                // A pair that is not cut leaves at most one unit of a part empty.
                prop_assert!(units > (parts - 1) * (part - 1));
            }
        }

        #[test]
        fn another_character_never_makes_a_text_cheaper(text in text(), c: char) {
            let before = count(&text, &Settings::default()).unwrap();
            let after = count(&format!("{text}{c}"), &Settings::default()).unwrap();
            prop_assert!(after.parts >= before.parts);
        }

        #[test]
        fn units_of_unicode_are_those_of_utf_16(text: String) {
            prop_assert_eq!(Encoding::Ucs2.units_of(&text), Some(text.encode_utf16().count()));
        }
    }
}
