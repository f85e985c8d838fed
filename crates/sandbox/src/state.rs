//! What the server keeps while it runs. All requests share it.

pub mod options;
pub mod sessions;

use std::sync::Arc;

use crate::seed;
use crate::store::database::Store;
use crate::store::lock::Lock;
use crate::wire::manner::Manner;
use crate::work::engine::Engine;
use options::{Error, FaultStatus, Options, Timing};
use sessions::Sessions;

pub struct State {
    pub store: Arc<Store>,
    /// Has the clock.
    pub engine: Engine,
    pub sessions: Sessions,
    pub fault_status: FaultStatus,
    pub manner: Manner,
    pub test_hooks: bool,
    /// Keeps other servers away from this data.
    _lock: Lock,
}

impl State {
    /// Opens the database, or creates it with all its data but the large delivery's logs.
    ///
    /// # Errors
    /// When the folder or the file cannot be used, or the speed is not above 0.
    pub fn open(options: &Options, timing: Timing) -> Result<Self, Error> {
        if !(timing.speed > 0.0 && timing.speed.is_finite()) {
            return Err(Error::Speed);
        }
        std::fs::create_dir_all(&options.data)
            .map_err(|source| Error::Folder { folder: options.data.clone(), source })?;
        let lock = Lock::take(&options.data);
        let lock = lock.map_err(|source| Error::Open { file: options.data.join("sandbox.lock"), source })?;
        let lock = lock.ok_or_else(|| Error::Taken { folder: options.data.clone() })?;
        let file = options.data.join("sandbox.sqlite");
        let manner = Manner::of(options.strict);
        let opened = Store::open(&file).and_then(|store| {
            seed::create(&store, options.logs, options.deliveries, manner)?;
            Ok(store)
        });
        let store = Arc::new(opened.map_err(|source| Error::Open { file, source })?);
        Ok(Self {
            engine: Engine::new(Arc::clone(&store), timing.speed)?,
            store,
            sessions: Sessions::default(),
            fault_status: options.fault_status,
            manner,
            test_hooks: timing.test_hooks,
            _lock: lock,
        })
    }
}
