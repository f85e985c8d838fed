//! What the engine has to do with one delivery, and when.

use rusqlite::{Connection, OptionalExtension, Row, params};

/// How far an analysis goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// `PrepareTarget`: until the target is ready, 15.
    Target,
    /// `Prepare` and `PrepareMessage`: until the delivery is ready, 45.
    Ready,
    /// `PrepareAndStart`: on into the sending.
    Start,
}

/// The row of a delivery in `task`.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    pub delivery: i64,
    pub due: Option<i64>,
    pub goal: Goal,
    /// The job of a running analysis; 0 is none.
    pub job: i64,
    /// Who asked for it.
    pub operator: i64,
    /// The current attempt, counted from 1.
    pub pass: i64,
    /// Within this pass: the last log handed to the provider, the last one acknowledged, the last one with a receipt.
    pub sent_to: i64,
    pub acknowledged_to: i64,
    pub received_to: i64,
}

/// When the engine looks at a task again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Milliseconds since 1970.
    At(i64),
    /// When an operator asks for it.
    Never,
    /// There is nothing left to do.
    Done,
}

const COLUMNS: &str = "delivery_id, due, goal, job_id, operator_id, pass, sent_to, acknowledged_to, received_to";

impl Task {
    pub fn new(delivery: i64, operator: i64) -> Self {
        Self {
            delivery,
            due: None,
            goal: Goal::Ready,
            job: 0,
            operator,
            pass: 1,
            sent_to: 0,
            acknowledged_to: 0,
            received_to: 0,
        }
    }

    /// The task of a delivery.
    pub fn find(connection: &Connection, delivery: i64) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM task WHERE delivery_id = ?1");
        connection.prepare_cached(&sql)?.query_row([delivery], Self::read).optional()
    }

    /// The first task that is due at `now`; the delivery's id decides between two.
    pub fn due(connection: &Connection, now: i64) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM task WHERE due <= ?1 ORDER BY due, delivery_id LIMIT 1");
        connection.prepare_cached(&sql)?.query_row([now], Self::read).optional()
    }

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            delivery: row.get(0)?,
            due: row.get(1)?,
            goal: match row.get::<_, i64>(2)? {
                0 => Goal::Target,
                1 => Goal::Ready,
                _ => Goal::Start,
            },
            job: row.get(3)?,
            operator: row.get(4)?,
            pass: row.get(5)?,
            sent_to: row.get(6)?,
            acknowledged_to: row.get(7)?,
            received_to: row.get(8)?,
        })
    }

    /// Keeps the task for its next step, or forgets it.
    pub fn keep(&self, connection: &Connection, next: Next) -> rusqlite::Result<()> {
        let due = match next {
            Next::At(due) => Some(due),
            Next::Never => None,
            Next::Done => return forget(connection, self.delivery),
        };
        let sql = format!("INSERT OR REPLACE INTO task ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        connection
            .prepare_cached(&sql)?
            .execute(params![
                self.delivery,
                due,
                self.goal as i64,
                self.job,
                self.operator,
                self.pass,
                self.sent_to,
                self.acknowledged_to,
                self.received_to,
            ])
            .map(|_| ())
    }

    /// Whether everything that was sent in this pass has its receipt.
    pub fn is_settled(&self) -> bool {
        self.received_to == self.sent_to
    }

    /// Begins another pass over the logs.
    pub fn begin_pass(&mut self, pass: i64) {
        (self.pass, self.sent_to, self.acknowledged_to, self.received_to) = (pass, 0, 0, 0);
    }
}

/// Nothing is left to do with this delivery.
pub fn forget(connection: &Connection, delivery: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM task WHERE delivery_id = ?1")?.execute([delivery]).map(|_| ())
}
