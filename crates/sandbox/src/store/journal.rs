//! The journal of a delivery: its lines (contract 7.2), and those texts that the engine and the seeds both write.

use rusqlite::{Connection, params};

use super::codes::log_type::ERROR;

/// The analysis finds no target.
pub const NO_POPULATION: &str = "DLV-490009 You have not defined the target population of the delivery action.";
/// The sending has ended.
pub const FINISHED: &str = "DEL-430015 Delivery finished (all messages have been sent).";

/// A rule has left this many people out.
pub fn excluded(rule: &str, people: usize) -> String {
    format!("{rule} : {people} recipient(s) excluded in 0.0s.")
}

/// Writes a line. `log_type` is one of [`super::codes::log_type`]; errors have the return code of the contract's samples.
pub fn write(connection: &Connection, delivery: i64, at: i64, log_type: i64, message: &str) -> rusqlite::Result<()> {
    let return_code = if log_type == ERROR { 16_384 } else { 0 };
    connection
        .prepare_cached("INSERT INTO jobLog (logDate, logType, message, job_id, iRc) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![at, log_type, message, delivery, return_code])
        .map(|_| ())
}
