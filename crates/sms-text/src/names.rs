//! Unicode's names for characters that people use in SMS and that cost more than one septet.
//!
//! The table is not complete, because Unicode names 150,000 characters. Other characters are shown by their number.

/// A line for each character, in the order of their numbers: the number in hexadecimal, and Unicode's name. The
/// tabulator has no name, so it has its formal alias.
const NAMES: &str = include_str!("names.txt");

/// The name of a character; `None` if the table lacks it.
pub fn name(c: char) -> Option<&'static str> {
    let number = format!("{:X} ", c as u32);
    NAMES.lines().find_map(|line| line.strip_prefix(&number))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::gsm;

    #[test]
    fn names_are_those_of_unicode_in_order_for_characters_that_cost_more() {
        let mut last = None;
        for line in NAMES.lines() {
            let (number, told) = line.split_once(' ').unwrap();
            let c = char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap();
            assert!(last < Some(c));
            last = Some(c);
            assert_eq!(name(c), Some(told));
            assert!(c == '\t' || unicode_names2::name(c).is_some_and(|name| name.to_string() == told), "{line}");
            assert_ne!(gsm::septets(c), Some(1), "{c}");
        }
    }

    #[test]
    fn invisible_characters_have_a_name() {
        for c in ['\u{a0}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{fe0f}', '\u{feff}'] {
            assert!(name(c).is_some(), "{c:?}");
        }
        assert_eq!(name('a'), None);
    }
}
