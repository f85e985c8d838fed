//! What a sending does to the numbers that it is sent to (contract, section 12).

use rusqlite::{Connection, params};

use super::batch::{Batch, changed, just_changed};
use crate::store::codes::address_status::{self, QUARANTINE, VALID, WITH_ERRORS};
use crate::store::codes::log_status::{FAILED, SENT};
use crate::store::codes::{self, message_type};
use crate::store::why::{self, Why};

/// The address statuses that a failure does not change.
const KEPT: [i64; 3] = [address_status::DENYLISTED, QUARANTINE, address_status::ALLOWLISTED];

/// A hard failure puts the number into quarantine at once (contract, section 12).
pub fn quarantine(connection: &Connection, batch: &Batch, why: Why) -> rusqlite::Result<()> {
    let quarantined = remember(connection, batch, FAILED, why, QUARANTINE)?;
    let sql = "UPDATE delivery SET newQuarantine = newQuarantine + ?1 WHERE id = ?2";
    connection.execute(sql, params![quarantined, batch.delivery.id]).map(|_| ())
}

/// A soft failure is counted on the number, which is then "With errors" (contract, section 12).
pub fn count_error(connection: &Connection, batch: &Batch, log_status: i64, why: Why) -> rusqlite::Result<()> {
    remember(connection, batch, log_status, why, WITH_ERRORS).map(|_| ())
}

/// Gives a status to the numbers of the logs that this step gave `log_status` and `why`, and returns how many they are.
fn remember(
    connection: &Connection,
    batch: &Batch,
    log_status: i64,
    why: Why,
    address_status: i64,
) -> rusqlite::Result<usize> {
    let sql = format!(
        "INSERT INTO address (address, type, status, created, lastModified, lastError, errorCount, errorReason, \
         quarantineText, delivery_id) SELECT DISTINCT log.address, {sms}, ?7, ?3, ?3, ?3, 1, ?5, ?6, ?1 {} \
         ON CONFLICT (address, type) DO UPDATE SET status = excluded.status, errorCount = errorCount + 1, \
         lastError = excluded.lastError, lastModified = excluded.lastModified, errorReason = excluded.errorReason, \
         quarantineText = excluded.quarantineText, delivery_id = excluded.delivery_id WHERE status NOT IN ({})",
        just_changed(batch),
        codes::list(&KEPT),
        sms = message_type::SMS,
    );
    let [delivery, status, at, message] = changed(connection, batch, log_status, why)?;
    let values = params![delivery, status, at, message, why.0, why.2, address_status];
    connection.prepare_cached(&sql)?.execute(values)
}

/// A number with errors is valid again after a success (contract, section 12).
pub fn forgive(connection: &Connection, batch: &Batch) -> rusqlite::Result<()> {
    let sql = format!(
        "UPDATE address SET status = {VALID}, errorCount = 0, lastModified = ?3 \
         WHERE type = {} AND status = {WITH_ERRORS} AND address IN (SELECT log.address {})",
        message_type::SMS,
        just_changed(batch)
    );
    let values = changed(connection, batch, SENT, why::PUSHED)?;
    connection.prepare_cached(&sql)?.execute(values).map(|_| ())
}
