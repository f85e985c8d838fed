//! A batch of a sending: logs that change together.

use rusqlite::{Connection, params};

use super::delivery::Delivery;
use super::outcome::PLACE;
use crate::store::codes::log_status::SENT_TO_PROVIDER;
use crate::store::why::{self, Why};

/// Logs of a delivery by id, above `after` and up to `to`, and the instant at which they change.
pub struct Batch<'a> {
    pub delivery: &'a Delivery,
    pub after: i64,
    pub to: i64,
    pub at: i64,
}

impl Batch<'_> {
    /// Sets status and text of those logs on their way to the provider whose person has one of the `places`. With the
    /// index by id most of a batch is found fast, with the index by status a small rest of it.
    pub fn change(
        &self,
        connection: &Connection,
        to: i64,
        why: Why,
        places: &std::ops::Range<i64>,
        index: &str,
    ) -> rusqlite::Result<i64> {
        let sql = format!(
            "UPDATE {} INDEXED BY {index} SET status = ?1, msg_id = ?2, lastModified = ?3 WHERE delivery_id = ?4 \
             AND id > ?5 AND id <= ?6 AND status = {SENT_TO_PROVIDER} AND {PLACE} >= ?7 AND {PLACE} < ?8",
            self.delivery.tables.logs
        );
        let message = why::id_of(connection, why)?;
        let (start, end) = (places.start, places.end);
        let values = params![to, message, self.at, self.delivery.id, self.after, self.to, start, end];
        Ok(connection.prepare_cached(&sql)?.execute(values)? as i64)
    }
}

/// The end of a SELECT from `log`: the logs to which this step gave a status and a text. [`changed`] has its values.
pub fn just_changed(batch: &Batch) -> String {
    let tables = batch.delivery.tables;
    format!(
        "FROM {} AS log INDEXED BY {} WHERE log.delivery_id = ?1 AND log.status = ?2 AND log.lastModified = ?3 \
         AND log.msg_id = ?4",
        tables.logs, tables.logs_by_status
    )
}

/// The values that [`just_changed`] takes.
pub fn changed(connection: &Connection, batch: &Batch, status: i64, why: Why) -> rusqlite::Result<[i64; 4]> {
    Ok([batch.delivery.id, status, batch.at, why::id_of(connection, why)?])
}
