//! When to repeat a call. The functions are pure: the caller passes in the time and the random numbers (contract 2.4,
//! 3).
//!
//! How the transport uses it: [`Kind::of`] the call's method gives the time limit. When a call is lost (no answer
//! within the limit) or gets an HTTP error, [`wait_ms`] says how long to wait before the next attempt. Without a next
//! attempt the error is shown. A Fault is an answer, so the call is not repeated. The end of a session is not handled
//! here. A wait ends with its view, as a request does.

use chrono::{NaiveDate, NaiveTime};

use crate::value::Instant;

/// The longest wait between two attempts. If the server asks for a longer wait, the call is not repeated.
pub const MAX_WAIT_MS: u32 = 60_000;

/// The mean of the first wait; the following waits double.
const BASE_MS: u32 = 500;

/// Whether a call changes something, which decides whether it may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Changes nothing: repeated up to `max_attempts`.
    Read,
    /// A read that is made every few seconds anyway: the next poll replaces a retry.
    Poll,
    /// A read of a whole table. Never repeated: the server may still be busy with it, and the user has waited long.
    Search,
    /// Changes a record. Never repeated, because a lost answer does not show whether the server carried the call out.
    Write,
    /// Starts, pauses or stops something: never repeated.
    Launch,
}

impl Kind {
    /// The kind of a method; an unknown method counts as a write.
    pub fn of(method: &str) -> Self {
        match method {
            "ExecuteQuery" | "GetUserInfo" | "GetEntityIfMoreRecent" => Self::Read,
            "GetDlStatusAndLogs" => Self::Poll,
            "SubmitJob" | "Play" | "Pause" | "Stop" => Self::Launch,
            _ => Self::Write,
        }
    }

    /// How long an answer may take, in milliseconds.
    ///
    /// Heavy reads take more than 5 s (contract 2.5). Writes and launches have the time limit of a proxy: with a
    /// shorter one their outcome would be unknown more often.
    pub fn limit_ms(self) -> u32 {
        match self {
            Self::Read => 30_000,
            Self::Poll => 15_000,
            Self::Search | Self::Write | Self::Launch => 60_000,
        }
    }

    /// The maximum number of attempts, including the first.
    pub fn max_attempts(self) -> u32 {
        match self {
            Self::Read => 4,
            Self::Poll | Self::Search | Self::Write | Self::Launch => 1,
        }
    }
}

/// Why a call has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// No answer in time.
    Silence,
    /// An HTTP status without a Fault, and the wait that its `Retry-After` asks for (see [`retry_after_ms`]).
    Status(u16, Option<u32>),
}

/// The wait before the next attempt, in milliseconds; `None` if there is none.
///
/// `n_attempts` is the number of attempts so far, from 1. `chance` is a random number in 0.0..1.0, drawn for each wait.
/// Waits are spread over the whole of a growing span (full jitter), so that clients that failed together do not return
/// together.
pub fn wait_ms(kind: Kind, n_attempts: u32, lost: Lost, chance: f32) -> Option<u32> {
    if n_attempts >= kind.max_attempts() {
        return None;
    }
    let asked = match lost {
        Lost::Silence => 0,
        // The server limits calls or is temporarily down. Other errors would come back at every attempt.
        Lost::Status(429 | 502..=504, asked) => asked.unwrap_or(0),
        Lost::Status(..) => return None,
    };
    if asked > MAX_WAIT_MS {
        return None;
    }
    let span = BASE_MS.saturating_mul(1 << n_attempts.min(16));
    // Not before the requested time, and not for all clients at the same time.
    Some(asked.saturating_add((span as f32 * chance) as u32).min(MAX_WAIT_MS))
}

