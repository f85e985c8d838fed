//! Telephone numbers from the ranges reserved for fiction, and only those.

/// Number `n` of 10,000 in France: +33 6 39 98 xx xx.
pub fn french(n: u64) -> String {
    format!("+3363998{:04}", n % 10_000)
}

/// Number `n` of 1,000 in the United Kingdom: +44 7700 900xxx.
pub fn british(n: u64) -> String {
    format!("+447700900{:03}", n % 1_000)
}

/// Number `n` of 100 in each of five American areas: +1 xxx 555 01xx.
pub fn american(n: u64) -> String {
    let areas = [212, 312, 415, 617, 702];
    let area = areas[(n / 100 % 5) as usize];
    format!("+1{area}55501{:02}", n % 100)
}

/// Number `n` of 100 in Germany: +49 171 39200xx.
pub fn german(n: u64) -> String {
    format!("+4917139200{:02}", n % 100)
}

/// A French number as people write it: `+33 6 39 98 00 01`.
pub fn spaced(number: &str) -> String {
    let (country, national) = number.split_at(3);
    let (first, pairs) = national.split_at(1);
    let pairs = pairs.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned());
    format!("{country} {first} {}", pairs.collect::<Vec<_>>().join(" "))
}

/// A French number as hardly anybody writes it: `+33 639 980 001`.
pub fn in_threes(number: &str) -> String {
    let (country, national) = number.split_at(3);
    let threes = national.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three).into_owned());
    format!("{country} {}", threes.collect::<Vec<_>>().join(" "))
}

/// The number of a person of the sandbox; no two share one.
pub fn of_person(person: usize) -> String {
    let n = person as u64;
    match n % 5 {
        3 => british(n),
        4 => american(n),
        _ => french(n + 1),
    }
}

/// The number of a member of the panel. There are 54 such numbers. The large delivery does not put any of them into
/// quarantine: the numbers of its failed messages end in other digits.
pub fn of_panel(member: usize) -> String {
    let n = member as u64;
    french(6_017 + n / 18 * 100 + n % 18)
}
