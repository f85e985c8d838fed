//! Choices in a row, each with a number; one of them is chosen.

use leptos::prelude::*;

/// A choice with its number.
pub struct Chip {
    pub label: Signal<String>,
    pub n: String,
    pub is_chosen: Signal<bool>,
    pub on_press: Callback<()>,
}

/// `name` says what is chosen.
pub fn chips(name: Signal<String>, chips: Vec<Chip>) -> AnyView {
    let chip = |Chip { label, n, is_chosen, on_press }| {
        view! {
            <button type="button" class="chip" part="button" aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| on_press.run(())>
                <bdi>{label}</bdi>" "<i>{n}</i>
            </button>
        }
        .into_any()
    };
    let chips: Vec<AnyView> = chips.into_iter().map(chip).collect();
    view! { <div class="chips" role="group" aria-label=name>{chips}</div> }.into_any()
}
