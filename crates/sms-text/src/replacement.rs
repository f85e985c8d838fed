//! Characters of the GSM alphabet that can replace others.

use std::borrow::Cow;

use crate::{characters, encoding::Encoding};

/// Letters with marks, and their replacements: the letter with the marks that the alphabet has.
const LETTERS: [(&str, &str); 63] = [
    ("ÀÁÂÃĀĂĄǍǠȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ", "A"),
    ("ḂḄḆ", "B"),
    ("ĆĈĊČ", "C"),
    ("ĎḊḌḎḐḒ", "D"),
    ("ÈÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ", "E"),
    ("Ḟ", "F"),
    ("ĜĞĠĢǦǴḠ", "G"),
    ("ĤȞḢḤḦḨḪ", "H"),
    ("ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ", "I"),
    ("Ĵ", "J"),
    ("ĶǨḰḲḴ", "K"),
    ("ĹĻĽḶḸḺḼ", "L"),
    ("ḾṀṂ", "M"),
    ("ŃŅŇǸṄṆṈṊ", "N"),
    ("ÒÓÔÕŌŎŐƠǑǪǬȌȎȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ", "O"),
    ("ṔṖ", "P"),
    ("ŔŖŘȐȒṘṚṜṞ", "R"),
    ("ŚŜŞŠȘṠṢṤṦṨ", "S"),
    ("ŢŤȚṪṬṮṰ", "T"),
    ("ÙÚÛŨŪŬŮŰŲƯǓȔȖṲṴṶṸṺỤỦỨỪỬỮỰ", "U"),
    ("ṼṾ", "V"),
    ("ŴẀẂẄẆẈ", "W"),
    ("ẊẌ", "X"),
    ("ÝŶŸȲẎỲỴỶỸ", "Y"),
    ("ŹŻŽẐẒẔ", "Z"),
    ("áâãāăąǎǡȁȃȧḁạảấầẩẫậắằẳẵặ", "a"),
    ("ḃḅḇ", "b"),
    ("çćĉċčḉ", "c"),
    ("ďḋḍḏḑḓ", "d"),
    ("êëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "e"),
    ("ḟ", "f"),
    ("ĝğġģǧǵḡ", "g"),
    ("ĥȟḣḥḧḩḫẖ", "h"),
    ("íîïĩīĭįǐȉȋḭḯỉị", "i"),
    ("ĵǰ", "j"),
    ("ķǩḱḳḵ", "k"),
    ("ĺļľḷḹḻḽ", "l"),
    ("ḿṁṃ", "m"),
    ("ńņňǹṅṇṉṋ", "n"),
    ("óôõōŏőơǒǫǭȍȏȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "o"),
    ("ṕṗ", "p"),
    ("ŕŗřȑȓṙṛṝṟ", "r"),
    ("śŝşšșṡṣṥṧṩ", "s"),
    ("ţťțṫṭṯṱẗ", "t"),
    ("úûũūŭůűųưǔȕȗṳṵṷṹṻụủứừửữự", "u"),
    ("ṽṿ", "v"),
    ("ŵẁẃẅẇẉẘ", "w"),
    ("ẋẍ", "x"),
    ("ýÿŷȳẏẙỳỵỷỹ", "y"),
    ("źżžẑẓẕ", "z"),
    ("Ǟ", "Ä"),
    ("Ǻ", "Å"),
    ("ǢǼ", "Æ"),
    ("Ḉ", "Ç"),
    ("Ȫ", "Ö"),
    ("Ǿ", "Ø"),
    ("ǕǗǙǛ", "Ü"),
    ("ǟ", "ä"),
    ("ǻ", "å"),
    ("ǣǽ", "æ"),
    ("ȫ", "ö"),
    ("ǿ", "ø"),
    ("ǖǘǚǜ", "ü"),
];

/// Characters that look or read alike.
const ALIKE: [(&str, &str); 104] = [
    (
        "\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}\t",
        " ",
    ),
    ("\u{2028}\u{2029}", "\n"),
    ("‘’‚‛′‵ʹʻʼʽˈˊˋ`´", "'"),
    ("“”„‟″‶ʺ«»〝〞❝❞", "\""),
    ("‐‑‒–—―−⁃﹘﹣•‣◦▪●·∙‧", "-"),
    ("…", "..."),
    ("‥", ".."),
    ("․", "."),
    ("‹〈", "<"),
    ("›〉", ">"),
    ("×✕✖", "x"),
    ("÷⁄∕", "/"),
    ("±", "+/-"),
    ("≤", "<="),
    ("≥", ">="),
    ("→➔➜➡", "->"),
    ("←⬅", "<-"),
    ("⇒", "=>"),
    ("↔", "<->"),
    ("∗⋆", "*"),
    ("∶", ":"),
    ("‼", "!!"),
    ("⁇", "??"),
    ("⁈", "?!"),
    ("⁉", "!?"),
    ("¦∣", "|"),
    ("˜∼", "~"),
    ("ˆ", "^"),
    ("¼", "1/4"),
    ("½", "1/2"),
    ("¾", "3/4"),
    ("⅓", "1/3"),
    ("⅔", "2/3"),
    ("⁰", "0"),
    ("¹₁", "1"),
    ("²₂", "2"),
    ("³₃", "3"),
    ("⁴", "4"),
    ("⁵", "5"),
    ("⁶", "6"),
    ("⁷", "7"),
    ("⁸", "8"),
    ("⁹", "9"),
    ("©", "(c)"),
    ("®", "(r)"),
    ("™", "TM"),
    ("℠", "SM"),
    ("№", "No"),
    ("℃", "C"),
    ("℉", "F"),
    ("ℓ", "l"),
    ("¢", "c"),
    ("ª", "a"),
    ("º", "o"),
    ("µμ", "u"),
    ("ƒ", "f"),
    ("\u{2126}", "Ω"),
    ("\u{212a}", "K"),
    ("\u{212b}", "Å"),
    ("∆", "Δ"),
    ("∑", "Σ"),
    ("∏", "Π"),
    ("œ", "oe"),
    ("Œ", "OE"),
    ("ĳ", "ij"),
    ("Ĳ", "IJ"),
    ("ﬀ", "ff"),
    ("ﬁ", "fi"),
    ("ﬂ", "fl"),
    ("ﬃ", "ffi"),
    ("ﬄ", "ffl"),
    ("ẞ", "SS"),
    ("ſ", "s"),
    ("ı", "i"),
    ("łŀ", "l"),
    ("ŁĿ", "L"),
    ("đð", "d"),
    ("ĐÐ", "D"),
    ("þ", "th"),
    ("Þ", "Th"),
    ("ħ", "h"),
    ("Ħ", "H"),
    ("ŧ", "t"),
    ("Ŧ", "T"),
    ("ŋ", "n"),
    ("Ŋ", "N"),
    ("ŉ", "'n"),
    ("ĸ", "k"),
    ("ΑΆ", "A"),
    ("Β", "B"),
    ("ΕΈ", "E"),
    ("Ζ", "Z"),
    ("ΗΉ", "H"),
    ("ΙΊΪ", "I"),
    ("Κ", "K"),
    ("Μ", "M"),
    ("Ν", "N"),
    ("ΟΌ", "O"),
    ("Ρ", "P"),
    ("Τ", "T"),
    ("ΥΎΫ", "Y"),
    ("Χ", "X"),
    ("Ώ", "Ω"),
    (
        "\u{ad}\u{200b}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{61c}\u{180e}\u{fe0e}\u{fe0f}\u{feff}",
        "",
    ),
];

/// The printable characters of ASCII, which have wide forms from U+FF01 on.
const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// A letter with a combining mark, and the one character for both.
const COMPOSED: [(&str, &str); 18] = [
    ("A\u{308}", "Ä"),
    ("A\u{30a}", "Å"),
    ("C\u{327}", "Ç"),
    ("E\u{301}", "É"),
    ("N\u{303}", "Ñ"),
    ("O\u{308}", "Ö"),
    ("U\u{308}", "Ü"),
    ("a\u{300}", "à"),
    ("a\u{308}", "ä"),
    ("a\u{30a}", "å"),
    ("e\u{300}", "è"),
    ("e\u{301}", "é"),
    ("i\u{300}", "ì"),
    ("n\u{303}", "ñ"),
    ("o\u{300}", "ò"),
    ("o\u{308}", "ö"),
    ("u\u{300}", "ù"),
    ("u\u{308}", "ü"),
];

/// The character of the GSM alphabet nearest to `c`; empty for an invisible one. `None` if none is near, or if `c` is
/// in the alphabet.
pub fn nearest(c: char) -> Option<&'static str> {
    if let Some(index) = (c as usize).checked_sub(0xff01)
        && let Some(narrow) = ASCII.get(index..=index)
    {
        return if narrow == "`" { Some("'") } else { Some(narrow) };
    }
    let tables = LETTERS.iter().chain(&ALIKE);
    tables.into_iter().find(|(characters, _)| characters.contains(c)).map(|(_, nearest)| *nearest)
}

/// For a letter and a mark at the start of `text`: their length in bytes, and the one character of the GSM alphabet for
/// both. `None` if there is no such pair.
pub fn composed(text: &str) -> Option<(usize, &'static str)> {
    COMPOSED.iter().find(|(pair, _)| text.starts_with(pair)).map(|(pair, composed)| (pair.len(), *composed))
}

/// The text with every possible replacement.
pub fn replaced(text: &str) -> Cow<'_, str> {
    let Some(first) = characters(text, Encoding::Gsm7).find(|character| character.replacement.is_some()) else {
        return Cow::Borrowed(text);
    };
    let mut replaced = text[..first.at].to_owned();
    for character in characters(&text[first.at..], Encoding::Gsm7) {
        replaced.push_str(character.replacement.unwrap_or(character.text));
    }
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::gsm;

    fn is_gsm(text: &str) -> bool {
        text.chars().all(|c| gsm::septets(c).is_some())
    }

    #[test]
    fn a_replacement_is_in_the_alphabet_and_the_replaced_character_is_not() {
        let mut seen = HashSet::new();
        for (characters, nearest) in LETTERS.iter().chain(&ALIKE) {
            assert!(is_gsm(nearest), "{nearest}");
            for c in characters.chars() {
                assert_eq!(gsm::septets(c), None, "{c}");
                assert!(seen.insert(c), "{c} twice");
            }
        }
    }

    #[test]
    fn a_letter_keeps_its_base() {
        for (characters, nearest) in LETTERS {
            for c in characters.chars() {
                assert_eq!(c.nfd().next(), nearest.nfd().next(), "{c}");
            }
        }
    }

    #[test]
    fn every_latin_letter_with_a_mark_is_replaced() {
        for c in ('\u{c0}'..'\u{250}').chain('\u{1e00}'..'\u{1f00}') {
            let is_marked = c.nfd().nth(1).is_some() && c.nfd().next().is_some_and(|base| base.is_ascii_alphabetic());
            assert!(!is_marked || gsm::septets(c).is_some() || nearest(c).is_some(), "{c}");
        }
    }

    #[test]
    fn composed_characters_are_those_of_unicode() {
        for (pair, composed) in COMPOSED {
            assert_eq!(pair.nfc().collect::<String>(), composed);
        }
    }

    #[test]
    fn pasted_typography_becomes_plain_characters() {
        assert_eq!(replaced("“L’été”\u{a0}: œuf… – Ça"), "\"L'été\" : oeuf... - Ça");
        assert_eq!(replaced("ＳＭＳ"), "SMS");
        assert_eq!(replaced("e\u{301}te\u{301} a\u{304}"), "été a\u{304}");
        assert_eq!(replaced("plain"), "plain");
        assert_eq!(replaced("a\u{200b}b😀"), "ab😀");
    }

    proptest! {
        #[test]
        fn replacing_twice_changes_nothing_more(text: String) {
            let once = replaced(&text);
            prop_assert_eq!(replaced(&once), once.clone());
        }

        #[test]
        fn a_gsm_text_stays_as_it_is(text in "[a-zA-Z0-9 é€Ω\n]{0,40}") {
            prop_assert_eq!(replaced(&text), text.as_str());
        }
    }
}
