//! A zone's clocks, and its times in forms that programs read. The browser's `Intl` knows the zones.

use std::{cell::RefCell, collections::HashMap};

use campaign::value::{Instant, instant_literal};
use chrono::Duration;
use js_sys::Function;
use wasm_bindgen::JsValue;

use super::intl::method;

/// A time zone, for many times: it asks the browser once for each quarter of an hour.
pub struct Zone {
    name: String,
    /// Writes an instant with its offset from UTC; `None` for UTC, and if the browser refuses.
    write: Option<Function>,
    /// The offsets that are known, in minutes, by the quarter of an hour. Clocks change at whole quarters.
    offsets: RefCell<HashMap<i64, i32>>,
}

/// The sizes of clock changes, back and forward: an hour, or half an hour on Lord Howe Island.
const CLOCK_CHANGES_MINUTES: [i64; 4] = [60, -60, 30, -30];

pub const UTC: &str = "UTC";

const QUARTER_MS: i64 = 15 * 60 * 1000;

impl Zone {
    pub fn utc() -> Self {
        Self { name: UTC.to_owned(), write: None, offsets: RefCell::default() }
    }

    /// `name` is an IANA name. If the browser does not know the offsets of the zone, it is UTC.
    pub fn new(name: &str) -> Self {
        let options = [("timeZone", name), ("timeZoneName", "longOffset")];
        let write = method("DateTimeFormat", "format", "en", &options);
        let name = if write.is_some() { name } else { UTC };
        Self { name: name.to_owned(), write, offsets: RefCell::default() }
    }

    /// The name of the zone in which times are written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `2024-08-01 15:27:39`, the time in the zone. When clocks are put back, some hours occur twice; times in them also
    /// have their offset.
    pub fn second(&self, instant: Instant) -> String {
        let (written, offset) = self.written(instant);
        let second = written[..19].replace('T', " ");
        if self.is_twice(instant) { format!("{second} {}", signed(offset)) } else { second }
    }

    /// The days since 1899-12-30, as spreadsheets count the times of a zone; `None` if that would not be this time alone, or
    /// if it is before the first day that all of them know.
    pub fn serial(&self, instant: Instant) -> Option<f64> {
        const DAY_MS: f64 = 86_400_000.0;
        const DAYS_TO_1970: f64 = 25_569.0;
        const MARCH_1900: f64 = 61.0;
        let local_ms = instant.timestamp_millis() + i64::from(self.offset(instant)) * 60_000;
        let days = local_ms as f64 / DAY_MS + DAYS_TO_1970;
        (days >= MARCH_1900 && !self.is_twice(instant)).then_some(days)
    }

    /// Whether clocks show the same time twice, because they are put back.
    pub fn is_twice(&self, instant: Instant) -> bool {
        let offset = i64::from(self.offset(instant));
        CLOCK_CHANGES_MINUTES.iter().any(|change| {
            let after = self.offset(instant + Duration::minutes(*change));
            change + i64::from(after) == offset
        })
    }

    /// `2024-08-01T15:27:39.120+02:00`
    pub fn iso(&self, instant: Instant) -> String {
        let (written, offset) = self.written(instant);
        format!("{written}{}", signed(offset))
    }

    /// `2024-08-01T15:27:39.120`, and the offset in minutes.
    fn written(&self, instant: Instant) -> (String, i32) {
        let offset = self.offset(instant);
        let literal = instant_literal(instant + Duration::minutes(offset.into()));
        (literal.trim_matches(['#', 'Z']).to_owned(), offset)
    }

    fn offset(&self, instant: Instant) -> i32 {
        let Some(write) = &self.write else { return 0 };
        let millis = instant.timestamp_millis();
        let ask = || {
            let text =
                write.call1(&JsValue::NULL, &JsValue::from_f64(millis as f64)).ok().and_then(|text| text.as_string());
            text.and_then(|text| offset_minutes(&text)).unwrap_or(0)
        };
        *self.offsets.borrow_mut().entry(millis.div_euclid(QUARTER_MS)).or_insert_with(ask)
    }
}

/// `+02:00`
fn signed(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// The offset from UTC in `8/1/2024, GMT+02:00`. Before there were zones it has seconds too, which are dropped.
fn offset_minutes(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let Some(rest) = offset.strip_prefix(['+', '-', '−']) else { return offset.is_empty().then_some(0) };
    let mut parts = rest.split(':').map(str::parse::<i32>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next().unwrap_or(Ok(0)).ok()?);
    let minutes = hours * 60 + minutes;
    Some(if offset.starts_with('+') { minutes } else { -minutes })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::value::instant;

    use super::*;

    #[test]
    fn an_offset_is_read_as_the_browser_writes_it() {
        assert_eq!(offset_minutes("8/1/2024, GMT+02:00"), Some(120));
        assert_eq!(offset_minutes("8/1/2024, GMT-03:30"), Some(-210));
        assert_eq!(offset_minutes("8/1/2024, GMT"), Some(0));
        assert_eq!(offset_minutes("1/1/1850, GMT+00:09:21"), Some(9));
        assert_eq!(offset_minutes("8/1/2024"), None);
        assert_eq!((signed(330), signed(-210), signed(0)), ("+05:30".into(), "-03:30".into(), "+00:00".into()));
    }

    #[test]
    fn a_time_is_written_for_programs() {
        let moment = instant("2026-11-18 12:06:09.120Z").unwrap();
        let zone = Zone::utc();
        assert_eq!(zone.second(moment), "2026-11-18 12:06:09");
        assert_eq!(zone.iso(moment), "2026-11-18T12:06:09.120+00:00");
    }
}
