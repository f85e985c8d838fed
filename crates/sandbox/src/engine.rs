//! The engine: what happens to deliveries as time goes by (contract 7.3).
//!
//! A delivery that is being analysed or sent has a row in `task`, with the instant at which it goes on. A step is one
//! transaction, dated with that instant: the same calls at the same instants give the same data, however late the
//! engine gets to it. Deliveries of the data have no task and stay as they are until an operator does something.
//!
//! [`prepare`] is the analysis of a [`subject`], [`send`] the sending, [`interrupt`] Pause and Stop; [`outcome`] decides what
//! becomes of a message, [`figures`] counts anew, [`job`] is the analysis as its caller sees it.

mod delivery;
mod figures;
mod interrupt;
mod job;
#[cfg(test)]
mod laws;
mod outcome;
mod prepare;
mod preview;
mod proof;
mod send;
mod subject;
mod task;

pub use delivery::Delivery;
pub use job::Job;
pub use preview::{fields, person};
pub use subject::Subject;
pub use task::Goal;

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use crate::clock::{Clock, Setting};
use crate::codes::state;
use crate::fault::Cause;
use crate::instant;
use crate::life::{ANALYSABLE, PAUSABLE, STOPPABLE};
use crate::operator::{OPERATORS, Operator, Right};
use crate::store::Store;
use crate::xml::Element;
use task::{Next, Task};

/// The longest that the engine sleeps: a step that fell due unannounced is that late at most.
const NAP: Duration = Duration::from_millis(500);
/// The shortest, so that a fast clock does not turn waiting into work.
const BLINK: Duration = Duration::from_millis(5);

pub struct Engine {
    store: Arc<Store>,
    clock: Clock,
    /// Rung when there may be something to do sooner than expected.
    bell: (Mutex<bool>, Condvar),
}

/// What an operator may do to a delivery in its sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Play,
    Pause,
    Stop,
}

impl Engine {
    /// Goes on where an earlier engine stopped: what fell due in between happens now, not in the past.
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

    /// Does what is due, then sleeps until there is more, or the bell rings, or a nap is over.
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

    fn ring(&self) {
        *self.bell.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.1.notify_all();
    }

    /// One step of the delivery that is due first; `false` when none is.
    fn step(&self) -> rusqlite::Result<bool> {
        let now = self.clock.now();
        // Looking is for readers: the writer is not kept from others for nothing.
        let is_due = self.store.read(|connection| Task::due(connection, now).map(|task| task.is_some()))?;
        if !is_due {
            return Ok(false);
        }
        self.store.write(|connection| {
            let Some(task) = Task::due(connection, now)? else { return Ok(false) };
            let at = task.due.unwrap_or(now);
            step_of(connection, task, at)?;
            connection.execute("INSERT OR REPLACE INTO setting VALUES ('clock', ?1)", [at])?;
            Ok(true)
        })
    }

    /// Starts an analysis and returns its job's id.
    ///
    /// # Errors
    /// When the operator may not, the delivery is none that can be sent, or its state does not allow it.
    pub fn prepare(&self, operator: &Operator, subject: &Subject, goal: Goal) -> Result<i64, Cause> {
        operator.require(Right::Prepare)?;
        if goal == Goal::Start {
            operator.require(Right::Start)?;
        }
        let at = self.clock.now();
        let job = self.store.write(|connection| {
            let delivery = subject.read(connection)?;
            is_analysable(connection, &delivery)?;
            let job = prepare::begin(connection, &delivery, goal, operator.id, at)?;
            subject.keep(connection, job)?;
            Ok::<_, Cause>(job)
        })?;
        self.ring();
        Ok(job)
    }

