//! The text itself. Locked, it can still be focused, read and copied.

use leptos::{html, prelude::*};

use super::draft::Draft;
use crate::{
    host::Host,
    ui::text::Announcer,
    words::{Words, msg::Msg},
};

#[component]
pub fn Editor(
    /// The draft as it is shown.
    draft: Memo<Draft>,
    is_open: Memo<bool>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let (words, host, announcer) = (expect_context::<Words>(), expect_context::<Host>(), expect_context::<Announcer>());
    let text = Memo::new(move |_| draft.with(|draft| draft.content.source.clone()));
    let field = NodeRef::<html::Textarea>::new();
    let copy = move |_| {
        // Where the browser forbids it the text is selected, and the keys for copying work.
        if field.get_untracked().is_some_and(|field| host.copy(&field)) {
            announcer.say(words.say(&Msg::Copied));
        }
    };
    let is_stranded = Memo::new(move |_| !is_open.get() && draft.with(Draft::is_dirty));
    let is_empty = Memo::new(move |_| text.with(String::is_empty));
    view! {
        <textarea node_ref=field class="field editor" part="textarea" id="text" dir="auto" rows="9"
            aria-label=words.t(Msg::TextContent) spellcheck="true" prop:value=move || text.get()
            readonly=move || !is_open.get() aria-disabled=move || (!is_open.get()).then_some("true")
            aria-describedby=move || (!is_open.get()).then_some("lock")
            on:input=move |event| on_change.run(event_target_value(&event))></textarea>
        <Show when=move || is_empty.get()>
            <p class="quiet">{words.t(Msg::EmptyText)}</p>
        </Show>
        <Show when=move || is_stranded.get()>
            <p><button type="button" part="button" on:click=copy>{words.t(Msg::CopyMyText)}</button></p>
        </Show>
    }
}
