//! The machine's time.

use campaign::value::Instant;
use chrono::DateTime;

/// Now, as the machine has it; `None` where its clock is beyond every calendar.
pub fn now() -> Option<Instant> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64)
}
