//! The engine follows the clock and takes every step when it is due.
//!
//! A step is dated with the instant at which it was due: the same calls at the same instants give the same data, however
//! late the engine gets to it. Deliveries of the seeds have no task and stay as they are until an operator does something.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::OptionalExtension;

use super::clock::{Clock, Setting};
use super::step;
use super::task::Task;
use crate::store::database::Store;
use crate::wire::instant;

/// The longest sleep of the engine. A step that falls due while it sleeps is late by no more than that.
const NAP: Duration = Duration::from_millis(500);
/// The shortest sleep, so that a fast clock does not keep the processor busy.
const BLINK: Duration = Duration::from_millis(5);

pub struct Engine {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    /// It rings when there may be something to do sooner than expected.
    bell: (Mutex<bool>, Condvar),
}

impl Engine {
    /// Continues where an earlier engine stopped. Steps that fell due in between happen now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn new(store: Arc<Store>, speed: f64) -> rusqlite::Result<Self> {
        let now = store.write(|connection| {
            let sql = "SELECT value FROM setting WHERE name = 'clock'";
            let last: Option<i64> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
            let now = instant::now().max(last.unwrap_or_default());
            connection.execute("UPDATE task SET due = ?1 WHERE due < ?1", [now])?;
            Ok::<_, rusqlite::Error>(now)
        })?;
        Ok(Self { store, clock: Clock::new(now, speed), bell: (Mutex::new(false), Condvar::new()) })
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Changes the clock, then does what has fallen due.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_clock(&self, setting: Setting) -> rusqlite::Result<()> {
        self.clock.set(setting);
        self.catch_up()?;
        self.ring();
        Ok(())
    }

    /// Does everything that has fallen due, in the order of its instants.
    ///
    /// # Errors
    /// Those of the database; what was done before is kept.
    pub fn catch_up(&self) -> rusqlite::Result<()> {
        while self.step()? {}
        Ok(())
    }

    /// Takes the steps that are due. Then it sleeps until the next step is due or the bell rings, but not longer than a
    /// nap.
    ///
    /// # Errors
    /// Those of the database.
    pub fn work_and_wait(&self) -> rusqlite::Result<()> {
        self.catch_up()?;
        let due: Option<i64> =
            self.store.read(|connection| connection.query_row("SELECT min(due) FROM task", [], |row| row.get(0)))?;
        let clock = self.clock.read();
        let wait = match due.filter(|_| !clock.frozen) {
            Some(due) => Duration::from_secs_f64(((due - clock.now).max(0) as f64 / 1_000.0 / clock.speed).min(1e6)),
            None => NAP,
        };
        let rung = self.bell.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = wait.clamp(BLINK, NAP);
        let woken = self.bell.1.wait_timeout_while(rung, wait, |rung| !*rung).unwrap_or_else(PoisonError::into_inner);
        let (mut rung, _) = woken;
        *rung = false;
        Ok(())
    }

    /// Wakes the engine: there may be something to do.
    pub(super) fn ring(&self) {
        *self.bell.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.1.notify_all();
    }

    /// One step of the delivery that is due first; `false` when none is.
    pub(super) fn step(&self) -> rusqlite::Result<bool> {
        let now = self.clock.now();
        // A reader looks first, so that others can use the writer when nothing is due.
        let is_due = self.store.read(|connection| Task::due(connection, now).map(|task| task.is_some()))?;
        if !is_due {
            return Ok(false);
        }
        self.store.write(|connection| {
            let Some(task) = Task::due(connection, now)? else { return Ok(false) };
            let at = task.due.unwrap_or(now);
            step::take(connection, task, at)?;
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('clock', ?1)", [at])?;
            Ok(true)
        })
    }
}