    /// Makes the messages for a target that is ready, and returns the job's id.
    ///
    /// # Errors
    /// As [`Engine::prepare`].
    pub fn prepare_message(&self, operator: &Operator, subject: &Subject) -> Result<i64, Cause> {
        operator.require(Right::Prepare)?;
        let at = self.clock.now();
        let job = self.store.write(|connection| {
            let delivery = subject.read(connection)?;
            let is_resting = Task::find(connection, delivery.id)?.is_none();
            if delivery.state != state::TARGET_READY || !is_resting {
                let only = "Its messages are prepared once its target is ready";
                return Err(delivery.wrong_state("has no target to personalize", only));
            }
            let job = prepare::go_on(connection, &delivery, operator.id, at)?;
            subject.keep(connection, job)?;
            Ok(job)
        })?;
        self.ring();
        Ok(job)
    }

    /// Makes a proof of a delivery, prepares it, and sends it if `start`; returns the job's id.
    ///
    /// # Errors
    /// As [`Engine::prepare`].
    pub fn prepare_proof(&self, operator: &Operator, subject: &Subject, start: bool) -> Result<i64, Cause> {
        operator.require(Right::Prepare)?;
        if start {
            operator.require(Right::Start)?;
        }
        let goal = if start { Goal::Start } else { Goal::Ready };
        let at = self.clock.now();
        let job = self.store.write(|connection| {
            let delivery = subject.read(connection)?;
            is_analysable(connection, &delivery)?;
            let proof = proof::make(connection, &delivery, operator.id, at)?;
            Ok::<_, Cause>(prepare::begin(connection, &proof, goal, operator.id, at)?)
        })?;
        self.ring();
        Ok(job)
    }

    /// Does the whole analysis of a job now, for those who wait for it (`Execute`).
    ///
    /// # Errors
    /// Those of the database.
    pub fn finish_analysis(&self, job: i64) -> Result<(), Cause> {
        let now = self.clock.now();
        loop {
            let went_on = self.store.write(|connection| {
                let sql = "SELECT delivery_id FROM task WHERE job_id = ?1";
                let delivery: Option<i64> = connection.query_row(sql, [job], |row| row.get(0)).optional()?;
                let task = delivery.map(|delivery| Task::find(connection, delivery)).transpose()?.flatten();
                let Some(task) = task else { return Ok(false) };
                step_of(connection, task, now)?;
                Ok::<_, Cause>(true)
            })?;
            if !went_on {
                return Ok(());
            }
        }
    }

    /// Play, Pause or Stop; returns the state right after.
    ///
    /// # Errors
    /// When the operator may not, or the delivery's state does not allow it: nothing changes then.
    pub fn command(&self, operator: &Operator, id: i64, command: Command) -> Result<i64, Cause> {
        operator.require(Right::Start)?;
        let at = self.clock.now();
        let state = self.store.write(|connection| {
            let delivery = Delivery::sendable(connection, id)?;
            let known = Task::find(connection, id)?;
            let mut task = known.unwrap_or_else(|| Task::new(id, operator.id));
            task.operator = operator.id;
            let who = operator.compute_string();
            let next = match command {
                Command::Play => play(connection, &delivery, &mut task, at)?,
                Command::Pause if PAUSABLE.contains(&delivery.state) => {
                    interrupt::pause(connection, &delivery, &who, at)?
                }
                Command::Pause => {
                    return Err(delivery.wrong_state("cannot be paused", "Only a delivery in progress can"));
                }
                Command::Stop if STOPPABLE.contains(&delivery.state) => {
                    interrupt::stop(connection, &delivery, &who, at)?
                }
                Command::Stop => {
                    return Err(delivery.wrong_state("cannot be stopped", "Only a delivery that was started can"));
                }
            };
            task.keep(connection, next)?;
            let sql = "UPDATE delivery SET modifiedBy_id = ?1 WHERE id = ?2 RETURNING state";
            Ok::<i64, Cause>(connection.query_row(sql, [operator.id, id], |row| row.get(0))?)
        })?;
        self.ring();
        Ok(state)
    }

