//! The machine's time.

use campaign::value::Instant;
use chrono::DateTime;

/// Now, as the machine has it; `None` where its clock is beyond every calendar.
pub fn now() -> Option<Instant> {
    DateTime::from_timestamp_millis(now_ms() as i64)
}

/// The same in milliseconds, to measure how long something takes.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}
