//! A button that acts on the current page.

use leptos::{html, prelude::*};

use super::text::Announcer;
use crate::{
    host::Host,
    words::{Words, msg::Msg},
};

#[component]
pub fn Button(
    /// The visible label.
    #[prop(into)]
    label: Signal<String>,
    /// Its accessible name, if buttons beside it have the same label.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// `main-button`, `plain` or `small`; an ordinary button without it.
    #[prop(optional)]
    class: &'static str,
    /// Whether it gets the focus when a dialog opens.
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

/// Copies the content of a field, and announces it.
#[component]
pub fn CopyButton(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] class: &'static str,
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
    let (words, host, announcer) = (expect_context::<Words>(), expect_context::<Host>(), expect_context::<Announcer>());
    let copy = move |()| {
        // If the browser forbids copying, the text is selected, so that the user can copy it with the keyboard.
        if field.get_untracked().is_some_and(|field| host.copy(&field)) {
            announcer.done(words.say(&Msg::Copied));
        }
    };
    view! { <Button label class on_press=copy/> }
}
