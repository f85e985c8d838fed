//! The heading of a page: it takes the focus when the page opens, and the page is titled after it.

use web_sys::HtmlElement;

use crate::prelude::*;

#[component]
pub fn Heading(children: Children) -> View {
    let node = ElementRef::new();
    effect(move || {
        if let Some(heading) = node.get::<HtmlElement>() {
            // Focusing an element that is there cannot fail.
            let _ = heading.focus();
        }
    });
    view! { <h1 node_ref=node tabindex="-1">{children()}</h1> }
}