/// Reads a `Retry-After`: seconds, or a date in one of HTTP's three forms (RFC 9110, 10.2.3 and 5.6.7). Milliseconds
/// from `now`, 0 for the past; `None` if it has no such form.
pub fn retry_after_ms(header: &str, now: Instant) -> Option<u32> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
        // The only error possible here is a number that is too large.
        let seconds: u32 = header.parse().unwrap_or(u32::MAX);
        return Some(seconds.saturating_mul(1000));
    }
    let wait = (http_date(header)? - now).num_milliseconds();
    Some(wait.clamp(0, u32::MAX.into()) as u32)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`. Their shapes
/// differ.
fn http_date(text: &str) -> Option<Instant> {
    let (mut day, mut month, mut year, mut time) = (None, None, None, None);
    for part in text.split([' ', ',', '-']) {
        if let Some(index) = MONTHS.iter().position(|name| *name == part) {
            month = Some(index as u32 + 1);
        } else if let Ok(number) = part.parse::<u16>() {
            if day.is_none() {
                day = Some(number.into());
            } else {
                year = Some(if number < 100 { 2000 } else { 0 } + i32::from(number));
            }
        } else if part.contains(':') {
            let mut numbers = part.split(':').map(|number| number.parse().ok());
            time = NaiveTime::from_hms_opt(numbers.next()??, numbers.next()??, numbers.next()??);
        }
    }
    Some(NaiveDate::from_ymd_opt(year?, month?, day?)?.and_time(time?).and_utc())
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::value::instant;

    const KINDS: [Kind; 5] = [Kind::Read, Kind::Poll, Kind::Search, Kind::Write, Kind::Launch];

    fn lost() -> impl Strategy<Value = Lost> {
        let status = (any::<u16>(), any::<Option<u32>>()).prop_map(|(status, asked)| Lost::Status(status, asked));
        let busy = (prop::sample::select(vec![429, 502, 503, 504]), prop::option::of(0..2 * MAX_WAIT_MS))
            .prop_map(|(status, asked)| Lost::Status(status, asked));
        prop_oneof![Just(Lost::Silence), status, busy]
    }

    fn at(text: &str) -> Instant {
        instant(text).unwrap()
    }

    #[test]
    fn methods_that_change_something_are_called_once() {
        for method in ["Write", "Logon", "Logoff", "SubmitJob", "Play", "Pause", "Stop", "Unheard"] {
            assert_eq!(Kind::of(method).max_attempts(), 1, "{method}");
        }
        for method in ["ExecuteQuery", "GetUserInfo", "GetEntityIfMoreRecent"] {
            assert!(Kind::of(method).max_attempts() > 1, "{method}");
        }
    }

    #[test]
    fn heavy_reads_have_30_s_and_writes_the_limit_of_a_proxy() {
        // Contract 2.5.
        assert!(Kind::Read.limit_ms() >= 30_000);
        assert!(Kind::Write.limit_ms() >= 60_000 && Kind::Launch.limit_ms() >= 60_000);
    }

    #[test]
    fn a_call_is_not_repeated_after_a_permanent_error() {
        for status in [400, 401, 403, 404, 413, 500, 501] {
            assert_eq!(wait_ms(Kind::Read, 1, Lost::Status(status, Some(0)), 0.5), None, "{status}");
        }
        for status in [429, 502, 503, 504] {
            assert!(wait_ms(Kind::Read, 1, Lost::Status(status, None), 0.5).is_some(), "{status}");
        }
    }

    #[test]
    fn a_retry_after_is_read_in_all_of_its_forms() {
        let now = at("1994-11-06 08:49:30Z");
        // The dates are those of RFC 9110, 5.6.7.
        for (header, wait) in [
            ("120", Some(120_000)),
            (" 0 ", Some(0)),
            ("99999999999999999999", Some(u32::MAX)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7_000)),
            ("Sun Nov  6 08:49:37 1994", Some(7_000)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(u32::MAX)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("Sun, 06 Nov 1994", None),
            ("Sun, 36 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ] {
            assert_eq!(retry_after_ms(header, now), wait, "{header}");
        }
        let now = at("2026-11-06 08:49:30Z");
        assert_eq!(retry_after_ms("Friday, 06-Nov-26 08:49:37 GMT", now), Some(7_000));
    }

    proptest! {
        #[test]
        fn writes_and_launches_are_never_repeated(n in 1u32.., lost in lost(), chance in 0f32..1.0) {
            prop_assert_eq!(wait_ms(Kind::Write, n, lost, chance), None);
            prop_assert_eq!(wait_ms(Kind::Launch, n, lost, chance), None);
        }

        #[test]
        fn attempts_end(kind in prop::sample::select(&KINDS[..]), n in any::<u32>(), lost in lost(), chance in 0f32..1.0) {
            if n >= kind.max_attempts() {
                prop_assert_eq!(wait_ms(kind, n, lost, chance), None);
            }
        }

        #[test]
        fn no_wait_exceeds_the_maximum(kind in prop::sample::select(&KINDS[..]), n in any::<u32>(), lost in lost(), chance in any::<f32>()) {
            prop_assert!(wait_ms(kind, n, lost, chance).is_none_or(|wait| wait <= MAX_WAIT_MS));
        }

        #[test]
        fn no_client_returns_before_the_requested_time(n in 1u32..4, asked in any::<u32>(), chance in 0f32..1.0) {
            for status in [429, 503] {
                match wait_ms(Kind::Read, n, Lost::Status(status, Some(asked)), chance) {
                    Some(wait) => prop_assert!(wait >= asked),
                    None => prop_assert!(asked > MAX_WAIT_MS),
                }
            }
        }

        #[test]
        fn waits_are_spread_over_a_span_that_doubles(n in 1u32..4, chance in 0f32..1.0) {
            let span = 500 << n;
            let wait = wait_ms(Kind::Read, n, Lost::Silence, chance).unwrap();
            prop_assert!(wait < span);
            prop_assert!(wait.abs_diff((span as f32 * chance) as u32) <= 1);
            prop_assert_eq!(wait_ms(Kind::Read, n, Lost::Silence, 0.0), Some(0));
        }

        #[test]
        fn any_header_is_read_or_ignored(header in "[ -~é]*", millis in 0i64..4_102_444_800_000) {
            let _ = retry_after_ms(&header, chrono::DateTime::from_timestamp_millis(millis).unwrap());
        }

        #[test]
        fn the_wait_lasts_until_a_date_from_now_on(now in 0i64..4_000_000_000, seconds in 0u32..4_000_000) {
            let now = chrono::DateTime::from_timestamp(now, 0).unwrap();
            let then = now + chrono::TimeDelta::seconds(seconds.into());
            for form in ["%a, %d %b %Y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"] {
                prop_assert_eq!(retry_after_ms(&then.format(form).to_string(), now), Some(seconds * 1000));
            }
        }
    }
}
