//! The panel: people whose numbers are in no other delivery. So an analysis always gives the same result for them.
//!
//! It is the target of every delivery that is still being edited. Each rule that leaves people out finds somebody in
//! it.

use rusqlite::{Connection, params};

use super::{phone, texts};
use crate::store::codes::{address_status, message_type};
use crate::store::why::IN_QUARANTINE;
use crate::wire::instant::DAY;

/// People of the seeds have numbers. From this number on they are members of the panel.
pub const FIRST: usize = 1_000;
/// Members of a draft's target.
const TARGET: usize = 41;

/// The members that a rule leaves out.
const WITHOUT_NUMBER: std::ops::Range<usize> = 18..20;
const DENYLISTED: std::ops::Range<usize> = 20..22;
const IN_QUARANTINE_ALREADY: std::ops::Range<usize> = 22..24;
/// They have the telephone numbers of the first two members.
const DUPLICATES: std::ops::Range<usize> = 24..26;
const WITHOUT_LANGUAGE: std::ops::Range<usize> = 26..28;
const CONTROL_GROUP: std::ops::Range<usize> = 28..29;

/// The telephone number of a member. Empty for members without one.
pub fn number(member: usize) -> String {
    if WITHOUT_NUMBER.contains(&member) {
        return String::new();
    }
    let owner = if DUPLICATES.contains(&member) { member - DUPLICATES.start } else { member };
    phone::of_panel(owner)
}

/// The id of a person of the seeds, ordinary or of the panel.
pub fn id(person: usize) -> i64 {
    person as i64 + 1
}

pub fn insert(connection: &Connection, at: i64) -> rusqlite::Result<()> {
    for member in 0..TARGET {
        let person = id(FIRST + member);
        let (first, last) = (texts::FIRST_NAMES[member % 12], texts::LAST_NAMES[member / 4 % 10]);
        let language = match member {
            member if WITHOUT_LANGUAGE.contains(&member) => "",
            member if member % 3 == 0 => "fr",
            _ => "en",
        };
        connection.execute(
            "INSERT INTO recipient VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                person,
                first,
                last,
                number(member),
                format!("panel{}@example.com", member + 1),
                language,
                DENYLISTED.contains(&member),
            ],
        )?;
    }
    let (reason, _, text) = IN_QUARANTINE;
    for member in IN_QUARANTINE_ALREADY {
        connection.execute(
            "INSERT INTO address (address, type, status, created, lastModified, lastError, errorCount, errorReason, \
             quarantineText) VALUES (?1, ?2, ?3, ?4, ?4, ?4, 1, ?5, ?6)",
            params![number(member), message_type::SMS, address_status::QUARANTINE, at - 30 * DAY, reason, text],
        )?;
    }
    Ok(())
}

/// Makes the panel a delivery's target.
pub fn target(connection: &Connection, delivery: i64) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT INTO target VALUES (?1, ?2, ?3, ?4, 0)")?;
    for member in 0..TARGET {
        insert.execute(params![delivery, member as i64, id(FIRST + member), CONTROL_GROUP.contains(&member)])?;
    }
    Ok(())
}
