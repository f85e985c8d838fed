//! The form of the tab, and the reason if it is locked.

use std::sync::Arc;

use campaign::{delivery::Delivery, lifecycle::Lock};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    checklist::Checklist,
    checks::{checks, prepared_checks},
    draft::{Draft, Drafts},
    editor::Editor,
    fields::{FieldSource, Fields, unknown_fields},
    save::{Buttons, SaveResult, on_submit},
    settings::{Edit, Settings},
    stored,
    tally::Tally,
};
use crate::{
    format::Format,
    host::Host,
    pages::prepared::Prepared,
    relay::relay,
    server::Session,
    ui::{icon::Tone, note::Note, show::Show},
    words::{Words, msg::Msg},
};

#[component]
pub fn Sms(delivery: Memo<Arc<Delivery>>, is_read_only: Memo<bool>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let (host, session) = (expect_context::<Host>(), expect_context::<Session>());
    let author = session.author();
    let id = delivery.with_untracked(|delivery| delivery.id.clone());
    let stored = || stored::read(host, &author, &id);
    let kept = expect_context::<Drafts>().open(author.clone(), &delivery.get_untracked(), stored);
    let draft = relay({
        let kept = kept.clone();
        move || kept.get()
    });
    let on_edit = {
        let kept = kept.clone();
        Callback::new(move |edit: Edit| kept.update(|draft| draft.edit(edit)))
    };
    // A draft without changes follows the server.
    Effect::new({
        let kept = kept.clone();
        move |_| kept.update(|draft| draft.follow(&delivery.get()))
    });
    Effect::new(move |_| draft.with(|draft| stored::write(host, &author, &id, draft)));
    let lock = Memo::new(move |_| delivery.get().lock());
    let is_open = Memo::new(move |_| lock.get().is_open() && !is_read_only.get());
    let is_tracked = Memo::new(move |_| delivery.get().is_tracked);
    let why_locked = move || match lock.get() {
        _ if is_read_only.get() => Some(Msg::LockedByHost),
        Lock::Open | Lock::OpenAfterAnalysis => None,
        Lock::Analysing => Some(Msg::LockedAnalysing),
        Lock::Sent if delivery.get().is_mid_sourced => Some(Msg::LockedMidSourced),
        Lock::Sent => Some(match handed_over(&delivery.get()) {
            Some(date) => Msg::LockedSent { date: format.minute(Some(date)) },
            None => Msg::LockedSentUndated,
        }),
    };
    let lock_note = move || {
        let why = words.say(&why_locked()?);
        Some(view! { <Note tone=Tone::Idle><span id="lock">{why}</span></Note> }.into_any())
    };
    let source = Memo::new(move |_| draft.with(|draft| draft.content.source.clone()));
    let tally = Memo::new(move |_| source.with(|source| Tally::of(source)));
    let (fields, prepared) = (Fields::new(), expect_context::<Prepared>());
    let checks = Signal::derive(move || {
        // An invalid limit is reported when it is saved.
        let content = draft.with(|draft| draft.checked().unwrap_or_else(|_| draft.content.clone()));
        let unknown = fields.known.with(|known| unknown_fields(&content.source, known));
        let words = session.opt_out_words();
        let mut checks = tally.with(|tally| checks(&content, tally, is_tracked.get(), &words, unknown));
        checks.extend(delivery.with(|delivery| prepared_checks(delivery, prepared.at())));
        checks
    });
    let field = NodeRef::<html::Textarea>::new();
    let retype = Callback::new(move |text: String| {
        if let Some(field) = field.get_untracked() {
            host.retype(&field, &text);
        }
    });
    let on_discard = {
        let kept = kept.clone();
        move |()| kept.update(Draft::discard)
    };
    let on_text = move |text| on_edit.run(Box::new(move |draft| draft.content.source = text));
    view! {
        {lock_note}
        <Show when=move || is_open.get()>
            <FieldSource delivery fields source/>
        </Show>
        <SaveResult draft is_open on_take=retype/>
        <form class="two" on:submit=on_submit(delivery, kept, is_open) on:keydown=save_by_key>
            <section aria-labelledby="content">
                <h2 id="content">{words.t(Msg::TextContent)}</h2>
                <Editor draft source tally is_open is_tracked fields field on_change=on_text on_retype=retype/>
            </section>
            <div class="stack">
                <Show when=move || is_open.get()>
                    <Checklist checks/>
                </Show>
                <section class="panel" aria-labelledby="settings">
                    <h2 id="settings">{words.t(Msg::Settings)}</h2>
                    <Settings draft is_open on_edit/>
                </section>
            </div>
            <Show when=move || is_open.get()>
                <Buttons draft on_discard=on_discard.clone()/>
            </Show>
        </form>
    }
}

/// When the delivery was handed over, as far as the server says.
fn handed_over(delivery: &Delivery) -> Option<campaign::value::Instant> {
    delivery.broad_start.or(delivery.contact_date).or(delivery.broad_end)
}

/// Ctrl+S and Cmd+S save, as the button does.
fn save_by_key(event: web_sys::KeyboardEvent) {
    if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("s") {
        event.prevent_default();
        let form = event.current_target().and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
        // This checks the same as the button; a locked form submits nothing.
        let _ = form.map(|form| form.request_submit());
    }
}
