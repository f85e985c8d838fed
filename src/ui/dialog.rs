//! A modal dialog, the browser's own: it keeps the focus inside and gives it back.

use crate::prelude::*;
use leptos::html;

/// Shows its children over the page as long as it is mounted.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    /// Called when the user closes it with Escape; without it Escape does nothing.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // It is in the document and not open yet, so that it can be shown.
            let _ = dialog.show_modal();
        }
    });
    let on_cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        if let Some(close) = on_close {
            close.run(());
        }
    };
    view! {
        <dialog node_ref=node class="dialog" aria-labelledby="dialog-title" on:cancel=on_cancel>
            <h2 id="dialog-title" class="dialog-title">{title}</h2>
            {children()}
        </dialog>
    }
}
