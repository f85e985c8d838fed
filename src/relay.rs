//! What outlives a page, as the page may follow it.
//!
//! A signal of Leptos remembers everyone who has ever read it, also those who have ended: the list is cleared by them alone,
//! when they run again. Pages come and go while the mount stays, so that a page follows what belongs to the mount through
//! one reader of its own, and takes that off the list when it ends.

use leptos::{
    prelude::*,
    reactive::graph::{Subscriber, ToAnySubscriber},
};

/// What `read` gives, followed by one reader until the current owner ends.
pub fn relay<T>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let value = ArcMemo::new(move |_| read());
    let reader = value.to_any_subscriber();
    on_cleanup(move || reader.clear_sources(&reader));
    value.into()
}
