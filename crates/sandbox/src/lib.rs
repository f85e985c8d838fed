//! A server that speaks Campaign's API on an embedded database, for trying out and for tests.
//!
//! The rooms in reading order. Each imports only from those above it in this list:
//!
//! - `wire`: envelopes, XML, faults, dates
//! - `store`: the database; schemas, enumerations, the life cycle; operators and what each may see
//! - `seed`: the data of a new sandbox
//! - `read`: queries
//! - `work`: what happens to deliveries as time goes by
//! - `change`: what callers write and launch
//! - `state`: what the server keeps while it runs: options, sessions, database, engine
//! - `door`: from a connection to the answer
//!
//! A request comes in through `door::serve` and `door::http`; `door::service` reads it with `wire::soap`, finds in `state`
//! whose call it is, and asks `read` or `change`.
//!
//! The sandbox takes nothing of the crate `campaign`, not even the values of enumerations (`store::codes`): it is written
//! from the contract, so that two independent readings of it check each other.

mod change;
mod door;
mod read;
mod seed;
mod state;
mod store;
mod wire;
mod work;

pub use door::serve::PATIENCE;
pub use seed::{MOST as MOST_DELIVERIES, grouped};
pub use state::options::{Error, FaultStatus, Options, Timing};

use std::sync::Arc;
use std::time::Duration;

use state::State;
use work::clock::Setting;

/// The pause before the engine tries again what the database refused.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// The server and its database. Clones share both.
#[derive(Clone)]
pub struct Sandbox {
    state: Arc<State>,
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
        Ok(Self { state: Arc::new(State::open(&options, timing)?), options })
    }

    /// Writes the logs that the large delivery lacks, in batches, so that other requests are answered in between. It
    /// blocks: give it a thread. After every batch it calls `progress` with the logs present and the logs wanted. It
    /// may be called again.
    ///
    /// # Errors
    /// When the database refuses a batch; what was written before stays, and a later call continues there.
    pub fn fill(&self, progress: impl FnMut(u64, u64)) -> Result<(), Error> {
        Ok(seed::fill(&self.state.store, self.options.logs, progress)?)
    }

    /// Starts a thread that prepares and sends deliveries as time goes by, until the sandbox and its routers are
    /// dropped. Without it, deliveries go on only when [`Sandbox::advance`] is called.
    ///
    /// When the database refuses a step, `failed` is called, and the step is tried again after a while.
    pub fn start_clock(&self, failed: impl Fn(&Error) + Send + 'static) {
        let state = Arc::downgrade(&self.state);
        std::thread::spawn(move || {
            while let Some(state) = state.upgrade() {
                if let Err(error) = state.engine.work_and_wait() {
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
        Ok(self.state.engine.set_clock(Setting { advance, ..Setting::default() })?)
    }

    /// Serves requests, until it is dropped. `patience` is how long the headers of a request may take, and each pause
    /// in its body; [`PATIENCE`] unless tests are in a hurry.
    pub async fn serve(&self, listener: tokio::net::TcpListener, patience: Duration) {
        door::serve::serve(listener, self.router(), patience).await;
    }

    /// Everything the sandbox answers to.
    pub fn router(&self) -> axum::Router {
        door::http::router(self.state.clone(), self.options.app.as_deref())
    }
}
