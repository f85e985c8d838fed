//! Choices in a row, each with a number; one of them is chosen.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::focus::keep_focus;

/// A choice with its number.
pub struct Chip {
    pub label: Signal<String>,
    pub n: Signal<String>,
    pub is_chosen: Signal<bool>,
    pub on_press: Callback<()>,
}

/// `name` says what is chosen. `chip` makes the choice of each key, once: whoever is on it stays there when others come or
/// numbers change.
pub fn chips(
    name: Signal<String>,
    keys: Box<dyn Fn() -> Vec<String> + Send + Sync>,
    chip: Arc<dyn Fn(&str) -> Chip + Send + Sync>,
) -> AnyView {
    let group = NodeRef::<html::Div>::new();
    let keys = move || {
        // Buttons are moved in the document, which takes the focus from them.
        keep_focus(group.get_untracked().map(Into::into));
        keys()
    };
    let button = move |key: String| {
        let Chip { label, n, is_chosen, on_press } = chip(&key);
        view! {
            <button type="button" class="chip" part="button" data-key=key aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| on_press.run(())>
                <bdi>{label}</bdi>" "<i>{n}</i>
            </button>
        }
        .into_any()
    };
    view! {
        <div class="chips" role="group" aria-label=name node_ref=group>
            <For each=keys key=|key| key.clone() children=button/>
        </div>
    }
    .into_any()
}
