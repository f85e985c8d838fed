//! How databases write a number.

use crate::plan::{Plan, Plans};
use crate::typed::{Number, Typed};

/// At most so many spellings are made for what was typed.
pub const MAX: usize = 16;

impl Plans {
    /// The spellings in which a marketing database may hold the number, the most common first, at most [`MAX`], all
    /// different. The last is what was typed, unless it is one of the others. If it may be several numbers, the
    /// spellings of each alternate.
    pub fn spellings(&self, typed: &Typed) -> Vec<String> {
        let of_each: Vec<Vec<String>> = typed.numbers.iter().map(|number| self.spellings_of(number)).collect();
        let longest = of_each.iter().map(Vec::len).max().unwrap_or(0);
        let mut all = Vec::new();
        for rank in 0..longest {
            of_each.iter().filter_map(|spellings| spellings.get(rank)).for_each(|one| add(&mut all, one));
        }
        if typed.numbers.is_empty() {
            all.push(typed.digits.clone());
            if let Some(rest) = typed.significant() {
                [rest, &format!("+{rest}"), &format!("00{rest}")].iter().for_each(|one| add(&mut all, one));
            }
        }
        if !all.contains(&typed.text) {
            all.truncate(MAX - 1);
            all.push(typed.text.clone());
        }
        all.truncate(MAX);
        all
    }

    fn spellings_of(&self, number: &Number) -> Vec<String> {
        let Number { code, national } = number;
        let mut all = vec![format!("+{code}{national}"), format!("{code}{national}"), format!("00{code}{national}")];
        let Some(plan) = self.plan(*code) else { return all };
        if !plan.national.is_empty() {
            let grouped = fill(&plan.national, national);
            all.push(format!("{}{national}", plan.written_trunk()));
            all.extend([" ", ".", "-"].map(|sign| regrouped(&grouped, sign)));
            all.push(grouped);
        }
        all.push(national.clone());
        let grouped = fill(&plan.international, national);
        all.push(format!("+{code} {grouped}"));
        all.extend(with_trunk(plan, &grouped, national));
        all.push(format!("00{code} {grouped}"));
        all.extend(["-", "."].map(|sign| format!("+{code}{sign}{}", regrouped(&grouped, sign))));
        all.push(format!("{code} {grouped}"));
        all.push(format!("{code}-{}", regrouped(&grouped, "-")));
        all
    }
}

/// Spellings with calling code and trunk prefix or area in brackets.
fn with_trunk(plan: &Plan, grouped: &str, national: &str) -> Vec<String> {
    let code = plan.code;
    match plan.written_trunk() {
        "0" => vec![format!("+{code} (0){grouped}"), format!("+{code}0{national}")],
        // +1 (212) 555-0123
        "" if plan.national.starts_with('(') => vec![format!("+{code} {}", fill(&plan.national, national))],
        _ => Vec::new(),
    }
}

fn add(all: &mut Vec<String>, one: &str) {
    if !all.iter().any(|known| known == one) {
        all.push(one.to_owned());
    }
}

/// A format with digits for each `x`. Digits that are left over lengthen the last group.
fn fill(format: &str, national: &str) -> String {
    let mut digits = national.chars();
    let mut filled = String::new();
    for c in format.chars() {
        match (c, digits.as_str()) {
            (_, "") => break,
            ('x', _) => filled.extend(digits.next()),
            _ => filled.push(c),
        }
    }
    filled.push_str(digits.as_str());
    filled
}

/// The same groups of digits with another sign between them.
fn regrouped(text: &str, sign: &str) -> String {
    let mut regrouped = String::new();
    let mut is_between = false;
    for c in text.chars() {
        let is_digit = c.is_ascii_digit();
        if is_digit {
            if is_between && !regrouped.is_empty() {
                regrouped.push_str(sign);
            }
            regrouped.push(c);
        }
        is_between = !is_digit;
    }
    regrouped
}
