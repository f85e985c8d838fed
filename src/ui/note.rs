//! Notes: a line that says what is wrong and what to do.

use leptos::prelude::*;

use super::{
    button::Button,
    icon::{Icon, Tone},
};
use crate::{
    error::Error,
    words::{Words, msg::Msg},
};

/// A remark in a coloured box.
#[component]
pub fn Note(tone: Tone, children: Children) -> impl IntoView {
    let icon = match tone {
        Tone::Bad => Icon::Cross,
        Tone::Wait => Icon::Warning,
        Tone::Good => Icon::Check,
        Tone::Idle | Tone::Unsure | Tone::Count => Icon::Info,
    };
    view! {
        <div class=format!("note {}", tone.class()) part="note">
            {icon.draw()}
            <div class="note-body">{children()}</div>
        </div>
    }
}

/// A failed request: its reason, and a button to repeat it.
#[component]
pub fn Failure(error: Error, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let words = expect_context::<Words>();
    view! {
        <div class="failure" role="alert">
            <Note tone=Tone::Bad>
                <strong>{words.t(Msg::CouldNotLoad)}</strong>
                " "
                <bdi>{words.t(Msg::Error(error))}</bdi>
            </Note>
            <Button label=words.t(Msg::TryAgain) on_press=on_retry/>
        </div>
    }
}

/// Rows lack attributes: why, in the server's words; nothing if none lacks any.
pub fn partial(words: Words, why: Signal<Option<String>>) -> AnyView {
    let note = move || {
        let why = words.say(&Msg::PartialRows { why: why.get()? });
        Some(view! { <Note tone=Tone::Wait><bdi>{why}</bdi></Note> }.into_any())
    };
    note.into_any()
}

/// There are no rows: why, and what to do.
#[component]
pub fn Empty(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <p class="empty">{text}</p> }
}
