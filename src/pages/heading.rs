//! The head of a page: a heading that takes the focus when the page opens, and how fresh the page is.

use web_sys::HtmlElement;

use crate::{i18n::Msg, prelude::*};

#[component]
pub fn Heading(children: Children) -> View {
    let Mount { navigator, .. } = Mount::here();
    let node = ElementRef::new();
    effect(move || {
        if !navigator.takes_focus() {
            return;
        }
        if let Some(heading) = node.get::<HtmlElement>() {
            // Focusing an element that is there cannot fail.
            let _ = heading.focus();
        }
    });
    view! { <h1 node_ref=node tabindex="-1">{children()}</h1> }
}

/// When the server last answered, and once more.
pub fn freshness() -> View {
    let Mount { words, format, session, .. } = Mount::here();
    let updated = move || session.heard().map(|at| words.say(&Msg::UpdatedAt(format.time(Some(at)))));
    view! {
        <span class="quiet wide">{updated}</span>
        <button type="button" on:click=move |_| session.refresh()>{words.t(Msg::Refresh)}</button>
    }
}
