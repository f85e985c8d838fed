//! One server for a data folder: two would both move its deliveries on.

use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::Connection;

/// How long a server that is just ending may still hold the folder.
const GRACE: Duration = Duration::from_secs(2);

/// Holds the folder until it is dropped, or the process ends in whatever way.
#[derive(Debug)]
pub struct Lock {
    /// Never committed. SQLite's own lock, on a file of its own, is released by the system if need be; one on the database
    /// would keep its readers out too.
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
