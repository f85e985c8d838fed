//! A button that does something here and now.

use leptos::prelude::*;

#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Its accessible name, where others beside it say the same.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// `main-button`, `plain`, `small`; without it an ordinary one.
    #[prop(optional)]
    class: &'static str,
    /// Whether a dialog that opens gives it the focus.
    #[prop(optional)]
    is_first: bool,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=class part="button" aria-label=name autofocus=is_first
            on:click=move |_| on_press.run(())>
            {label}
        </button>
    }
}
