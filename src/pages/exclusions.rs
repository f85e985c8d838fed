//! Exclusions: why addresses were left out, each by each and by cause.

use std::sync::Arc;

use campaign::{
    delivery::Delivery,
    log::{self, Cause, List},
};

use super::logs::Logs;
use crate::{
    i18n::Msg,
    prelude::*,
    remote::rows,
    ui::{
        icon::Tone,
        note::Note,
        table::{Column, Table, cell, plain_row},
        text::foreign,
    },
};

#[component]
pub fn Exclusions(delivery: Derived<Arc<Delivery>>) -> View {
    let Mount { words, .. } = Mount::here();
    let now = move || delivery.get_untracked();
    let causes = rows(move |start| log::causes(&now(), start), move || log::total_causes(&now()));
    let columns = vec![Column::text(Msg::Rule), Column::number(Msg::Addresses)];
    let is_in_log = Derived::new(move || delivery.get().storage.exclusion.is_none());
    view! {
        <h2>{words.t(Msg::Causes)}</h2>
        <Table name=Msg::Causes columns rows=causes row=draw_cause empty=words.t(Msg::NoCauses)/>
        {move || is_in_log.get().then(|| view! { <Note tone=Tone::Idle>{words.t(Msg::ExclusionsInLog)}</Note> })}
        <Logs delivery list=List::Exclusions/>
    }
}

fn draw_cause(index: usize, cause: &Cause) -> View {
    let Mount { format, .. } = Mount::here();
    let cells = vec![
        cell(Msg::Rule, "first", foreign(&cause.rule)),
        cell(Msg::Addresses, "n", child(format.number(cause.count))),
    ];
    plain_row(index, cells)
}
