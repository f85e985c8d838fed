//! What all requests share.

use std::sync::Arc;

use crate::FaultStatus;
use crate::engine::Engine;
use crate::lock::Lock;
use crate::manner::Manner;
use crate::session::Sessions;
use crate::store::Store;

pub struct Shared {
    pub store: Arc<Store>,
    pub sessions: Sessions,
    pub engine: Engine,
    pub fault_status: FaultStatus,
    pub manner: Manner,
    pub test_hooks: bool,
    /// Nobody else serves this data.
    pub _lock: Lock,
}
