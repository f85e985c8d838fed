//! A button that does something here and now.

use leptos::{html, prelude::*};

use super::text::Announcer;
use crate::{
    host::Host,
    words::{Words, msg::Msg},
};

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

/// Copies what a field holds, and says so.
#[component]
pub fn CopyButton(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] class: &'static str,
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
    let (words, host, announcer) = (expect_context::<Words>(), expect_context::<Host>(), expect_context::<Announcer>());
    let copy = move |()| {
        // Where the browser forbids it the text is selected, and the keys for copying work.
        if field.get_untracked().is_some_and(|field| host.copy(&field)) {
            announcer.say(words.say(&Msg::Copied));
        }
    };
    view! { <Button label class on_press=copy/> }
}
