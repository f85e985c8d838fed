//! What a person typed, understood as telephone numbers.

use crate::digits;
use crate::plan::{CallingCode, Plan, Plans, after};

/// Fewer digits than this are no number: short codes of networks and the shortest national numbers have 4.
pub const MIN_DIGITS: usize = 4;
/// More digits than this are no number: 15 (ITU-T E.164), an international prefix of at most 8, and a trunk prefix.
pub const MAX_DIGITS: usize = 24;
/// The most digits of a calling code and a national number (ITU-T E.164).
const MAX_E164: usize = 15;
/// A national number whose length is not one of mobile numbers is taken for one only from this many digits on.
const MIN_UNUSUAL: usize = 6;

/// A telephone number: displayed as E.164, `+33639981234`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The country.
    pub code: CallingCode,
    /// The national significant number: ASCII digits without trunk prefix, at most 14.
    pub national: String,
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "+{}{}", self.code, self.national)
    }
}

/// What a person typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// As it was typed, without white space at its ends.
    pub text: String,
    /// Its digits in ASCII, [`MIN_DIGITS`] to [`MAX_DIGITS`].
    pub digits: String,
    /// The numbers that it may be, the likeliest first. Empty if the country is not known: then it is only digits.
    pub numbers: Vec<Number>,
}

impl Typed {
    /// The last digits of every spelling, at least [`MIN_DIGITS`] and at most eight, to search addresses by their end.
    pub fn last_eight(&self) -> &str {
        let shortest = self.numbers.iter().map(|number| number.national.len()).min();
        let n = shortest.unwrap_or_else(|| self.significant().unwrap_or(&self.digits).len()).min(8);
        // The national number is the end of what was typed.
        &self.digits[self.digits.len() - n..]
    }

    /// The digits without the zeros of prefixes; `None` if almost nothing else is there.
    pub(crate) fn significant(&self) -> Option<&str> {
        Some(self.digits.trim_start_matches('0')).filter(|rest| rest.len() >= MIN_DIGITS)
    }
}

/// Why a text is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// It has fewer than [`MIN_DIGITS`] digits.
    TooFewDigits,
    /// It has more than [`MAX_DIGITS`] digits.
    TooManyDigits,
    /// It has a letter or sign that no number has, or a plus that is not before the first digit.
    OtherCharacters,
}

impl std::fmt::Display for NotANumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooFewDigits => write!(f, "fewer than {MIN_DIGITS} digits"),
            Self::TooManyDigits => write!(f, "more than {MAX_DIGITS} digits"),
            Self::OtherCharacters => f.write_str("characters that no telephone number has"),
        }
    }
}

impl std::error::Error for NotANumber {}

impl Plans {
    /// Understands what a person at `home` typed: an international number with `+`, `00`, the international prefix of
    /// `home` or with nothing before the calling code, or a national number of `home`, with or without trunk prefix.
    ///
    /// Digits may be of any script. Between them may be spaces, dots, dashes, brackets, slashes, and a tilde where a person
    /// waits for the tone.
    ///
    /// One format is not understood: Argentina's national one puts 15 after an area of two to four digits, instead of the
    /// 9 before it.
    ///
    /// # Errors
    /// If the text is no number, whatever the country.
    pub fn understand(&self, typed: &str, home: Option<CallingCode>) -> Result<Typed, NotANumber> {
        let digits = digits(typed);
        let plus = check(typed)?;
        match digits.len() {
            0..MIN_DIGITS => return Err(NotANumber::TooFewDigits),
            MIN_DIGITS..=MAX_DIGITS => {}
            _ => return Err(NotANumber::TooManyDigits),
        }
        let candidates = if plus {
            self.international(&digits).into_iter().collect()
        } else {
            self.without_plus(&digits, home.and_then(|code| self.plan(code)))
        };
        Ok(Typed { text: typed.trim().to_owned(), numbers: numbers(candidates), digits })
    }

    /// The number whose digits begin with a calling code.
    pub(crate) fn international(&self, digits: &str) -> Option<Candidate> {
        let (plan, rest) = self.by_code(digits)?;
        let national = plan.without_trunk(rest).unwrap_or(rest);
        let is_number = national.len() >= MIN_DIGITS && digits.len() - rest.len() + national.len() <= MAX_E164;
        is_number.then(|| plan.candidate(national))
    }

    fn without_plus(&self, digits: &str, home: Option<&Plan>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        // Who is at home somewhere dials as there; 00 is understood everywhere.
        let outward = home.into_iter().flat_map(|plan| &plan.outward).map(String::as_str);
        for prefix in outward.chain(["00"]) {
            candidates.extend(after(prefix, digits).and_then(|rest| self.international(rest)));
        }
        if let Some(plan) = home {
            match plan.without_trunk(digits) {
                Some(national) => {
                    let is_number = plan.may_have(national.len()) || national.len() >= MIN_UNUSUAL;
                    candidates.extend(is_number.then(|| plan.candidate(national)));
                }
                None => candidates.extend(plan.may_have(digits.len()).then(|| plan.candidate(digits))),
            }
        }
        // Without any prefix only the length tells that the first digits are a calling code.
        candidates.extend(self.international(digits).filter(|candidate| candidate.is_usual));
        candidates
    }
}

/// A number that may be meant.
pub(crate) struct Candidate {
    pub number: Number,
    /// Whether its length is one of mobile numbers.
    pub is_usual: bool,
}

impl Plan {
    fn candidate(&self, national: &str) -> Candidate {
        let number = Number { code: self.code, national: national.to_owned() };
        Candidate { number, is_usual: self.may_have(national.len()) }
    }

    /// The national number after a trunk prefix; `None` if there is none before it.
    ///
    /// No number begins with the trunk prefix 0 or 1, but one may begin with 8 (in Russia, 800 is free of charge): then
    /// the lengths decide.
    fn without_trunk<'d>(&self, digits: &'d str) -> Option<&'d str> {
        self.trunks.iter().find_map(|trunk| {
            let rest = digits.strip_prefix(trunk.as_str())?;
            let is_clear = trunk.starts_with(['0', '1']);
            (is_clear || self.may_have(rest.len()) && !self.may_have(digits.len())).then_some(rest)
        })
    }
}

/// The different numbers. Those with a usual length leave no room for others.
fn numbers(mut candidates: Vec<Candidate>) -> Vec<Number> {
    if candidates.iter().any(|candidate| candidate.is_usual) {
        candidates.retain(|candidate| candidate.is_usual);
    }
    let mut numbers = Vec::new();
    for Candidate { number, .. } in candidates {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// Whether a plus is before the first digit.
fn check(typed: &str) -> Result<bool, NotANumber> {
    let (mut plus, mut has_digits) = (false, false);
    for c in typed.chars() {
        match c {
            '+' | '＋' if !plus && !has_digits => plus = true,
            _ if digits::ascii(c).is_some() => has_digits = true,
            _ if is_separator(c) => {}
            _ => return Err(NotANumber::OtherCharacters),
        }
    }
    Ok(plus)
}

/// Whether `c` may be between the digits of a number, or invisible around them.
fn is_separator(c: char) -> bool {
    let is_sign =
        matches!(c, '-' | '.' | '(' | ')' | '[' | ']' | '/' | '\\' | '·' | '•' | '~' | '‐'..='―' | '−' | '﹣');
    let is_wide = matches!(c, '－' | '．' | '（' | '）' | '［' | '］' | '／' | '・' | '･');
    // Soft hyphen, zero width, directions of writing, byte order mark.
    let is_invisible = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    is_sign || is_wide || is_invisible || c.is_whitespace()
}
