//! What becomes of each message: decided by who gets it and which delivery it is, never by chance or by the clock.
//!
//! A person's place in a delivery is a number in `0..1000`, spread evenly over people whose ids follow each other, so
//! that even a small delivery has some of everything.

use crate::why::{HARD, PUSHED, RECEIVED, SOFT, Why};

/// The place of a log's person, as SQL over the log's columns.
pub const PLACE: &str = "((((target_id * 2654435761 + delivery_id * 2246822519) & 4294967295) * 1000) >> 32)";
/// Another place of the same person, for clicks.
pub const CLICK_PLACE: &str = "((((target_id * 2246822519 + delivery_id * 3266489917) & 4294967295) * 1000) >> 32)";

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

/// Failures as connectors and receipts word them (contract, section 12), each band with a text of its own. Those that
/// succeed at a later attempt come first, the earlier the sooner: so what succeeds is always everything below a place.
pub const FAILING: [Failing; 8] = [
    Failing { places: 820..860, why: (3, SOFT, "SR Generic EXPIRED 008|#MESSAGE#"), until: Some(2) },
    Failing { places: 860..890, why: (5, SOFT, "SR Generic UNDELIV 005|#MESSAGE#"), until: Some(2) },
    Failing { places: 890..930, why: (3, SOFT, "Error while sending messages"), until: Some(3) },
    Failing { places: 930..940, why: (3, SOFT, "Error while receiving data (SR or MO)"), until: None },
    Failing { places: 940..950, why: (2, SOFT, "SR Generic UNKNOWN 002|#MESSAGE#"), until: None },
    Failing { places: 950..975, why: (1, HARD, "SR Generic UNDELIV 001|#MESSAGE#"), until: None },
    Failing { places: 975..990, why: (20, HARD, "SR Generic REJECTD 020|#MESSAGE#"), until: None },
    Failing { places: 990..1000, why: (4, HARD, "SR Generic DELETED 004|#MESSAGE#"), until: None },
];

/// Every message of a delivery whose text takes more parts than it may (contract, section 13).
pub const TOO_LONG: Why = (20, SOFT, "SMS too long");

/// The text of a message that the provider took.
pub const SENT: Why = PUSHED;
/// The text of one that the phone has.
pub const ON_PHONE: Why = RECEIVED;

impl Failing {
    /// Whether its messages fail at this attempt.
    pub fn at(&self, attempt: i64) -> bool {
        self.until.is_none_or(|until| attempt < until)
    }
}
