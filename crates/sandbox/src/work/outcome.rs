//! What becomes of each message: decided by who gets it and which delivery it is, never by chance or by the clock.
//!
//! A person's place in a delivery is a number in `0..1000`, spread evenly over people whose ids follow each other, so
//! that even a small delivery has some of everything.

use crate::store::why::{self, Why};

/// The place of a log's person, as SQL over the log's columns.
pub const PLACE: &str = "((((target_id * 2654435761 + delivery_id * 2246822519) & 4294967295) * 1000) >> 32)";
/// Another place of the same person, for clicks.
pub const CLICK_PLACE: &str = "((((target_id * 2246822519 + delivery_id * 3266489917) & 4294967295) * 1000) >> 32)";

/// The places of everybody.
pub const EVERYBODY: std::ops::Range<i64> = 0..1_000;

/// Places of people who click a link of a message they received.
pub const CLICKS_BELOW: i64 = 300;
/// Those of them who click a second time.
pub const CLICKS_AGAIN_BELOW: i64 = 100;

/// Of what was sent, these places get no receipt, and these only the provider's; all others are on the phone.
pub const STAYS_SENT: std::ops::Range<i64> = 500..700;
pub const TAKEN_INTO_ACCOUNT: std::ops::Range<i64> = 700..820;

/// A band of places whose messages fail.
pub struct Failing {
    pub places: std::ops::Range<i64>,
    pub why: Why,
    /// The attempt that succeeds, counted from 1; `None` never does.
    pub until: Option<i64>,
}

/// Each band has a text of its own. Bands that succeed at a later attempt come first, those that succeed sooner before
/// those that succeed later: so what succeeds is always everything below a place.
pub const FAILING: [Failing; 8] = [
    Failing { places: 820..860, why: why::EXPIRED, until: Some(2) },
    Failing { places: 860..890, why: why::MAILBOX_FULL, until: Some(2) },
    Failing { places: 890..930, why: why::NOT_SENT, until: Some(3) },
    Failing { places: 930..940, why: why::NO_RECEIPT, until: None },
    Failing { places: 940..950, why: why::UNKNOWN_NETWORK, until: None },
    Failing { places: 950..975, why: why::UNKNOWN_USER, until: None },
    Failing { places: 975..990, why: why::REJECTED, until: None },
    Failing { places: 990..1000, why: why::DISABLED, until: None },
];

impl Failing {
    /// Whether its messages fail at this attempt.
    pub fn at(&self, attempt: i64) -> bool {
        self.until.is_none_or(|until| attempt < until)
    }
}
