//! Typology rules. Their names are those of the contract (section 8.3) and of the documented journal. The last three
//! rules are the sandbox's own.

use super::why::{self, Why};

pub const DENYLISTED: i64 = 2001;
pub const QUARANTINE: i64 = 2002;
pub const DUPLICATE: i64 = 2003;
pub const OTHER: i64 = 2007;
pub const NO_ADDRESS: i64 = 2008;
pub const CONTROL: i64 = 2009;
pub const NO_LANGUAGE: i64 = 2010;

/// Id, name and label of every rule.
pub const ALL: [(i64, &str, &str); 10] = [
    (DENYLISTED, "denylist", "Exclusion of denylisted recipients"),
    (QUARANTINE, "quarantine", "Exclusion of addresses in quarantine"),
    (DUPLICATE, "duplicate", "Duplicate address in delivery action."),
    (2004, "deliverySize", "Check delivery size"),
    (2005, "proofSize", "Check proof target size"),
    (2006, "messageSize", "Message size validation"),
    (OTHER, "other", "Other exclusions"),
    (NO_ADDRESS, "noAddress", "Address not specified"),
    (CONTROL, "controlGroup", "Exclusion of the control group"),
    (NO_LANGUAGE, "noLanguage", "Recipients without a language"),
];

/// The rules that leave people out, in the order in which they are applied, with the reason that goes into the logs.
pub const EXCLUDING: [(i64, Why); 6] = [
    (CONTROL, why::CONTROL),
    (NO_ADDRESS, why::NO_ADDRESS),
    (DENYLISTED, why::DENIED),
    (QUARANTINE, why::IN_QUARANTINE),
    (NO_LANGUAGE, why::BY_RULE),
    (DUPLICATE, why::DOUBLE),
];

/// The label of a rule.
pub fn label(rule: i64) -> &'static str {
    ALL.iter().find(|(id, ..)| *id == rule).map_or("", |(_, _, label)| label)
}
