//! One person of a target, for personalization and for previews.

use rusqlite::{Connection, OptionalExtension};

use super::delivery::Delivery;

/// The fields of a person that a text may name, with their values; empty for somebody who does not exist.
pub fn person(connection: &Connection, delivery: &Delivery, id: i64) -> rusqlite::Result<Vec<(&'static str, String)>> {
    let fields = delivery.tables.fields;
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", fields.join(", "), delivery.tables.people);
    let read =
        |row: &rusqlite::Row| (0..fields.len()).map(|index| row.get(index)).collect::<rusqlite::Result<Vec<_>>>();
    let values: Vec<String> = connection.query_row(&sql, [id], read).optional()?.unwrap_or_default();
    let values = values.into_iter().chain(std::iter::repeat(String::new()));
    Ok(fields.iter().copied().zip(values).collect())
}

/// The same fields, as [`super::message::render`] takes them.
pub fn fields<'a>(person: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    person.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
