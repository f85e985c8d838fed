//! The computer's time.

use campaign::value::Instant;
use chrono::DateTime;

/// The current time; `None` if the clock is outside the range of the calendar.
pub fn now() -> Option<Instant> {
    DateTime::from_timestamp_millis(now_ms() as i64)
}

/// The current time in milliseconds, to measure durations.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}
