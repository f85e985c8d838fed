//! The rows of a delivery, sent or left out: who, what became of it, and why.

use std::sync::Arc;

use campaign::{
    codes::{FAILURE_REASON, FAILURE_TYPE, LOG_STATUS},
    delivery::Delivery,
    log::{self, Entry, List},
};

use super::{explain::Explain, status::sent_mark};
use crate::{
    i18n::Msg,
    prelude::*,
    remote::{query, rows},
    ui::{
        table::{Column, Table, cell, open_row},
        text::{foreign, mask},
    },
};

#[component]
pub fn Logs(delivery: Derived<Arc<Delivery>>, list: List) -> View {
    let Mount { words, .. } = Mount::here();
    let now = move || delivery.get_untracked();
    let status = Live::new(None::<i64>);
    // Gone with the tab: whoever comes back sees masked numbers.
    let is_revealed = Live::new(false);
    let open = Live::new(None::<Entry>);
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
        Column::text(Msg::WasSent),
        Column::text(Msg::Reason),
        Column::text(Msg::FailureType),
        Column::text(Msg::Address),
        Column::text(Msg::Text),
        Column::text(Msg::Details),
    ];
    let empty = Derived::new(move || {
        let is_prepared = delivery.get().state.value >= 45;
        words.say(match (list, is_prepared) {
            (List::Log, true) => &Msg::NoLogs,
            (List::Log, false) => &Msg::NoLogsYet,
            (List::Exclusions, true) => &Msg::NoExclusions,
            (List::Exclusions, false) => &Msg::NoExclusionsYet,
        })
    });
    let reveal = move || words.say(if is_revealed.get() { &Msg::HideNumbers } else { &Msg::ShowNumbers });
    view! {
        <div class="head">
            <h2>{words.t(title())}</h2>
            <Statuses delivery list status/>
            <span class="grow"></span>
            <button type="button" on:click=move |_| is_revealed.update(|is| *is = !*is)>{reveal}</button>
        </div>
        <Table name=title() columns rows row=move |index, entry| draw_row(index, entry, is_revealed, open) empty/>
        {move || open.get().map(|entry| view! { <Explain entry is_revealed on_close=Handler::new(move |()| open.set(None))/> })}
    }
}

/// How many rows have each status, to narrow the table by one.
#[component]
fn Statuses(delivery: Derived<Arc<Delivery>>, list: List, status: Live<Option<i64>>) -> View {
    let Mount { words, format, .. } = Mount::here();
    let counts = query(move || log::by_status(&delivery.get_untracked(), list));
    let chip = move |value: Option<i64>, word: Derived<String>, count: i64| {
        view! {
            <button type="button" class="chip" aria-pressed=move || (status.get() == value).to_string()
                on:click=move |_| status.set(value)>
                <bdi>{word}</bdi>" "<i>{move || format.number(count)}</i>
            </button>
        }
    };
    child(move || {
        // One status needs no filter.
        let counts = counts.ready().filter(|counts| counts.len() > 1)?;
        let total = counts.iter().map(|(_, count)| count).sum();
        let chips = counts
            .into_iter()
            .map(|(coded, count)| chip(Some(coded.value), Derived::new(move || words.code(LOG_STATUS, &coded)), count))
            .collect::<Vec<_>>();
        Some(view! {
            <div class="chips" role="group" aria-label=words.t(Msg::FilterByStatus)>
                {chip(None, words.t(Msg::AllRows).into(), total)}
                {chips}
            </div>
        })
    })
}

fn draw_row(index: usize, entry: &Entry, is_revealed: Live<bool>, open: Live<Option<Entry>>) -> View {
    let Mount { words, format, .. } = Mount::here();
    let on_open = {
        let entry = entry.clone();
        Handler::new(move |()| open.set(Some(entry.clone())))
    };
    let explain = view! {
        <button type="button" class="plain" on:click=move |_| on_open.run(())>{words.say(&Msg::Explain)}</button>
    };
    let cells = vec![
        cell(Msg::LastModified, "", child(format.second(entry.last_modified))),
        cell(Msg::Status, "", foreign(&words.code(LOG_STATUS, &entry.status))),
        cell(Msg::WasSent, "", sent_mark(entry.status.value)),
        cell(Msg::Reason, "", foreign(&words.code(FAILURE_REASON, &entry.reason))),
        cell(Msg::FailureType, "", foreign(&words.code(FAILURE_TYPE, &entry.failure_type))),
        cell(Msg::Address, "code", address(entry.address.clone(), is_revealed)),
        cell(Msg::Text, "long", foreign(&entry.text)),
        cell(Msg::Details, "", explain),
    ];
    open_row(index, on_open, cells)
}

/// A phone number, masked unless asked.
pub fn address(address: Option<String>, is_revealed: Live<bool>) -> View {
    let Mount { words, .. } = Mount::here();
    let shown = move || match &address {
        None => words.say(&Msg::AddressHidden),
        Some(number) if number.is_empty() => words.say(&Msg::NoAddress),
        Some(number) if is_revealed.get() => number.clone(),
        Some(number) => mask(number),
    };
    view! { <bdi dir="ltr">{shown}</bdi> }
}
