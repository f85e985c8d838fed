//! Dates: in the database milliseconds since 1970 in UTC, on the wire Campaign's texts (contract, 1.4 and section 4).

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;

/// Milliseconds in a day.
pub const DAY: i64 = 86_400_000;

/// Now, in milliseconds.
pub fn now() -> i64 {
    Utc::now().timestamp_millis()
}

/// `2022-09-26 03:13:36.480Z`; empty for years that the format does not have.
pub fn datetime(milliseconds: i64) -> String {
    at(milliseconds).map(|at| at.format("%Y-%m-%d %H:%M:%S%.3fZ").to_string()).unwrap_or_default()
}

/// `2022-09-26`.
pub fn date(milliseconds: i64) -> String {
    at(milliseconds).map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default()
}

fn at(milliseconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds)
}

/// `03/14/2024 1:55:20 PM` the time in `zone`: a server writes dates into its journal in this form (contract 14.4).
pub fn server_text(milliseconds: i64, zone: chrono_tz::Tz) -> String {
    let local = at(milliseconds).map(|at| at.with_timezone(&zone));
    local.map(|local| local.format("%m/%d/%Y %-I:%M:%S %p").to_string()).unwrap_or_default()
}

/// Reads a date with or without a time. Between them stands `T` or a blank. Without an offset it is UTC.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return Some(at.timestamp_millis());
    }
    let bare = text.trim_end_matches('Z').replacen('T', " ", 1);
    let time = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&bare, format).ok())
        .or_else(|| NaiveDate::parse_from_str(&bare, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))?;
    Some(time.and_utc().timestamp_millis())
}

/// `2024-03-14 13:55:50` the time in Paris, in milliseconds.
///
/// Only for texts of this crate: one that cannot be read gives 0.
pub fn paris(text: &str) -> i64 {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap_or_default();
    Paris.from_local_datetime(&local).earliest().map(|at| at.timestamp_millis()).unwrap_or_default()
}
