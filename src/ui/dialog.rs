//! A modal dialog, the browser's own: it keeps the focus inside and gives it back.

use send_wrapper::SendWrapper;
use web_sys::HtmlDialogElement;

use crate::prelude::*;

/// Shows its children over the page as long as it is mounted.
#[component]
pub fn Dialog(
    #[prop(into)] title: String,
    /// Called when the user closes it with Escape; without it Escape does nothing.
    #[prop(optional)]
    on_close: Option<Handler<()>>,
    children: Children,
) -> View {
    let Mount { host, .. } = Mount::here();
    let node = ElementRef::new();
    effect(move || {
        let dialog = node.get::<HtmlDialogElement>();
        if let Some(dialog) = dialog.filter(|dialog| !dialog.open()) {
            if host.is_page() || on_close.is_some() {
                // It is in the document and not open yet, so that it can be shown.
                let _ = dialog.show_modal();
            } else {
                // Nobody asked for it: a host's page stays usable, and the focus where it is.
                dialog.set_open(true);
            }
            // Closing gives the focus back to where it was; being taken off the page would lose it.
            let dialog = SendWrapper::new(dialog);
            on_cleanup(move || dialog.close());
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
