//! What operators ask of the engine: to analyse, to send, to pause and stop, and to say how far it is.

use rusqlite::{Connection, OptionalExtension};

use super::delivery::Delivery;
use super::engine::Engine;
use super::job::{self, Job};
use super::subject::Subject;
use super::task::{Goal, Next, Task};
use super::{figures, interrupt, prepare, proof, send, step};
use crate::store::codes::state;
use crate::store::life::{ANALYSABLE, PAUSABLE, STOPPABLE};
use crate::store::operator::{Operator, Right};
use crate::wire::fault::Cause;
use crate::wire::xml::Element;

/// What an operator may do with a delivery that is ready or being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Play,
    Pause,
    Stop,
}

impl Engine {
    /// Starts an analysis and returns its job's id.
    ///
    /// # Errors
    /// When the operator may not do this, the delivery cannot be sent, or its state does not allow it.
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
                step::take(connection, task, now)?;
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
    /// When the operator may not do this, or the delivery's state does not allow it. Nothing changes then.
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

    /// Cancels a job: ends an analysis, or stops a sending.
    ///
    /// # Errors
    /// When the job is unknown, the operator may not do this, or there is nothing left to cancel.
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

    /// Counts indicators again (`RecomputeStats`).
    ///
    /// # Errors
    /// When the operator may not do this, the delivery does not exist, or the flags are not valid.
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
