//! Numbering plans, as `plans.txt` has them.

/// A country's calling code, without plus: 33 is France. Countries may share one: 1 is North America.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallingCode(pub u16);

impl std::fmt::Display for CallingCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How the mobile numbers of one calling code are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub code: CallingCode,
    /// The region, or the largest of those that share the code.
    pub region: String,
    /// What is dialled before a calling code, the usual prefix first; `x` is any digit.
    pub outward: Vec<String>,
    /// What is dialled before a national number, and may stand in an international one by mistake.
    pub trunks: Vec<String>,
    /// Whether the first trunk prefix is usually written; others are only understood.
    pub writes_trunk: bool,
    /// Bit n is set if a national number may have n digits.
    lengths: u32,
    /// `x` is a digit.
    pub international: String,
    /// `x` is a digit of the national number, digits are the trunk prefix. Empty if no national format is known.
    pub national: String,
}

impl Plan {
    /// The plan of a line's fields after the calling code; `None` if it has none.
    fn read(region: &str, code: CallingCode, fields: &[&str]) -> Option<Self> {
        let [outward, trunks, lengths, international, national @ ..] = fields else { return None };
        let writes_trunk = !trunks.is_empty() && !trunks.starts_with('-');
        let trunks = list(trunks.trim_start_matches('-'));
        let national = match *national {
            [] if writes_trunk => format!("{}{international}", trunks.first()?),
            [] => (*international).to_owned(),
            ["-", ..] => String::new(),
            [format, ..] => format.to_owned(),
        };
        let (lengths, international) = (bits(lengths)?, (*international).to_owned());
        let region = region.to_owned();
        Some(Self { code, region, outward: list(outward), trunks, writes_trunk, lengths, international, national })
    }

    /// Whether a national number may have `n` digits.
    pub fn may_have(&self, n: usize) -> bool {
        n < 32 && self.lengths & (1 << n) != 0
    }

    /// The trunk prefix that is written in national format; empty if there is none.
    pub fn written_trunk(&self) -> &str {
        self.trunks.first().filter(|_| self.writes_trunk).map_or("", String::as_str)
    }
}

fn list(field: &str) -> Vec<String> {
    let items = field.split(',').filter(|item| !item.is_empty());
    items.map(str::to_owned).collect()
}

/// The bits of lengths like `7-9,11`.
fn bits(lengths: &str) -> Option<u32> {
    let mut bits = 0;
    for range in lengths.split(',') {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let (from, to) = (number(from)?, number(to)?);
        if !(1..=to).contains(&from) || to > 15 {
            return None;
        }
        bits |= (from..=to).fold(0, |bits, n| bits | 1 << n);
    }
    Some(bits)
}

fn number(digits: &str) -> Option<u16> {
    digits.parse().ok()
}

/// The numbering plans of all countries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    plans: Vec<Plan>,
    regions: Vec<(String, CallingCode)>,
}

impl Plans {
    /// Reads the text of `plans.txt`; its head explains the form. A line that is not of this form is left out, so
    /// without a plan in the text every number is only digits.
    pub fn read(text: &str) -> Self {
        let mut plans = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split('|').collect();
            let [region, code, plan @ ..] = fields.as_slice() else { continue };
            let Some(code) = number(code) else { continue };
            let is_region = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_region || !(1..1000).contains(&code) {
                continue;
            }
            let code = CallingCode(code);
            plans.regions.push(((*region).to_owned(), code));
            if plans.plan(code).is_none() {
                plans.plans.extend(Plan::read(region, code, plan));
            }
        }
        plans
    }

    /// The calling code of a region, which is named by two letters of either case (ISO 3166-1): `FR`.
    pub fn calling_code(&self, region: &str) -> Option<CallingCode> {
        self.regions.iter().find(|(known, _)| known.eq_ignore_ascii_case(region)).map(|(_, code)| *code)
    }

    /// The region of a calling code (ISO 3166-1), or the largest of those that share it.
    pub fn region(&self, code: CallingCode) -> Option<&str> {
        Some(&self.plan(code)?.region)
    }

    /// The calling code with which an address begins, right after `+` or `00`.
    pub fn leading_code(&self, address: &str) -> Option<CallingCode> {
        let digits = address.strip_prefix('+').or_else(|| address.strip_prefix("00"))?;
        let n = digits.bytes().take_while(u8::is_ascii_digit).count();
        self.by_code(&digits[..n]).map(|(plan, _)| plan.code)
    }

    pub(crate) fn plan(&self, code: CallingCode) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.code == code)
    }

    /// The plan of the calling code with which `digits` begin, and the digits after it. No code begins with another.
    pub(crate) fn by_code<'d>(&self, digits: &'d str) -> Option<(&Plan, &'d str)> {
        // 033 is not the calling code 33.
        let n_max = if digits.starts_with('0') { 0 } else { 3 };
        (1..=n_max).find_map(|n| {
            let code = CallingCode(number(digits.get(..n)?)?);
            Some((self.plan(code)?, &digits[n..]))
        })
    }

    /// Whether somebody in some country dials `digits` before a calling code.
    pub(crate) fn is_outward(&self, digits: &str) -> bool {
        let mut known = self.plans.iter().flat_map(|plan| &plan.outward).map(String::as_str);
        digits == "00" || known.any(|prefix| after(prefix, digits) == Some(""))
    }
}

