//! What becomes of each message. It depends on the person and on the delivery, not on chance or on the clock.
//!
//! Each person has a place in a delivery, which is a number in `0..1000`. The places of people whose ids follow each
//! other are spread evenly, so that even a small delivery has some of each outcome.

use crate::store::why::{self, Why};

/// The place of a log's person, as SQL over the log's columns.
pub const PLACE: &str = "((((target_id * 2654435761 + delivery_id * 2246822519) & 4294967295) * 1000) >> 32)";
/// Another place of the same person, for clicks.
pub const CLICK_PLACE: &str = "((((target_id * 2246822519 + delivery_id * 3266489917) & 4294967295) * 1000) >> 32)";

/// The places of everybody.
pub const EVERYBODY: std::ops::Range<i64> = 0..1_000;

/// The places of people who click a link of a message that they received.
pub const CLICKS_BELOW: i64 = 300;
/// The places of people who click a second time.
pub const CLICKS_AGAIN_BELOW: i64 = 100;

/// The places whose messages stay "Sent", without a receipt.
pub const STAYS_SENT: std::ops::Range<i64> = 500..700;
/// The places whose messages get a receipt of the provider only. All other messages reach the phone.
pub const TAKEN_INTO_ACCOUNT: std::ops::Range<i64> = 700..820;

/// A band of places whose messages fail.
pub struct Failing {
    pub places: std::ops::Range<i64>,
    pub why: Why,
    /// The attempt that succeeds, counted from 1. With `None` no attempt succeeds.
    pub until: Option<i64>,
}

/// Each band has its own text. Bands that succeed at a later attempt come first, the earliest attempt before the
/// others. So at each attempt all messages below a certain place succeed.
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
