//! Actions of the user that must not end with their view, such as a write or a sign-in. They end with the mount.

use futures::future::LocalBoxFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

#[derive(Clone, Copy)]
pub struct Actions(StoredValue<Owner>);

impl Actions {
    /// Call it where the mount's owner is the current one.
    pub fn new() -> Self {
        Self(StoredValue::new(Owner::current().expect("a mount has an owner")))
    }

    pub fn run(self, action: impl Future<Output = ()> + 'static) {
        self.0.get_value().with(|| spawn(Box::pin(action)));
    }
}

/// Runs a future until the current owner ends, which belongs to a view or an effect. The future is boxed, so that the
/// code around it is compiled once.
pub(super) fn spawn(future: LocalBoxFuture<'static, ()>) {
    spawn_local_scoped_with_cancellation(future);
}
