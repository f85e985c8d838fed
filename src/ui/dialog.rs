//! A modal dialog. The browser keeps the focus inside it and gives it back afterwards.

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;

use crate::host::Host;

/// Shows its children over the page as long as it is mounted.
#[component]
pub fn Dialog(
    #[prop(into)] title: String,
    /// Called when the user closes the dialog with Escape; without it Escape does nothing.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let host = expect_context::<Host>();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            if host.is_page() || on_close.is_some() {
                // It is in the document and not yet open, so this cannot fail.
                let _ = dialog.show_modal();
            } else {
                // The user did not ask for the dialog, so the host's page stays usable and keeps the focus.
                dialog.set_open(true);
            }
            // Closing gives the focus back; removing an open dialog would lose it.
            let dialog = SendWrapper::new(dialog);
            on_cleanup(move || dialog.close());
        }
    });
    let on_cancel = move |event: web_sys::Event| {
        event.prevent_default();
        if let Some(close) = on_close {
            close.run(());
        }
    };
    // The heading cannot name it by an id: another dialog may be open below, as when a session ends.
    let name = title.clone();
    view! {
        <dialog node_ref=node class="dialog" part="dialog" aria-label=name on:cancel=on_cancel>
            <h2 class="dialog-title">{title}</h2>
            {children()}
        </dialog>
    }
}
