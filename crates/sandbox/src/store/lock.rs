//! Lets only one server use a data folder. Two servers would both take the steps of its deliveries.

use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::Connection;

/// How long to wait for another server that is just ending.
const GRACE: Duration = Duration::from_secs(2);

/// Keeps other servers away until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    /// A transaction that is never committed, on a file of its own. The system releases SQLite's lock even when the
    /// process crashes. A lock on the database itself would keep readers out too.
    _transaction: Mutex<Connection>,
}

impl Lock {
    /// Takes the folder; `None` when another server has it.
    ///
    /// # Errors
    /// When the file of the lock cannot be used.
    pub fn take(folder: &Path) -> rusqlite::Result<Option<Self>> {
        let connection = Connection::open(folder.join("sandbox.lock"))?;
        connection.busy_timeout(GRACE)?;
        match connection.execute_batch("BEGIN EXCLUSIVE") {
            Ok(()) => Ok(Some(Self { _transaction: Mutex::new(connection) })),
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
