//! The rows of a delivery, sent or left out: who, what became of it, and why.

use crate::prelude::*;
use std::sync::Arc;

use campaign::{
    codes::{FAILURE_REASON, FAILURE_TYPE},
    delivery::Delivery,
    log::{self, Entry, List},
};

use super::{
    explain::Explain,
    status::{SentMark, status_word},
};
use crate::{
    format::Format,
    i18n::{Msg, Words},
    remote::{query, rows},
    ui::{
        table::{Cell, Column, OpenRow, Table},
        text::{Foreign, mask},
    },
};

#[component]
pub fn Logs(delivery: Signal<Arc<Delivery>>, list: List) -> AnyView {
    let words = expect_context::<Words>();
    let now = move || delivery.get_untracked();
    let status = RwSignal::new(None::<i64>);
    // Gone with the tab: whoever comes back sees masked numbers.
    let is_revealed = RwSignal::new(false);
    let open = RwSignal::new(None::<Entry>);
    let rows = rows(
        move |start| log::entries(&now(), list, status.get(), start),
        move || log::total(&now(), list, status.get()),
    );
    let title = match list {
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
    let empty = Signal::derive(move || {
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
            <h2>{words.t(title.clone())}</h2>
            <Statuses delivery list status/>
            <span class="grow"></span>
            <button type="button" on:click=move |_| is_revealed.update(|is| *is = !*is)>{reveal}</button>
        </div>
        <Table name=title columns rows row=move |index, entry| draw_row(index, entry, is_revealed, open) empty/>
        {move || open.get().map(|entry| view! { <Explain entry is_revealed on_close=move || open.set(None)/> })}
    }
}

/// How many rows have each status, to narrow the table by one.
#[component]
fn Statuses(delivery: Signal<Arc<Delivery>>, list: List, status: RwSignal<Option<i64>>) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let counts = query(move || log::by_status(&delivery.get_untracked(), list));
    let chip = move |value: Option<i64>, word: Signal<String>, count: i64| {
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
            .map(|(coded, count)| chip(Some(coded.value), Signal::derive(move || status_word(words, &coded)), count))
            .collect_view();
        Some(view! {
            <div class="chips" role="group" aria-label=words.t(Msg::FilterByStatus)>
                {chip(None, words.t(Msg::AllRows).into(), total)}
                {chips}
            </div>
        })
    })
}

fn draw_row(index: usize, entry: &Entry, is_revealed: RwSignal<bool>, open: RwSignal<Option<Entry>>) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let entry = entry.clone();
    let on_open = {
        let entry = entry.clone();
        move || open.set(Some(entry.clone()))
    };
    let explain = on_open.clone();
    let status = entry.status.clone();
    let (reason, failure_type) = (entry.reason.clone(), entry.failure_type.clone());
    view! {
        <OpenRow index on_open>
            <Cell title=Msg::LastModified>{move || format.second(entry.last_modified)}</Cell>
            <Cell title=Msg::Status><bdi>{move || status_word(words, &status)}</bdi></Cell>
            <Cell title=Msg::WasSent><SentMark status=entry.status.value/></Cell>
            <Cell title=Msg::Reason><bdi>{move || words.code(FAILURE_REASON, &reason)}</bdi></Cell>
            <Cell title=Msg::FailureType><bdi>{move || words.code(FAILURE_TYPE, &failure_type)}</bdi></Cell>
            <Cell title=Msg::Address class="code"><Address address=entry.address is_revealed/></Cell>
            <Cell title=Msg::Text class="long"><Foreign text=entry.text/></Cell>
            <Cell title=Msg::Details>
                <button type="button" class="plain" on:click=move |_| explain()>{words.t(Msg::Explain)}</button>
            </Cell>
        </OpenRow>
    }
}

/// A phone number, masked unless asked.
#[component]
pub fn Address(address: Option<String>, is_revealed: RwSignal<bool>) -> AnyView {
    let words = expect_context::<Words>();
    let shown = move || match &address {
        None => words.say(&Msg::AddressHidden),
        Some(number) if number.is_empty() => words.say(&Msg::NoAddress),
        Some(number) if is_revealed.get() => number.clone(),
        Some(number) => mask(number),
    };
    view! { <bdi dir="ltr">{shown}</bdi> }
}
