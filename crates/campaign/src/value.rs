//! Values as the wire writes them: instants and identifiers (contract 1.4).

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// The key of a record. An opaque string: it may be an int32, an int64 or a UUID.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// Accepts an id that needs no escaping in a query, bare or quoted: at most 64 digits, letters and `-`.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=64).contains(&text.len());
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (fits && plain).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the server means this record by `text`: leading zeros of a number do not count.
    pub fn is(&self, text: &str) -> bool {
        let significant = |id: &str| id.trim_start_matches('0').to_owned();
        self.0 == text || significant(&self.0) == significant(text)
    }

    /// The condition that selects only the record with this id.
    pub fn condition(&self) -> String {
        format!("@id={}", self.literal())
    }

    /// The id as a literal of a query: a number bare, anything else quoted.
    pub fn literal(&self) -> String {
        if self.0.bytes().all(|b| b.is_ascii_digit()) { self.0.clone() } else { format!("'{}'", self.0) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A moment in UTC.
pub type Instant = DateTime<Utc>;

/// Reads `2022-09-26 03:13:36.480Z` and similar forms (`T`, no fraction, no `Z`, an offset like `+02:00`, a bare date);
/// `None` if the text is empty or not a date.
pub fn instant(text: &str) -> Option<Instant> {
    let text = text.trim();
    let (year, month, day) = (number(text, 0, 4)?, number(text, 5, 2)?, number(text, 8, 2)?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    if text.len() == 10 {
        return Some(date.and_time(NaiveTime::MIN).and_utc());
    }
    let time = NaiveTime::from_hms_opt(number(text, 11, 2)?, number(text, 14, 2)?, number(text, 17, 2)?)?;
    let rest = text.get(19..)?;
    let (mut millis, mut unit) = (0, 100);
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            for digit in fraction.bytes().take(3).take_while(u8::is_ascii_digit) {
                millis += i64::from(digit - b'0') * unit;
                unit /= 10;
            }
            zone
        }
        None => rest,
    };
    let ahead = TimeDelta::minutes(minutes_ahead(zone)?);
    (date.and_time(time).and_utc() + TimeDelta::milliseconds(millis)).checked_sub_signed(ahead)
}

/// The number of minutes by which a zone is ahead of UTC: `Z`, `+02:00`, `+0200`, `+02`, or nothing for UTC. `None` for
/// anything else: no instant is better than a wrong one.
fn minutes_ahead(zone: &str) -> Option<i64> {
    let (sign, offset) = match zone.as_bytes().first() {
        None => return Some(0),
        Some(b'Z') if zone.len() == 1 => return Some(0),
        Some(b'+') => (1, &zone[1..]),
        Some(b'-') => (-1, &zone[1..]),
        Some(_) => return None,
    };
    let hours = number(offset, 0, 2)?;
    let minutes = match offset.get(2..)? {
        "" => 0,
        rest => {
            let digits = rest.strip_prefix(':').unwrap_or(rest);
            number(digits, 0, 2).filter(|_| digits.len() == 2)?
        }
    };
    (hours < 24 && minutes < 60).then_some(sign * i64::from(hours * 60 + minutes))
}

fn number(text: &str, start: usize, len: usize) -> Option<u32> {
    let digits = text.get(start..start + len)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Writes a moment as a literal of a query, `#2022-02-15T09:49:04.000Z#` (contract 4).
pub fn instant_literal(instant: Instant) -> String {
    use chrono::{Datelike, Timelike};
    format!(
        "#{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z#",
        instant.year(),
        instant.month(),
        instant.day(),
        instant.hour(),
        instant.minute(),
        instant.second(),
        instant.timestamp_subsec_millis().min(999),
    )
}

/// A search text without white space and invisible characters around it, which are often copied along.
pub fn search_word(text: &str) -> &str {
    let is_unseen = |c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.trim_matches(|c: char| c.is_whitespace() || is_unseen(c))
}

/// Writes a text as a literal of a query, `'…'` with `\` and `'` escaped (contract 4).
pub fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A literal for `LIKE` that finds `text` anywhere; `%` and `_` in it are ordinary characters (contract 4).
pub fn contains_literal(text: &str) -> String {
    format!("'%{}%'", escape_for_like(text))
}

/// A text in a literal of `LIKE`, in which `%` and `_` are ordinary characters (contract 4).
///
/// As in Adobe's client, one `\` escapes each of them: the server does not unescape the literal of a `LIKE`.
pub fn escape_for_like(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '\'' | '%' | '_') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_wire_forms_of_an_instant_are_read() {
        let millis = |text| instant(text).map(|i| i.timestamp_millis());
        assert_eq!(millis("2022-09-26 03:13:36.480Z"), Some(1_664_162_016_480));
        assert_eq!(millis("2022-09-26T03:13:36Z"), Some(1_664_162_016_000));
        assert_eq!(millis("2020-12-31"), Some(1_609_372_800_000));
        assert_eq!(millis("2022-09-26 03:13:36.4Z"), Some(1_664_162_016_400));
        assert_eq!(millis("2022-09-26 03:13:36.480999"), Some(1_664_162_016_480));
        // ISO 8601, 4.2.5.2: local time is UTC with the difference added.
        assert_eq!(millis("2026-10-25 02:30:00+02:00"), millis("2026-10-25 00:30:00Z"));
        assert_eq!(millis("2022-09-26 03:13:36.480-07"), millis("2022-09-26 10:13:36.480Z"));
        assert_eq!(millis("2022-09-26 03:13:36+0530"), millis("2022-09-25 21:43:36Z"));
        for zone in ["+2", "+24:00", "+02:60", "+02:0", "+02:00:00", "+é0", "CET", "+"] {
            assert_eq!(instant(&format!("2022-09-26 03:13:36{zone}")), None, "{zone}");
        }
        for text in ["", " ", "yesterday", "2022-13-01 00:00:00Z", "2022-09-26 25:00:00Z", "2022-09-26 03"] {
            assert_eq!(millis(text), None, "{text}");
        }
    }

    #[test]
    fn quotes_and_backslashes_are_escaped_in_literals() {
        assert_eq!(text_literal(r"l'été \o/"), r"'l\'été \\o/'");
        assert_eq!(contains_literal("100%_'"), r"'%100\%\_\'%'");
    }

    #[test]
    fn invisible_characters_around_a_search_text_are_ignored() {
        for text in ["sale", " sale\n", "\u{200b}sale\u{feff}", "\u{a0}\u{2060}sale\u{200e} "] {
            assert_eq!(search_word(text), "sale");
        }
        // Within a text, a joiner makes one picture of two.
        assert_eq!(search_word("👩\u{200d}💻"), "👩\u{200d}💻");
    }

    #[test]
    fn an_id_that_could_change_the_query_is_refused() {
        assert_eq!(Id::new("1206770").unwrap().literal(), "1206770");
        assert_eq!(Id::new("0b5e-4a").unwrap().literal(), "'0b5e-4a'");
        for text in ["", "1 or 1=1", "1'", "é", "<1>"] {
            assert_eq!(Id::new(text), None, "{text}");
        }
    }

    #[test]
    fn ids_of_every_kind_are_accepted_unchanged() {
        // int32, int64 and the UUID of an FFDA instance (contract 0 and 16).
        for (text, literal) in [
            ("1206770", "1206770"),
            ("9223372036854775807", "9223372036854775807"),
            ("e2b7e3a0-5c1d-4f0e-9d7e-0a1b2c3d4e5f", "'e2b7e3a0-5c1d-4f0e-9d7e-0a1b2c3d4e5f'"),
        ] {
            let id = Id::new(text).unwrap();
            assert_eq!((id.as_str(), id.literal().as_str()), (text, literal));
        }
    }

    proptest! {
        #[test]
        fn no_id_changes_the_query(text in ".{0,70}|[0-9a-f-]{0,70}") {
            let Some(id) = Id::new(&text) else { return Ok(()) };
            let literal = id.literal();
            let is_number = literal.bytes().all(|b| b.is_ascii_digit());
            let inner = literal.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            prop_assert!(is_number || inner.is_some_and(|inner| !inner.contains(['\'', '\\', ' '])));
            prop_assert_eq!(id.to_string(), text);
        }

        #[test]
        fn an_instant_is_read_back_from_its_literal(millis in 0i64..4_102_444_800_000) {
            let there = DateTime::from_timestamp_millis(millis).unwrap();
            prop_assert_eq!(instant(instant_literal(there).trim_matches('#')), Some(there));
        }

        #[test]
        fn any_text_is_an_instant_or_none(text in any::<String>()) {
            let _ = instant(&text);
        }
    }
}
