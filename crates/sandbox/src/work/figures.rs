//! `RecomputeStats` (contract 7.1): counts indicators again from logs.

use rusqlite::{Connection, params};

use super::delivery::Delivery;
use crate::store::codes::{self, failure_reason, failure_type, log_status};
use crate::store::schema::OPENING_PIXEL;

/// What is to be counted, as the bits of `dirtyFlags`.
const TRACKING: i64 = 1;
const ERRORS: i64 = 2;
const RESET_TRACKING: i64 = 4;
const COUNTERS: i64 = 8;
/// All of them.
pub const FLAGS: std::ops::RangeInclusive<i64> = 0..=(TRACKING | ERRORS | RESET_TRACKING | COUNTERS);

/// Counts again. A delivery whose logs were purged keeps its figures, because there is nothing to count.
pub fn recompute(connection: &Connection, delivery: &Delivery, flags: i64, at: i64) -> rusqlite::Result<()> {
    let tables = delivery.tables;
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE delivery_id = ?1)", tables.logs);
    let has_logs: bool = connection.query_row(&sql, [delivery.id], |row| row.get(0))?;
    if !has_logs {
        return Ok(());
    }
    if flags & COUNTERS != 0 {
        let sql = format!(
            "UPDATE delivery SET (success, error, processed) = (SELECT total(status IN ({})), total(status = {}), \
             total(status IN ({})) FROM {} WHERE delivery_id = ?1) WHERE id = ?1",
            codes::list(&log_status::SUCCESSES),
            log_status::FAILED,
            codes::list(&log_status::PROCESSED),
            tables.logs,
        );
        connection.execute(&sql, [delivery.id])?;
    }
    if flags & ERRORS != 0 {
        let columns = failure_reason::INDICATORS.map(|(_, column)| column).join(", ");
        let counts = failure_reason::INDICATORS
            .map(|(reason, _)| format!("total(status = {} AND failureReason = {reason})", log_status::FAILED))
            .join(", ");
        let sql = format!(
            "UPDATE delivery SET lastErrorComputation = ?2, (errorPending, {columns}) = \
             (SELECT total(status = {} AND failureType = {}), {counts} FROM {} AS log \
             JOIN broadLogMsg AS msg ON msg.id = log.msg_id WHERE log.delivery_id = ?1) WHERE id = ?1",
            log_status::PENDING,
            failure_type::SOFT,
            tables.logs,
        );
        connection.execute(&sql, params![delivery.id, at])?;
    }
    if flags & (TRACKING | RESET_TRACKING) != 0 {
        // To load the opening pixel is no click.
        let sql = format!(
            "UPDATE delivery SET lastTrackingComputation = ?2, (recipientClick, personClick, totalRecipientClick) = \
             (SELECT count(DISTINCT broadLog_id), count(DISTINCT target_id), count(*) FROM {} \
             WHERE delivery_id = ?1 AND url_id <> {OPENING_PIXEL}) WHERE id = ?1",
            tables.tracking
        );
        connection.execute(&sql, params![delivery.id, at])?;
    }
    Ok(())
}
