//! Why a message failed or an address was left out: reason, type and text, as `nms:broadLogMsg` keeps them (contract 10.3).

use rusqlite::{Connection, OptionalExtension, params};

/// `failureReason`, `failureType`, text.
pub type Why = (i64, i64, &'static str);

pub const SOFT: i64 = 1;
pub const HARD: i64 = 2;
const IGNORED: i64 = 3;

pub const PUSHED: Why = (0, 0, "Message to '*' pushed to the connector.");
pub const RECEIVED: Why = (0, 0, "SR Generic DELIVRD 000|#MESSAGE#");
pub const SILENT: Why = (0, 0, "");
pub const DENIED: Why = (8, HARD, "The recipient no longer wants to be contacted.");
pub const DOUBLE: Why = (10, IGNORED, "Exclusion of duplicates (based on address)");
pub const IN_QUARANTINE: Why = (9, HARD, "Exclusion of addresses in quarantine");
pub const NO_ADDRESS: Why = (7, HARD, "The address is not specified.");
pub const BY_RULE: Why = (11, IGNORED, "Excluded by a SQL rule");
pub const CONTROL: Why = (127, IGNORED, "Control address");

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
