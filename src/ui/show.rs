//! Leptos's `Show` with one code for all its uses: its own has more than 1 KB for each.

use leptos::prelude::*;

/// Shows its children as long as `when` is true.
#[component]
pub fn Show<W: Fn() -> bool + Send + Sync + 'static>(when: W, children: ChildrenFn) -> impl IntoView {
    shown(Signal::derive(when), children)
}

fn shown(when: Signal<bool>, children: ChildrenFn) -> AnyView {
    // The children stay when the value is computed again without changing.
    let when = Memo::new(move |_| when.get());
    (move || when.get().then(|| children())).into_any()
}
