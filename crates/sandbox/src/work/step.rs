//! One step of a task.

use rusqlite::Connection;

use super::delivery::Delivery;
use super::task::{self, Next, Task};
use super::{interrupt, prepare, send, subject};
use crate::store::codes::state;

/// Takes the next step of a task, dated `at`.
pub fn take(connection: &Connection, mut task: Task, at: i64) -> rusqlite::Result<()> {
    let Some(delivery) = Delivery::find(connection, task.delivery)? else {
        return task::forget(connection, task.delivery);
    };
    let next = match delivery.state {
        state::TARGETING_PENDING..=state::MESSAGE_READY => {
            let delivery = subject::of_job(connection, task.job, delivery)?;
            prepare::step(connection, &delivery, &mut task, at)?
        }
        state::START_PENDING => send::begin(connection, &delivery, at)?,
        state::STARTED | state::RETRYING => send::beat(connection, &delivery, &mut task, at)?,
        state::RETRY_PENDING => send::retry(connection, &delivery, &mut task, at)?,
        state::PAUSE_REQUESTED | state::PAUSING | state::STOP_REQUESTED | state::STOPPING => {
            interrupt::step(connection, &delivery, &mut task, at)?
        }
        // In every other state the delivery waits for an operator.
        _ => Next::Done,
    };
    task.keep(connection, next)
}
