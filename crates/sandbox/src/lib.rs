//! A server that speaks Campaign's API on an embedded database, for trying out and for tests.
//!
//! In reading order: a request comes in through `serve` and `http` and is read as a call by `soap` and `xml`; `service`
//! finds whose call it is (`session`, `operator`) and who answers: `query` for reading, `write` for changing, `methods` for
//! launching and following, `schema_document` for describing. They look everything up in `schema`, read conditions with
//! `expression`, refuse with `fault` and work on `store`, which `lock` keeps for one server. `manner` says how all of them
//! behave, `reader` towards whom. `engine` prepares and sends as `clock` goes; `rule` and `why` are its reasons, `message`
//! its texts. `memo` is the XML inside a delivery, `instant` its dates. `seed` makes the data. `hooks` steers the clock and
//! the sessions for tests.
//!
//! The sandbox takes nothing of the crate `campaign`, not even the values of enumerations (`codes`): it is written from the
//! contract, so that two independent readings of it check each other.

mod clock;
mod codes;
mod engine;
mod expression;
mod fault;
mod hooks;
mod http;
mod instant;
mod life;
mod lock;
mod manner;
mod memo;
mod message;
mod method;
mod methods;
mod operator;
mod query;
mod random;
mod reader;
mod rule;
mod schema;
mod schema_document;
mod seed;
mod serve;
mod service;
mod session;
mod shared;
mod soap;
mod store;
mod why;
mod write;
mod xml;

pub use serve::PATIENCE;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Until the engine tries again what the database refused.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

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
    /// Whether the sandbox behaves as instances are known to (contract, section 19) instead of as the samples have it.
    pub strict: bool,
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
         delete this one to start afresh."
    )]
    Open { file: PathBuf, source: rusqlite::Error },
    #[error(
        "Another sandbox is using the folder {folder}. Stop it, or choose another folder with --data: two servers would \
         both move its deliveries on."
    )]
    Taken { folder: PathBuf },
    #[error("The speed of the clock must be a number above 0. Choose another one with --speed.")]
    Speed,
    #[error("The database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

/// The server and its database. Clones share both.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<shared::Shared>,
    options: Options,
}

impl Sandbox {
    /// Opens the database, or creates it with all its data but the large delivery's logs.
    ///
    /// # Errors
    /// When the folder or the file cannot be used.
    pub fn open(options: Options) -> Result<Self, Error> {
        Self::with_timing(options, Timing::default())
    }

    /// The same, with a clock of its own.
    ///
    /// # Errors
    /// As [`Sandbox::open`], and when the speed is not above 0.
    pub fn with_timing(options: Options, timing: Timing) -> Result<Self, Error> {
        if !(timing.speed > 0.0 && timing.speed.is_finite()) {
            return Err(Error::Speed);
        }
        std::fs::create_dir_all(&options.data)
            .map_err(|source| Error::Folder { folder: options.data.clone(), source })?;
        let file = options.data.join("sandbox.sqlite");
        let lock = lock::Lock::take(&options.data);
        let lock = lock.map_err(|source| Error::Open { file: options.data.join("sandbox.lock"), source })?;
        let lock = lock.ok_or_else(|| Error::Taken { folder: options.data.clone() })?;
        let opened = store::Store::open(&file).and_then(|store| {
            seed::create(&store, options.logs, manner::Manner::of(options.strict))?;
            Ok(store)
        });
        let store = Arc::new(opened.map_err(|source| Error::Open { file, source })?);
        let engine = engine::Engine::new(Arc::clone(&store), timing.speed)?;
        let shared = shared::Shared {
            store,
            engine,
            sessions: session::Sessions::default(),
            fault_status: options.fault_status,
            manner: manner::Manner::of(options.strict),
            test_hooks: timing.test_hooks,
            _lock: lock,
        };
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

    /// Lets time work on deliveries: preparations and sendings go on by themselves, on a thread of their own, until the
    /// sandbox and its routers are gone. Without it they go on only as [`Sandbox::advance`] says.
    ///
    /// `failed` hears of what the database refuses; the work is tried again after a while.
    pub fn start_clock(&self, failed: impl Fn(&Error) + Send + 'static) {
        let shared = Arc::downgrade(&self.shared);
        std::thread::spawn(move || {
            while let Some(shared) = shared.upgrade() {
                if let Err(error) = shared.engine.work_and_wait() {
                    failed(&error.into());
                    std::thread::sleep(AFTER_FAILURE);
                }
            }
        });
    }

    /// Moves the sandbox's time forward, and does everything that falls due by then before it returns.
    ///
    /// # Errors
    /// When the database refuses a step; what was done before stays.
    pub fn advance(&self, by: Duration) -> Result<(), Error> {
        let advance = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        Ok(self.shared.engine.set_clock(clock::Setting { advance, ..clock::Setting::default() })?)
    }

    /// Serves everything the sandbox answers to, until it is dropped. `patience` is how long the headers of a request
    /// may take, and each pause in its body; [`PATIENCE`] unless tests are in a hurry.
    pub async fn serve(&self, listener: tokio::net::TcpListener, patience: Duration) {
        serve::serve(listener, self.router(), patience).await;
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
