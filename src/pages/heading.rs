//! The heading of a page: it takes the focus when the page opens, and the page is titled after it.

use crate::prelude::*;
use leptos::html;

#[component]
pub fn Heading(children: Children) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = node.get() {
            // Focusing an element that is there cannot fail.
            let _ = heading.focus();
        }
    });
    view! { <h1 node_ref=node tabindex="-1">{children()}</h1> }
}
