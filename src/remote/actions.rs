//! What the user asked for and what must not end with its view: a write, a sign-in. It ends with the mount.

use futures::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

#[derive(Clone, Copy)]
pub struct Actions(StoredValue<Owner>);

impl Actions {
    /// To be called where the mount's own owner is the current one.
    pub fn new() -> Self {
        Self(StoredValue::new(Owner::current().expect("a mount has an owner")))
    }

    pub fn run(self, action: impl Future<Output = ()> + 'static) {
        self.0.get_value().with(|| spawn(Box::pin(action)));
    }
}

/// Runs a future until the current owner ends, of a view or of the effect that starts it. Of one type, so that what goes
/// around every future is compiled once.
pub(super) fn spawn(future: LocalBoxFuture<'static, ()>) {
    spawn_local_scoped_with_cancellation(future);
}
