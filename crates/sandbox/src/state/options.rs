//! How the server is set up, and why it cannot be.

use std::path::PathBuf;

/// How the sandbox is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// Directory that holds the database file; created if missing.
    pub data: PathBuf,
    /// Folder of static files to serve at `/`.
    pub app: Option<PathBuf>,
    /// Logs of the large delivery.
    pub logs: u64,
    /// Further deliveries without logs, at most [`MOST_DELIVERIES`](crate::MOST_DELIVERIES).
    pub deliveries: u64,
    pub fault_status: FaultStatus,
    /// Whether the sandbox behaves as real instances are known to (contract, section 19), not as the samples show.
    pub strict: bool,
}

/// The HTTP status of faults: servers use both (contract, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FaultStatus {
    /// 200. Adobe's client reads faults only with this status.
    #[default]
    Ok200,
    /// 500, as the SOAP standard says.
    Error500,
}

/// How time goes in the sandbox.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// How many times as fast as the machine's clock. Above 0.
    pub speed: f64,
    /// Whether `/sandbox/clock` and `/sandbox/sessions` exist, for tests.
    pub test_hooks: bool,
}

impl Default for Timing {
    fn default() -> Self {
        Self { speed: 1.0, test_hooks: false }
    }
}

/// Why the sandbox cannot work. The texts say what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("The folder {folder} cannot be created or written: {source}. Choose another one with --data.")]
    Folder { folder: PathBuf, source: std::io::Error },
    #[error(
        "The database {file} cannot be opened: {source}. Is the folder read-only? Choose another folder with --data, or \
         delete this one to begin with new data."
    )]
    Open { file: PathBuf, source: rusqlite::Error },
    #[error(
        "Another sandbox is using the folder {folder}. Stop it, or choose another folder with --data: two servers \
         cannot work on the same data."
    )]
    Taken { folder: PathBuf },
    #[error("The speed of the clock must be a number above 0. Choose another one with --speed.")]
    Speed,
    #[error("The database failed: {0}")]
    Database(#[from] rusqlite::Error),
}
