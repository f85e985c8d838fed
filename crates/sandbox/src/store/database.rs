//! The database file, with one writer and some readers.
//!
//! With SQLite's write-ahead log, readers do not wait for the writer. So queries are answered while the large delivery
//! is being filled.

use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

/// The most reads at the same time. Others wait.
const READERS: usize = 4;
/// A read that takes longer is stopped, so that it does not block others for long.
const LONGEST_READ: Duration = Duration::from_secs(20);
/// How many bytes of the file are mapped into memory. With it, counts over a million index entries take half the time.
const MAPPED: i64 = 1 << 30;
/// Instructions of SQLite between two checks of the time.
const STEPS: i32 = 100_000;

/// The SQL that makes the tables where they are missing.
pub const TABLES: &str = include_str!("database.sql");

/// The SQL that makes the counts of each log where they are missing.
pub fn counts() -> String {
    ["broadLogRcp", "broadLogMember"].map(|log| include_str!("counts.sql").replace("{log}", log)).concat()
}

pub struct Store {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Store {
    /// Opens the file, and creates it if it is missing. The caller creates the tables.
    ///
    /// # Errors
    /// When SQLite cannot use the file.
    pub fn open(file: &Path) -> rusqlite::Result<Self> {
        let writer = Connection::open(file)?;
        writer.busy_timeout(Duration::from_secs(5))?;
        writer.pragma_update(None, "journal_mode", "wal")?;
        writer.pragma_update(None, "synchronous", "normal")?;
        writer.pragma_update(None, "cache_size", -32_000)?;
        // A statement that starts triggers keeps the old pages aside until it ends: in memory, not in a file.
        writer.pragma_update(None, "temp_store", "memory")?;
        // Without it a row that replaces another one would not be taken off the counts.
        writer.pragma_update(None, "recursive_triggers", true)?;
        let readers = (0..READERS)
            .map(|_| {
                let reader = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                reader.busy_timeout(Duration::from_secs(5))?;
                reader.pragma_update(None, "query_only", true)?;
                reader.pragma_update(None, "mmap_size", MAPPED)?;
                Ok(reader)
            })
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { writer: Mutex::new(writer), readers: Mutex::new(readers), returned: Condvar::new() })
    }

    /// Reads with a connection of its own.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        let lease = Lease::take(self);
        let result = lease.connection.as_ref().map(|connection| {
            let deadline = Instant::now() + LONGEST_READ;
            connection.progress_handler(STEPS, Some(move || Instant::now() > deadline));
            work(connection)
        });
        result.expect("a lease holds its connection until it is dropped")
    }

    /// Writes in one transaction. It is undone when `work` fails.
    ///
    /// # Errors
    /// Those of `work`, and SQLite's.
    pub fn write<T, E: From<rusqlite::Error>>(&self, work: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction()?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

/// A reader that was taken from the pool. It is given back even when the work panics.
struct Lease<'a> {
    store: &'a Store,
    connection: Option<Connection>,
}

impl<'a> Lease<'a> {
    fn take(store: &'a Store) -> Self {
        let mut readers = store.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match readers.pop() {
                Some(connection) => return Self { store, connection: Some(connection) },
                None => readers = store.returned.wait(readers).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut readers = self.store.readers.lock().unwrap_or_else(PoisonError::into_inner);
        readers.extend(self.connection.take());
        self.store.returned.notify_one();
    }
}