    /// Cancels a job: an analysis is given up, a sending is stopped.
    ///
    /// # Errors
    /// When the job is unknown, the operator may not, or there is nothing to cancel any more.
    pub fn cancel_job(&self, operator: &Operator, name: &str) -> Result<(), Cause> {
        let at = self.clock.now();
        let job = self.job(name)?;
        if job.status != job::status::RUNNING {
            return self.command(operator, job.delivery, Command::Stop).map(|_| ());
        }
        operator.require(Right::Prepare)?;
        self.store.write(|connection| {
            let delivery = Delivery::existing(connection, job.delivery)?;
            match Task::find(connection, job.delivery)?.filter(|task| task.job == job.id) {
                Some(task) => Ok(prepare::cancel(connection, &delivery, &task, &operator.compute_string(), at)?),
                None => Err(delivery.refuse("is not being analysed any more")),
            }
        })
    }

    /// Pauses the sending of a job's delivery.
    ///
    /// # Errors
    /// As [`Engine::command`]: an analysis can be cancelled, but not paused.
    pub fn pause_job(&self, operator: &Operator, name: &str) -> Result<(), Cause> {
        let job = self.job(name)?;
        self.command(operator, job.delivery, Command::Pause).map(|_| ())
    }

    /// A job by the id of the wire.
    ///
    /// # Errors
    /// When there is none.
    pub fn job(&self, name: &str) -> Result<Job, Cause> {
        self.store.read(|connection| Job::find(connection, name))
    }

    /// Counts indicators anew (`RecomputeStats`).
    ///
    /// # Errors
    /// When the operator may not, the delivery does not exist, or the flags are none.
    pub fn recompute(&self, operator: &Operator, id: i64, flags: i64) -> Result<(), Cause> {
        operator.require(Right::Prepare)?;
        if !figures::FLAGS.contains(&flags) {
            return Err(Cause::new(format!("The value of 'dirtyFlags' is not a sum of 1, 2, 4 and 8: {flags}.")));
        }
        let at = self.clock.now();
        self.store.write(|connection| {
            let delivery = Delivery::existing(connection, id)?;
            Ok(figures::recompute(connection, &delivery, flags, at)?)
        })
    }

    /// The state of a delivery, and its journal lines after the id `last` (`GetDlStatusAndLogs`).
    ///
    /// # Errors
    /// When the delivery does not exist.
    pub fn status_and_logs(&self, id: i64, last: i64) -> Result<(i64, Element), Cause> {
        self.store.read(|connection| {
            let delivery = Delivery::existing(connection, id)?;
            Ok((delivery.state, job::lines(connection, id, last, None, 0)?))
        })
    }
}

/// The id of a job as it goes over the wire.
pub fn job_name(id: i64) -> String {
    job::name(id)
}

fn is_analysable(connection: &Connection, delivery: &Delivery) -> Result<(), Cause> {
    if ANALYSABLE.contains(&delivery.state) && Task::find(connection, delivery.id)?.is_none() {
        return Ok(());
    }
    let why = if delivery.state < state::READY { "Wait until its analysis has ended" } else { "It has been started" };
    Err(delivery.wrong_state("cannot be analysed", why))
}

fn play(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> Result<Next, Cause> {
    match delivery.state {
        state::READY => Ok(send::start(connection, delivery, task, at)?),
        state::PAUSED => Ok(send::resume(connection, delivery, task, at)?),
        _ => Err(delivery.wrong_state("cannot be started", "Only a delivery that is ready or paused can")),
    }
}

/// One step of a task, dated `at`.
fn step_of(connection: &Connection, mut task: Task, at: i64) -> rusqlite::Result<()> {
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
        // No other state goes on by itself: the engine lets go of the delivery.
        _ => Next::Done,
    };
    task.keep(connection, next)
}

/// `Administrator (admin)`, for the journal.
fn operator_name(connection: &Connection, id: i64) -> rusqlite::Result<String> {
    if let Some(operator) = OPERATORS.iter().find(|operator| operator.id == id) {
        return Ok(operator.compute_string());
    }
    let sql = "SELECT label || ' (' || name || ')' FROM operator WHERE id = ?1";
    Ok(connection.query_row(sql, params![id], |row| row.get(0)).optional()?.unwrap_or_default())
}
