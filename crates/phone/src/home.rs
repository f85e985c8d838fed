//! The country that most addresses of a database are from.

use crate::digits;
use crate::plan::{CallingCode, Plans};

impl Plans {
    /// The calling code of most addresses among those that are written internationally, with `+` or `00`, and are as long
    /// as a mobile number; of two as frequent ones the first. `None` if no address is such a number.
    pub fn home<'a>(&self, addresses: impl IntoIterator<Item = &'a str>) -> Option<CallingCode> {
        let mut counts: Vec<(CallingCode, usize)> = Vec::new();
        for code in addresses.into_iter().filter_map(|address| self.code_of(address)) {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        counts.iter().find(|(_, count)| *count == most).map(|(code, _)| *code)
    }

    fn code_of(&self, address: &str) -> Option<CallingCode> {
        let digits = digits(address);
        let begins_with_plus = address.trim_start().starts_with(['+', '＋']);
        let international = if begins_with_plus { &digits } else { digits.strip_prefix("00")? };
        let candidate = self.international(international)?;
        candidate.is_usual.then_some(candidate.number.code)
    }
}
