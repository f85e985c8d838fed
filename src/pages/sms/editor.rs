//! The text field. If it is locked, its text can still be focused, read and copied.

use campaign::schema::Field;
use leptos::{html, prelude::*};

use super::{
    characters::Characters,
    counter::Counter,
    draft::Draft,
    fields::{FieldPicker, Fields, is_unknown},
    tally::{Run, Tally, runs, with_replaced},
};
use crate::{
    host::Host,
    remote::Remote,
    ui::{button::CopyButton, show::Show},
    words::{Words, msg::Msg},
};

#[component]
pub fn Editor(
    /// The draft as it is shown.
    draft: Memo<Draft>,
    source: Memo<String>,
    tally: Memo<Tally>,
    is_open: Memo<bool>,
    /// Whether links are replaced by tracked ones.
    is_tracked: Memo<bool>,
    fields: Fields,
    /// The field of the text.
    field: NodeRef<html::Textarea>,
    #[prop(into)] on_change: Callback<String>,
    /// Called with a text that the field then contains as if the user had typed it.
    on_retype: Callback<String>,
) -> impl IntoView {
    let (words, host) = (expect_context::<Words>(), expect_context::<Host>());
    // Unsaved text that can no longer be saved belongs to the user, who can copy it.
    let copy_label = move || {
        let is_stranded = draft.with(Draft::is_dirty);
        words.say(if is_stranded { &Msg::CopyMyText } else { &Msg::Copy })
    };
    let is_copied = Memo::new(move |_| !is_open.get() && !source.with(String::is_empty));
    let is_empty = Memo::new(move |_| source.with(String::is_empty));
    let on_replace = move |only: Option<String>| {
        if let Some(field) = field.get_untracked() {
            on_retype.run(with_replaced(&field.value(), only.as_deref()));
        }
    };
    let on_insert = move |piece: String| {
        if let Some(field) = field.get_untracked() {
            host.insert(&field, &piece);
        }
    };
    let marked = move || fields.known.with(|known| source.with(|source| marked(source, known)));
    let marks = NodeRef::<html::Div>::new();
    let on_scroll = move |_| {
        if let (Some(marks), Some(field)) = (marks.get_untracked(), field.get_untracked()) {
            marks.set_scroll_top(field.scroll_top());
        }
    };
    view! {
        <Show when=move || is_open.get()>
            <FieldPicker fields on_insert/>
        </Show>
        <div class="sheet">
            <div node_ref=marks class="field editor marks" aria-hidden="true" dir="auto">{marked}</div>
            <textarea node_ref=field class="field editor" part="textarea" id="text" dir="auto" rows="9"
                aria-label=words.t(Msg::TextContent) spellcheck="true" prop:value=move || source.get()
                readonly=move || !is_open.get() aria-disabled=move || (!is_open.get()).then_some("true")
                aria-describedby=move || (!is_open.get()).then_some("lock") on:scroll=on_scroll
                on:input=move |event| on_change.run(event_target_value(&event))></textarea>
        </div>
        <Show when=move || is_empty.get()>
            <p class="quiet">{words.t(Msg::EmptyText)}</p>
        </Show>
        <Show when=move || is_copied.get()>
            <p><CopyButton label=Signal::derive(copy_label) field/></p>
        </Show>
        <Show when=move || !is_empty.get()>
            <Counter tally is_tracked/>
        </Show>
        <Characters source tally is_open on_replace/>
    }
}

/// The layer below the text, with marks for expensive characters and for code.
fn marked(text: &str, fields: &Remote<Vec<Field>>) -> Vec<AnyView> {
    let mark = |(run, text): (Run, String)| match run {
        Run::Plain => text.into_any(),
        Run::Unicode => view! { <mark>{text}</mark> }.into_any(),
        Run::Code => view! { <span class="token">{text}</span> }.into_any(),
        Run::Unknown => view! { <mark class="bad">{text}</mark> }.into_any(),
    };
    // A line end at the end of the text makes another line, as in the field.
    runs(text, |name| is_unknown(fields, name)).into_iter().map(mark).chain(["\n".into_any()]).collect()
}
