//! Why a message failed or an address was left out: reason, type and text, as in `nms:broadLogMsg` (contract 10.3).

use rusqlite::{Connection, OptionalExtension, params};

use super::codes::failure_reason as reason;
use super::codes::failure_type::{self, HARD, IGNORED, SOFT};

/// `failureReason`, `failureType`, text.
pub type Why = (i64, i64, &'static str);

const UNDEFINED: i64 = failure_type::UNDEFINED;

pub const PUSHED: Why = (reason::UNDEFINED, UNDEFINED, "Message to '*' pushed to the connector.");
pub const RECEIVED: Why = (reason::UNDEFINED, UNDEFINED, "SR Generic DELIVRD 000|#MESSAGE#");
pub const SILENT: Why = (reason::UNDEFINED, UNDEFINED, "");

pub const NO_ADDRESS: Why = (reason::NO_ADDRESS, HARD, "The address is not specified.");
pub const DENIED: Why = (reason::DENYLISTED, HARD, "The recipient no longer wants to be contacted.");
pub const IN_QUARANTINE: Why = (reason::QUARANTINE, HARD, "Exclusion of addresses in quarantine");
pub const DOUBLE: Why = (reason::DOUBLE, IGNORED, "Exclusion of duplicates (based on address)");
pub const BY_RULE: Why = (reason::SQL_RULE, IGNORED, "Excluded by a SQL rule");
pub const BY_ARBITRATION: Why = (reason::ARBITRATION, IGNORED, "Excluded after arbitration");
pub const CONTROL: Why = (reason::CONTROL, IGNORED, "Control address");

// Failures as receipts and connectors word them (contract, section 12).
pub const UNKNOWN_USER: Why = (reason::USER_UNKNOWN, HARD, "SR Generic UNDELIV 001|#MESSAGE#");
pub const UNKNOWN_NETWORK: Why = (reason::INVALID_DOMAIN, SOFT, "SR Generic UNKNOWN 002|#MESSAGE#");
pub const EXPIRED: Why = (reason::UNREACHABLE, SOFT, "SR Generic EXPIRED 008|#MESSAGE#");
pub const NOT_SENT: Why = (reason::UNREACHABLE, SOFT, "Error while sending messages");
pub const NO_RECEIPT: Why = (reason::UNREACHABLE, SOFT, "Error while receiving data (SR or MO)");
pub const DISABLED: Why = (reason::ACCOUNT_DISABLED, HARD, "SR Generic DELETED 004|#MESSAGE#");
pub const MAILBOX_FULL: Why = (reason::MAILBOX_FULL, SOFT, "SR Generic UNDELIV 005|#MESSAGE#");
pub const REJECTED: Why = (reason::REFUSED, HARD, "SR Generic REJECTD 020|#MESSAGE#");
pub const TOO_LONG: Why = (reason::REFUSED, SOFT, "SMS too long");

/// The id of this text in `nms:broadLogMsg`; the row is created at its first use.
pub fn id_of(connection: &Connection, why: Why) -> rusqlite::Result<i64> {
    let mut find = connection
        .prepare_cached("SELECT id FROM broadLogMsg WHERE failureReason = ?1 AND failureType = ?2 AND text = ?3")?;
    if let Some(id) = find.query_row(why, |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let (reason, kind, text) = why;
    connection.execute(
        "INSERT INTO broadLogMsg (failureReason, failureType, text, firstText) VALUES (?1, ?2, ?3, ?3)",
        params![reason, kind, text],
    )?;
    Ok(connection.last_insert_rowid())
}
