//! Lets a view read a signal that lives longer than the view.
//!
//! A signal of Leptos keeps all its readers, even after they have ended; a reader is removed only when it runs again.
//! Pages come and go while the mount stays. So a page reads a signal of the mount through one reader, which is removed
//! from the signal when the page ends.

use leptos::{
    prelude::*,
    reactive::graph::{Subscriber, ToAnySubscriber},
};

/// The value of `read` as a memo with one reader, which is removed when the current owner ends.
pub fn relay<T>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let value = ArcMemo::new(move |_| read());
    let reader = value.to_any_subscriber();
    on_cleanup(move || reader.clear_sources(&reader));
    value.into()
}
