//! A link to a place in the app.

use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

/// A link that calls `on_follow`. In a row of a table it is no stop of the Tab key, because the table is one. Without an address it has none that could be copied or opened in another tab.
pub fn link(
    href: Option<String>,
    is_in_row: bool,
    on_follow: Callback<()>,
    content: impl IntoView + 'static,
) -> AnyView {
    let is_bare = href.is_none();
    // A table is one stop of the Tab key.
    let tabindex = if is_in_row { Some("-1") } else { is_bare.then_some("0") };
    let on_click = move |event: MouseEvent| {
        // With a modifier key the browser opens another tab or window.
        if is_bare || !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            on_follow.run(());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if is_bare && event.key() == "Enter" {
            event.prevent_default();
            on_follow.run(());
        }
    };
    view! {
        <a href=href role=is_bare.then_some("link") tabindex=tabindex on:click=on_click on:keydown=on_key>
            {content.into_any()}
        </a>
    }
    .into_any()
}
