//! A server that speaks Campaign's API on an embedded database, for trying out and for tests.
//!
//! In reading order: a request comes in through `http` and is read as a call by `soap` and `xml`; `service` finds whose
//! call it is (`session`, `operator`) and who answers: `query` for reading, `write` for changing, `schema_document` for
//! describing. Both look everything up in `schema`, read conditions with `expression`, refuse with `fault` and work on
//! `store`. `memo` is the XML inside a delivery, `instant` its dates. `seed` makes the data.
//!
//! The sandbox shares Campaign's vocabulary with the crate `campaign`, and nothing else: it reads and writes the wire
//! with code of its own, so that two independent readings of the contract check each other.

mod expression;
mod fault;
mod http;
mod instant;
mod memo;
mod operator;
mod query;
mod random;
mod schema;
mod schema_document;
mod seed;
mod service;
mod session;
mod soap;
mod store;
mod write;
mod xml;

use std::path::PathBuf;
use std::sync::Arc;

/// How the sandbox is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// Directory that holds the database file; created if missing.
    pub data: PathBuf,
    /// Folder of static files to serve at `/`.
    pub app: Option<PathBuf>,
    /// Logs of the large delivery.
    pub logs: u64,
    pub fault_status: FaultStatus,
}

/// The HTTP status of faults: servers use both (contract, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FaultStatus {
    /// 200: Adobe's client reads faults only so.
    #[default]
    Ok200,
    /// 500, as the SOAP standard has it.
    Error500,
}

/// Why the sandbox cannot work. The texts say what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("The folder {folder} cannot be created or written: {source}. Choose another one with --data.")]
    Folder { folder: PathBuf, source: std::io::Error },
    #[error(
        "The database {file} cannot be opened: {source}. Is another sandbox using it, or is the folder read-only? \
         Choose another folder with --data, or delete this one to start afresh."
    )]
    Open { file: PathBuf, source: rusqlite::Error },
    #[error("The database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

/// The server and its database. Clones share both.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<http::Shared>,
    options: Options,
}

impl Sandbox {
    /// Opens the database, or creates it with all its data but the large delivery's logs.
    ///
    /// # Errors
    /// When the folder or the file cannot be used.
    pub fn open(options: Options) -> Result<Self, Error> {
        std::fs::create_dir_all(&options.data)
            .map_err(|source| Error::Folder { folder: options.data.clone(), source })?;
        let file = options.data.join("sandbox.sqlite");
        let opened = store::Store::open(&file).and_then(|store| {
            seed::create(&store, options.logs)?;
            Ok(store)
        });
        let store = Arc::new(opened.map_err(|source| Error::Open { file, source })?);
        let shared = http::Shared { store, sessions: session::Sessions::default(), fault_status: options.fault_status };
        Ok(Self { shared: Arc::new(shared), options })
    }

    /// Fills the large delivery, or goes on filling it, in batches that let other requests through. Blocks: give it a
    /// thread. `progress` hears of logs present and logs wanted after every batch; it is safe to call again.
    ///
    /// # Errors
    /// When the database refuses a batch; what was written before stays, and a later call goes on from there.
    pub fn fill(&self, progress: impl FnMut(u64, u64)) -> Result<(), Error> {
        Ok(seed::fill(&self.shared.store, self.options.logs, progress)?)
    }

    /// Everything the sandbox answers to.
    pub fn router(&self) -> axum::Router {
        http::router(self.shared.clone(), self.options.app.as_deref())
    }
}

/// `1000000` as `1,000,000`: how the sandbox writes counts for people.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