/// The digits after a prefix, in which `x` is any digit.
pub(crate) fn after<'d>(prefix: &str, digits: &'d str) -> Option<&'d str> {
    let (head, rest) = digits.split_at_checked(prefix.len())?;
    let is_prefix = prefix.bytes().zip(head.bytes()).all(|(expected, digit)| expected == b'x' || expected == digit);
    is_prefix.then_some(rest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const TEXT: &str = include_str!("../plans.txt");

    #[test]
    fn every_line_of_the_file_is_read() {
        let plans = Plans::read(TEXT);
        let lines: Vec<&str> = TEXT.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(plans.regions.len(), lines.len());
        assert_eq!(plans.plans.len(), lines.iter().filter(|line| line.matches('|').count() > 1).count());
        assert!(plans.plans.len() > 200 && TEXT.len() < 12_000);
        for (region, code) in &plans.regions {
            assert!(plans.plan(*code).is_some(), "{region}");
        }
    }

    #[test]
    fn a_code_has_its_largest_region() {
        let plans = Plans::read(TEXT);
        let region = |code| plans.region(CallingCode(code));
        assert_eq!([33, 1, 44, 7, 39].map(region), ["FR", "US", "GB", "RU", "IT"].map(Some));
        assert_eq!(region(999), None);
    }

    #[test]
    fn an_address_shows_its_code_by_its_beginning() {
        let plans = Plans::read(TEXT);
        for (address, code) in [("+3363", 33), ("00336", 33), ("+2126", 212), ("+1", 1), ("0032", 32)] {
            assert_eq!(plans.leading_code(address), Some(CallingCode(code)), "{address}");
        }
        for address in ["", "+", "06399", "33639", "+0336", "+ 336", "(+33)", "＋336", "+٣٣"] {
            assert_eq!(plans.leading_code(address), None, "{address}");
        }
    }

    #[test]
    fn an_unreadable_line_costs_one_line() {
        let text =
            "XX|1|\nFR|33|00|0|9|x xx xx xx xx\nYY\n|2|\nDE|49|00|0|nine|x\nßß|1|\nGB|44|00|0|10|xxxx xxxxxx\n\u{0}";
        let plans = Plans::read(text);
        let codes: Vec<u16> = plans.plans.iter().map(|plan| plan.code.0).collect();
        assert_eq!(codes, [33, 44]);
        assert_eq!(plans.calling_code("gb"), Some(CallingCode(44)));
        for lengths in ["0", "9-8", "16", "1-4294967295", "-", "", "9,"] {
            assert_eq!(Plan::read("FR", CallingCode(33), &["00", "0", lengths, "x"]), None, "{lengths}");
        }
    }

    #[test]
    fn a_prefix_may_leave_a_digit_open() {
        assert_eq!(after("01x", "01533639981234"), Some("33639981234"));
        assert_eq!(after("01x", "00533639981234"), None);
        assert_eq!(after("01x", "01"), None);
    }
}
