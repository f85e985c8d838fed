//! The rows of a delivery: the recipient, the result, and the reason.

use std::sync::Arc;

use campaign::{
    codes::{Code, LogStatus},
    delivery::Delivery,
    log::{self, Entry, List},
};
use leptos::prelude::*;

use super::{address::address, explain::Explain};
use crate::{
    format::{Format, Numbers},
    navigator::Navigator,
    pages::status::outcome_mark,
    remote::{query, rows},
    route::Place,
    ui::{
        button::Button,
        table::{Column, Table, TableRows, cell},
        text::foreign,
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Logs(delivery: Memo<Arc<Delivery>>, list: List) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let now = move || delivery.get_untracked();
    // The filter is in the address, so it survives another tab and a reload.
    let navigator = expect_context::<Navigator>();
    let status = RwSignal::new(asked_status(&navigator.place()));
    Effect::new(move |_| {
        let number = status.get().map_or_else(String::new, |status| status.number().to_string());
        navigator.set_place(Place::default().and("status", &number));
    });
    // Leaving the tab masks the numbers again.
    let is_revealed = RwSignal::new(false);
    let open = RwSignal::new(None::<Arc<Entry>>);
    let rows = rows(
        move |start| log::entries(&now(), list, status.get(), start),
        move || log::total(&now(), list, status.get()),
    );
    let title = || match list {
        List::Log => Msg::DeliveryLogs,
        List::Exclusions => Msg::ExclusionLogs,
    };
    let columns = vec![
        Column::text(Msg::LastModified),
        Column::text(Msg::Status),
        Column::text(Msg::OutcomeTitle),
        Column::text(Msg::Reason),
        Column::text(Msg::FailureType),
        Column::text(Msg::Address),
        Column::text(Msg::Text),
        Column::text(Msg::Details),
    ];
    let empty = move || {
        let delivery = delivery.get();
        words.say(match (list, delivery.state.code.is_prepared()) {
            // Campaign has counted exclusions, but stored none.
            (List::Exclusions, true) if delivery.rejected > 0 => &Msg::ExclusionsNotStored,
            (List::Log, true) => &Msg::NoLogs,
            (List::Log, false) => &Msg::NoLogsYet,
            (List::Exclusions, true) => &Msg::NoExclusions,
            (List::Exclusions, false) => &Msg::NoExclusionsYet,
        })
    };
    let reveal = move || words.say(if is_revealed.get() { &Msg::HideNumbers } else { &Msg::ShowNumbers });
    let on_reveal = move |()| {
        is_revealed.update(|is_revealed| *is_revealed = !*is_revealed);
        rows.list.redraw();
    };
    let on_open = Callback::new(move |entry| open.set(Some(entry)));
    let draw = move |entry: &Arc<Entry>| cells(entry, words, format, is_revealed.get(), on_open);
    let explained = move || {
        let entry = open.get()?;
        Some(view! { <Explain entry is_revealed on_close=move |()| open.set(None)/> }.into_any())
    };
    view! {
        <div class="head">
            <h2>{words.t(title())}</h2>
            <Statuses delivery list status/>
            <span class="grow">{()}</span>
            <Button label=reveal on_press=on_reveal/>
        </div>
        <Table name=title() columns rows=TableRows::to_open(rows, draw, on_open) empty/>
        {explained}
    }
}

/// The number of rows with each status; the user can filter by a status.
#[component]
fn Statuses(delivery: Memo<Arc<Delivery>>, list: List, status: RwSignal<Option<LogStatus>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let counts = query(move || log::by_status(&delivery.get_untracked(), list));
    let chip = move |value: Option<LogStatus>, word: Signal<String>, count: i64| {
        view! {
            <button type="button" class="chip" part="button" aria-pressed=move || (status.get() == value).to_string()
                on:click=move |_| status.set(value)>
                <bdi>{word}</bdi>" "<i>{move || format.number(count)}</i>
            </button>
        }
    };
    move || {
        // A single status needs no filter, but a filter needs a way to clear it.
        let is_filtered = status.get().is_some();
        let counts = counts.ready().filter(|counts| counts.len() > 1 || is_filtered)?;
        let total = counts.iter().map(|(_, count)| count).sum();
        let chips = counts
            .into_iter()
            .map(|(coded, count)| chip(Some(coded.code), Signal::derive(move || words.log_status(&coded)), count));
        Some(
            view! {
                <div class="chips" role="group" aria-label=words.t(Msg::FilterByStatus)>
                    {chip(None, Signal::derive(words.t(Msg::AllRows)), total)}
                    {chips.collect_view()}
                </div>
            }
            .into_any(),
        )
    }
}

/// The status in an address, if the contract knows it.
fn asked_status(place: &Place) -> Option<LogStatus> {
    place.get("status").parse().ok().map(LogStatus::of).filter(|status| status.entry().is_some())
}

fn cells(
    entry: &Arc<Entry>,
    words: Words,
    format: Format,
    is_revealed: bool,
    on_open: Callback<Arc<Entry>>,
) -> Vec<AnyView> {
    let this = entry.clone();
    let explain = view! {
        <Button label=words.say(&Msg::Explain) class="plain" on_press=move |()| on_open.run(this.clone())/>
    };
    vec![
        cell(words, Msg::LastModified, "", format.second(entry.last_modified)),
        cell(words, Msg::Status, "", foreign(&words.log_status(&entry.status))),
        cell(words, Msg::OutcomeTitle, "", outcome_mark(words, &entry.status)),
        cell(words, Msg::Reason, "", foreign(&words.code(&entry.reason))),
        cell(words, Msg::FailureType, "", foreign(&words.code(&entry.failure_type))),
        cell(words, Msg::Address, "code", address(words, entry.address.as_deref(), is_revealed)),
        cell(words, Msg::Text, "long", foreign(&entry.text)),
        cell(words, Msg::Details, "", explain),
    ]
}
