//! Whether an address of a database is a number.

use crate::digits;
use crate::plan::Plans;
use crate::typed::{MIN_DIGITS, Number, Typed};

/// If the country is not known, so many last digits make two numbers the same.
const ENOUGH: usize = 8;

impl Plans {
    /// Whether an address, in any spelling, is the number that was typed, or one of those that it may be.
    ///
    /// An address without calling code is taken for one of the number's own country. Without plans, or if the country
    /// is not known, two numbers are the same if the shorter is the end of the longer and has at least eight digits;
    /// shorter ones are the same only as a whole. Zeros before them do not count.
    pub fn is_same(&self, address: &str, typed: &Typed) -> bool {
        let digits = digits(address);
        if digits.len() < MIN_DIGITS {
            return false;
        }
        if typed.numbers.is_empty() {
            return is_end_of(digits.trim_start_matches('0'), typed.digits.trim_start_matches('0'));
        }
        let plus = address.chars().take_while(|c| digits::ascii(*c).is_none()).any(|c| matches!(c, '+' | '＋'));
        typed.numbers.iter().any(|number| self.is_number(&digits, plus, number))
    }

    fn is_number(&self, digits: &str, plus: bool, number: &Number) -> bool {
        let Some(before) = digits.strip_suffix(number.national.as_str()) else { return false };
        let trunks = self.plan(number.code).map_or(&[][..], |plan| &plan.trunks);
        let code = number.code.to_string();
        // What may stand between the calling code and the national number.
        let between = || trunks.iter().map(String::as_str).chain([""]);
        let is_before = between().any(|trunk| {
            let outward = before.strip_suffix(trunk).and_then(|before| before.strip_suffix(code.as_str()));
            outward.is_some_and(|outward| outward.is_empty() || !plus && self.is_outward(outward))
        });
        is_before || !plus && between().any(|trunk| trunk == before)
    }
}

fn is_end_of(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short == long || short.len() >= ENOUGH && long.ends_with(short)
}
