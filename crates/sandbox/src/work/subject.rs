//! The delivery that is analysed: as it is stored, or as a document describes it (contract 7.2 and 19.3).
//!
//! A job that was sent a document uses that document alone. What the document leaves out, the delivery does not have,
//! even if it is stored. So the document is kept until the job has ended.

use rusqlite::{Connection, OptionalExtension, params};

use super::delivery::Delivery;
use crate::wire::fault::Cause;
use crate::wire::xml::Element;

pub struct Subject {
    pub id: i64,
    document: Option<Element>,
}

impl Subject {
    /// The delivery as it is stored.
    pub fn stored(id: i64) -> Self {
        Self { id, document: None }
    }

    /// The delivery of a document.
    ///
    /// # Errors
    /// When the document does not say which delivery it is.
    pub fn sent(document: Element) -> Result<Self, Cause> {
        let id = document.attribute("id").map(str::trim).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Cause::new("The delivery has no 'id': save it before it is analysed."))?;
        let id = id.parse().map_err(|_| Cause::new("The value of 'id' is not a whole number."))?;
        Ok(Self { id, document: Some(document) })
    }

    /// The delivery that is to be analysed.
    ///
    /// # Errors
    /// As [`Delivery::sendable`].
    pub fn read(&self, connection: &Connection) -> Result<Delivery, Cause> {
        let delivery = Delivery::sendable(connection, self.id)?;
        Ok(match &self.document {
            Some(document) => as_sent(delivery, document),
            None => delivery,
        })
    }

    /// Keeps the document for the steps of its job.
    pub fn keep(&self, connection: &Connection, job: i64) -> rusqlite::Result<()> {
        let Some(document) = &self.document else { return Ok(()) };
        let sql = "INSERT INTO sentDocument VALUES (?1, ?2)";
        connection.execute(sql, params![job, document.to_string()]).map(|_| ())
    }
}

/// The delivery of a job: as in the document that the job was sent, or as it is stored when there is none.
pub fn of_job(connection: &Connection, job: i64, stored: Delivery) -> rusqlite::Result<Delivery> {
    let sql = "SELECT document FROM sentDocument WHERE job_id = ?1";
    let kept: Option<String> = connection.prepare_cached(sql)?.query_row([job], |row| row.get(0)).optional()?;
    Ok(match kept {
        Some(text) => as_sent(stored, &crate::store::memo::read(&text)),
        None => stored,
    })
}

/// Forgets the document of a job that has ended.
pub fn forget(connection: &Connection, job: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM sentDocument WHERE job_id = ?1")?.execute([job]).map(|_| ())
}

/// Text, routing and tracking are those of the document. Documents do not list people here: with a target mapping the
/// delivery is for the stored people, without one it is for nobody.
fn as_sent(stored: Delivery, document: &Element) -> Delivery {
    let mut memo = Element::new("data");
    for part in ["content", "smsParameters"] {
        document.child(part).into_iter().for_each(|part| memo.push(part.clone()));
    }
    let tracked = document.child("tracking").and_then(|tracking| tracking.attribute("enabled"));
    Delivery {
        memo,
        provider: linked(document, "deliveryProvider"),
        tracked: !matches!(tracked, Some("false" | "0")),
        has_population: linked(document, "mapping") != 0,
        ..stored
    }
}

/// The id that a document gives a link: `mapping-id="1775"` or `<mapping id="1775"/>`; 0 is none.
fn linked(document: &Element, link: &str) -> i64 {
    let own = document.attribute(&format!("{link}-id"));
    let id = own.or_else(|| document.child(link).and_then(|record| record.attribute("id")));
    id.and_then(|id| id.trim().parse().ok()).unwrap_or_default()
}
