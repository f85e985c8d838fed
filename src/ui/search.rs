//! A field to search with.

use gloo_timers::callback::Timeout;
use leptos::{ev::SubmitEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use crate::words::{Words, msg::Msg};

/// The search starts when typing pauses for so long, in milliseconds.
const PAUSE_MS: u32 = 250;

#[component]
pub fn SearchField(
    label: Msg,
    /// What can be typed.
    hint: Msg,
    #[prop(into)] text: Signal<String>,
    /// Gets the text when typing pauses.
    on_search: Callback<String>,
    #[prop(optional)] on_enter: Option<Callback<()>>,
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    // Each key starts the wait again.
    let pause = StoredValue::new_local(None::<Timeout>);
    let search = move |typed: String| {
        let wait = Timeout::new(PAUSE_MS, move || {
            // Something else may have changed the field in the meantime, without an event: that must not be undone.
            let is_current = node.get_untracked().is_none_or(|node| node.value() == typed);
            if is_current && text.with_untracked(|text| *text != typed) {
                on_search.run(typed);
            }
        });
        pause.set_value(Some(wait));
    };
    // While an input method composes a character, the text is incomplete.
    let on_input = move |event: web_sys::Event| {
        if !event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
            search(event_target_value(&event));
        }
    };
    let on_composed = move |event: web_sys::CompositionEvent| search(event_target_value(&event));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(on_enter) = on_enter {
            on_enter.run(());
        }
    };
    view! {
        <form on:submit=on_submit>
            <input type="search" class="field search" part="input" aria-label=words.t(label) placeholder=words.t(hint)
                autocomplete="off" spellcheck="false" prop:value=text node_ref=node
                on:input=on_input on:compositionend=on_composed/>
        </form>
    }
}
