//! Jobs (contract 7.2): analyses that callers asked for, with their status and their journal lines.

use rusqlite::{Connection, OptionalExtension, params};

use super::subject;
use crate::store::codes::log_type;
use crate::store::life::ANALYSIS;
use crate::wire::fault::Cause;
use crate::wire::instant;
use crate::wire::xml::Element;

/// A job's status (contract 7.2).
pub mod status {
    pub const RUNNING: i64 = 2;
    pub const CANCELED: i64 = 4;
    pub const FINISHED: i64 = 5;
    pub const FAILED: i64 = 6;
}

/// Lines of one answer, unless the call wants fewer.
const MOST_LINES: i64 = 1_000;

/// A job that a call names.
pub struct Job {
    pub id: i64,
    pub delivery: i64,
    pub status: i64,
    pub result: String,
    first_log: i64,
    last_log: Option<i64>,
}

/// Begins a job on a delivery and returns its id.
pub fn begin(connection: &Connection, delivery: i64) -> rusqlite::Result<i64> {
    connection.execute(
        "INSERT INTO job (delivery_id, status, first_log) \
         VALUES (?1, ?2, (SELECT coalesce(max(id), 0) FROM jobLog WHERE job_id = ?1))",
        [delivery, status::RUNNING],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Ends a job that is still running; `result` is what `GetResult` returns.
pub fn end(connection: &Connection, id: i64, status: i64, result: &str) -> rusqlite::Result<()> {
    subject::forget(connection, id)?;
    connection
        .execute(
            "UPDATE job SET status = ?1, result = ?2, \
             last_log = (SELECT max(id) FROM jobLog WHERE job_id = job.delivery_id) WHERE id = ?3 AND status = ?4",
            params![status, result, id, status::RUNNING],
        )
        .map(|_| ())
}

/// The id of a job on the wire, in the form of the contract's sample.
pub fn name(id: i64) -> String {
    format!("{id}/nms:delivery@@sandbox")
}

impl Job {
    /// Finds the job of a wire id.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(connection: &Connection, name: &str) -> Result<Self, Cause> {
        let unknown = || Cause::new(format!("The job '{name}' does not exist."));
        let id: i64 = name.trim().split('/').next().unwrap_or_default().parse().map_err(|_| unknown())?;
        let found = connection
            .query_row(
                "SELECT id, delivery_id, status, result, first_log, last_log FROM job WHERE id = ?1",
                [id],
                |row| {
                    Ok(Self {
                        id: row.get(0)?,
                        delivery: row.get(1)?,
                        status: row.get(2)?,
                        result: row.get(3)?,
                        first_log: row.get(4)?,
                        last_log: row.get(5)?,
                    })
                },
            )
            .optional()?;
        found.ok_or_else(unknown)
    }

    /// What the method returned.
    ///
    /// # Errors
    /// When the job failed or has not finished.
    pub fn finished(self) -> Result<String, Cause> {
        match self.status {
            status::FINISHED => Ok(self.result),
            status::FAILED => Err(Cause::new(self.result)),
            _ => Err(Cause::new("The job has no result: it has not finished.")),
        }
    }

    /// Checks that the job was cancelled, for callers who wait for that.
    ///
    /// # Errors
    /// When it was not.
    pub fn canceled(&self) -> Result<(), Cause> {
        if self.status == status::CANCELED { Ok(()) } else { Err(Cause::new("The job was not cancelled.")) }
    }

    /// The lines after `last`, oldest first, `most` of them (0 is as many as there are).
    pub fn lines(&self, connection: &Connection, last: i64, most: i64) -> rusqlite::Result<Element> {
        lines(connection, self.delivery, last.max(self.first_log), self.last_log, most)
    }

    /// Whether a warning or an error is among the lines.
    pub fn has_warning(&self, connection: &Connection) -> rusqlite::Result<bool> {
        connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM jobLog WHERE job_id = ?1 AND id > ?2 AND id <= ?3 AND logType IN (?4, ?5))",
            params![
                self.delivery,
                self.first_log,
                self.last_log.unwrap_or(i64::MAX),
                log_type::ERROR,
                log_type::WARNING
            ],
            |row| row.get(0),
        )
    }

    /// `elemProperties`: whether there is a warning, and how far the analysis is.
    pub fn properties(&self, connection: &Connection) -> rusqlite::Result<Element> {
        let reached = match self.status {
            status::FINISHED => ANALYSIS.len(),
            _ => {
                let state: Option<i64> = connection
                    .query_row("SELECT state FROM delivery WHERE id = ?1", [self.delivery], |row| row.get(0))
                    .optional()?;
                ANALYSIS.iter().position(|step| Some(*step) == state).map_or(0, |index| index + 1)
            }
        };
        let warning = if self.has_warning(connection)? { "1" } else { "0" };
        let mut properties = Element::new("elemProperties").with("warning", warning);
        let progress = Element::new("progress").with("current", reached.to_string());
        properties.push(progress.with("max", ANALYSIS.len().to_string()));
        Ok(properties)
    }
}

/// A delivery's journal lines after the id `last`, as `elemReturnLogs` (contract 7.2 and 9.6).
pub fn lines(
    connection: &Connection,
    delivery: i64,
    last: i64,
    until: Option<i64>,
    most: i64,
) -> rusqlite::Result<Element> {
    let most = if most > 0 { most.min(MOST_LINES) } else { MOST_LINES };
    let mut find = connection.prepare_cached(
        "SELECT id, logDate, logType, message, iRc, object FROM jobLog \
         WHERE job_id = ?1 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT ?4",
    )?;
    let rows = find.query_map(params![delivery, last, until.unwrap_or(i64::MAX), most], |row| {
        let date: Option<i64> = row.get(1)?;
        Ok(Element::new("log")
            .with("iRc", row.get::<_, i64>(4)?.to_string())
            .with("id", row.get::<_, i64>(0)?.to_string())
            .with("logDate", date.map(instant::datetime).unwrap_or_default())
            .with("logType", row.get::<_, i64>(2)?.to_string())
            .with("message", row.get::<_, String>(3)?)
            .with("object", row.get::<_, String>(5)?))
    })?;
    let mut logs = Element::new("elemReturnLogs");
    for row in rows {
        logs.push(row?);
    }
    Ok(logs)
}
