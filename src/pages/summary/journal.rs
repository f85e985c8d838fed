//! What the journal says of the outcome.

use std::sync::Arc;

use campaign::{
    codes::DeliveryState,
    delivery::Delivery,
    journal::{self, Line},
    lifecycle::Phase,
    request::Request,
};
use chrono::TimeDelta;
use leptos::prelude::*;

use crate::{
    format::Format,
    remote::query,
    ui::{icon::Tone, note::Note, show::Show},
    words::{Words, msg::Msg},
};

/// The journal's last line is written when the delivery ends; a little later is no contradiction.
const MOST_AFTER: TimeDelta = TimeDelta::days(1);

/// What the journal says, if the delivery's state asks for it. If the journal cannot be read, its own tab says so.
#[component]
pub fn Journal(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let phase = move || delivery.with(|delivery| delivery.state.code.phase());
    // An error before these was overcome.
    let is_well = move || matches!(phase(), Phase::Ready | Phase::Scheduled | Phase::Finished);
    view! {
        <Show when=move || !is_well()>
            <Quote delivery line=journal::last_error said=|date, message| Msg::LastError { date, message } tone=Tone::Bad/>
        </Show>
        // The last line says why.
        <Show when=move || delivery.with(|delivery| delivery.state.code == DeliveryState::RetryPending)>
            <Quote delivery line=journal::last_line said=|date, message| Msg::LastLine { date, message } tone=Tone::Wait/>
        </Show>
        <Show when=move || phase() == Phase::Finished>
            <End delivery/>
        </Show>
    }
}

/// A line of the journal, quoted.
#[component]
fn Quote(
    delivery: Memo<Arc<Delivery>>,
    line: fn(&Delivery) -> Request<Option<Line>>,
    /// Makes the sentence of the date and the line.
    said: fn(String, String) -> Msg,
    tone: Tone,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let line = query(move || line(&delivery.get_untracked()));
    move || {
        let line = line.ready()??;
        let said = words.say(&said(format.second(line.date), line.message));
        Some(view! { <Note tone><bdi>{said}</bdi></Note> }.into_any())
    }
}

/// Whether the journal ended when the delivery says that it did.
#[component]
fn End(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let last = query(move || journal::last(&delivery.get_untracked()));
    move || {
        let (ended, last) = (delivery.with(|delivery| delivery.broad_end)?, last.ready()??);
        if ended - last <= MOST_AFTER {
            return None;
        }
        let [ended, last] = [ended, last].map(|date| format.minute(Some(date)));
        let said = words.say(&Msg::JournalEndsBefore { ended, last });
        Some(view! { <Note tone=Tone::Unsure>{said}</Note> }.into_any())
    }
}
