//! Pause and Stop (contract 7.3): 71 → 72 → 75, and 81 → 82 → 85, which is final.
//!
//! Messages on their way to the provider get their result first, so that the state of each message is known.

use rusqlite::{Connection, params};

use super::delivery::Delivery;
use super::send;
use super::task::{Next, Task};
use crate::store::codes::{self, log_status, state};

/// Milliseconds from one state to the next.
const STEP: i64 = 500;

/// Asks for a pause.
pub fn pause(connection: &Connection, delivery: &Delivery, who: &str, at: i64) -> rusqlite::Result<Next> {
    delivery.say(connection, at, &format!("Pause requested by operator '{who}'."))?;
    delivery.set_state(connection, state::PAUSE_REQUESTED, at)?;
    Ok(Next::At(at + STEP))
}

/// Asks for a stop.
pub fn stop(connection: &Connection, delivery: &Delivery, who: &str, at: i64) -> rusqlite::Result<Next> {
    delivery.warn(connection, at, &format!("Stop requested by operator '{who}'."))?;
    delivery.set_state(connection, state::STOP_REQUESTED, at)?;
    Ok(Next::At(at + STEP))
}

/// One step of a pause or of a stop.
pub fn step(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<Next> {
    send::settle(connection, delivery, task, at)?;
    match delivery.state {
        state::PAUSE_REQUESTED => {
            delivery.set_state(connection, state::PAUSING, at)?;
            Ok(Next::At(at + STEP))
        }
        state::PAUSING => {
            delivery.say(connection, at, "Delivery paused.")?;
            connection.execute("UPDATE delivery SET nextPassDate = NULL WHERE id = ?1", [delivery.id])?;
            delivery.set_state(connection, state::PAUSED, at)?;
            Ok(Next::Never)
        }
        state::STOP_REQUESTED => {
            delivery.set_state(connection, state::STOPPING, at)?;
            Ok(Next::At(at + STEP))
        }
        _ => cancel(connection, delivery, at),
    }
}

/// Cancels the messages that were not sent.
fn cancel(connection: &Connection, delivery: &Delivery, at: i64) -> rusqlite::Result<Next> {
    let sql = format!(
        "UPDATE {} SET status = {}, lastModified = ?1 WHERE delivery_id = ?2 AND status IN ({}, {})",
        delivery.tables.logs,
        log_status::CANCELED,
        log_status::PENDING,
        codes::list(&log_status::ON_THE_WAY),
    );
    let canceled = connection.execute(&sql, params![at, delivery.id])?;
    delivery.warn(connection, at, &format!("Delivery stopped ({canceled} message(s) canceled)."))?;
    connection.execute(
        "UPDATE delivery SET broadEndDate = ?1, nextPassDate = NULL, errorPending = 0 WHERE id = ?2",
        [at, delivery.id],
    )?;
    delivery.set_state(connection, state::STOPPED, at)?;
    Ok(Next::Done)
}
