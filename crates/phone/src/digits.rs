//! The decimal digits of every script.

/// The zero of each script: Unicode's characters of the category Nd come in blocks of ten, from zero to nine
/// (Unicode 18). The mathematical digits are five blocks.
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136,
    0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0,
    0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce,
    0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The ASCII digits of a text: decimal digits of any script, without all other characters.
///
/// ```
/// assert_eq!(phone::digits("٠٦ ３９"), "0639");
/// ```
pub fn digits(text: &str) -> String {
    text.chars().filter_map(ascii).collect()
}

/// The ASCII digit with the value of `c`; `None` if `c` is no decimal digit.
pub fn ascii(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    use super::*;

    #[test]
    fn the_digits_are_unicodes_category_nd_in_blocks_of_ten() {
        let mut expected = Vec::new();
        let digits = ('\0'..=char::MAX).filter(|c| c.general_category() == GeneralCategory::DecimalNumber);
        for (index, digit) in digits.enumerate() {
            if index % 10 == 0 {
                expected.push(u32::from(digit));
            }
            assert_eq!(u32::from(digit), expected[index / 10] + u32::try_from(index % 10).unwrap());
        }
        assert_eq!(ZEROS.as_slice(), expected);
    }

    #[test]
    fn digits_of_every_script_have_their_value() {
        for (text, expected) in [
            ("0639981234", "0639981234"),
            ("٠٦٣٩٩٨١٢٣٤", "0639981234"),
            ("۰۶۳۹۹۸۱۲۳۴", "0639981234"),
            ("०६३९९८१२३४", "0639981234"),
            ("０６３９９８１２３４", "0639981234"),
            ("𝟎𝟘𝟢𝟬𝟶𝟗", "000009"),
            ("² ½ Ⅷ 三 ⑤ o", ""),
        ] {
            assert_eq!(digits(text), expected, "{text}");
        }
    }
}
