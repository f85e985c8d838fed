//! The large delivery, DM90000: how many of its logs are there already. They are written while the server answers.

use rusqlite::{Connection, OptionalExtension};

/// The delivery's id.
pub const ID: i64 = 1_900_000;

/// The logs that are there.
pub fn present(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT value FROM setting WHERE name = 'large'";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Notes how many logs are there.
pub fn note(connection: &Connection, present: u64) -> rusqlite::Result<()> {
    connection.execute("INSERT OR REPLACE INTO setting VALUES ('large', ?1)", [present]).map(|_| ())
}

/// Whether this is the large delivery, and some of its logs are still to be written.
pub fn is_going_on(connection: &Connection, delivery: i64) -> rusqlite::Result<bool> {
    if delivery != ID {
        return Ok(false);
    }
    let sql = "SELECT toDeliver FROM delivery WHERE id = ?1";
    let wanted: u64 = connection.query_row(sql, [ID], |row| row.get(0)).optional()?.unwrap_or_default();
    Ok(present(connection)? < wanted)
}
