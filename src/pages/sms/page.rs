//! The form of the tab, and why it is locked.

use std::sync::Arc;

use campaign::{delivery::Delivery, lifecycle::Lock};
use leptos::prelude::*;

use super::{
    draft::{Draft, Drafts},
    editor::Editor,
    save::{Buttons, SaveResult, on_submit},
    settings::{Edit, Settings},
};
use crate::{
    format::Format,
    relay::relay,
    server::Session,
    ui::{icon::Tone, note::Note},
    words::{Words, msg::Msg},
};

#[component]
pub fn Sms(delivery: Memo<Arc<Delivery>>, is_read_only: Memo<bool>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let author = expect_context::<Session>().author();
    let kept = expect_context::<Drafts>().open(author, &delivery.get_untracked());
    let draft = relay({
        let kept = kept.clone();
        move || kept.get()
    });
    let on_edit = {
        let kept = kept.clone();
        Callback::new(move |edit: Edit| kept.update(|draft| draft.edit(edit)))
    };
    // A draft that nobody has touched follows the server.
    Effect::new({
        let kept = kept.clone();
        move |_| kept.update(|draft| draft.follow(&delivery.get()))
    });
    let lock = Memo::new(move |_| delivery.get().state.code.lock());
    let is_open = Memo::new(move |_| lock.get().is_open() && !is_read_only.get());
    let why_locked = move || match lock.get() {
        _ if is_read_only.get() => Some(Msg::LockedByHost),
        Lock::Open | Lock::OpenAfterAnalysis => None,
        Lock::Analysing => Some(Msg::LockedAnalysing),
        Lock::Sent => Some(match handed_over(&delivery.get()) {
            Some(date) => Msg::LockedSent { date: format.minute(Some(date)) },
            None => Msg::LockedSentUndated,
        }),
    };
    let lock_note = move || {
        let why = words.say(&why_locked()?);
        Some(view! { <Note tone=Tone::Idle><span id="lock">{why}</span></Note> }.into_any())
    };
    let on_discard = {
        let kept = kept.clone();
        move |()| kept.update(Draft::discard)
    };
    let on_text = move |text| on_edit.run(Box::new(move |draft| draft.content.source = text));
    view! {
        {lock_note}
        <SaveResult draft is_open/>
        <form class="two" on:submit=on_submit(delivery, kept, is_open)>
            <section aria-labelledby="content">
                <h2 id="content">{words.t(Msg::TextContent)}</h2>
                <Editor draft is_open on_change=on_text/>
            </section>
            <section class="panel" aria-labelledby="settings">
                <h2 id="settings">{words.t(Msg::Settings)}</h2>
                <Settings draft is_open on_edit/>
            </section>
            <Show when=move || is_open.get()>
                <Buttons draft on_discard=on_discard.clone()/>
            </Show>
        </form>
    }
}

/// Since when the delivery is out of our hands, as far as the server says.
fn handed_over(delivery: &Delivery) -> Option<campaign::value::Instant> {
    delivery.broad_start.or(delivery.contact_date).or(delivery.broad_end)
}
