//! Exclusions: the addresses that were left out, one by one and by cause.

use std::sync::Arc;

use campaign::{
    delivery::{Delivery, Exclusion},
    log::{self, Cause, List},
};

use leptos::prelude::*;

use super::logs::Logs;
use crate::{
    format::{Format, Numbers},
    remote::{query, rows},
    ui::{
        icon::Tone,
        note::Note,
        show::Show,
        table::{Column, Corner, Table, TableRows},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Exclusions(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let now = move || delivery.get_untracked();
    let causes = rows(move |start| log::causes(&now(), start), move || log::total_causes(&now()));
    let columns = vec![
        Column::rest("[typologyRule/@label]", Msg::Rule, 14.0, |cause: &Cause| cause.rule.clone()).at(Corner::Start),
        Column::new("@count", Msg::Addresses, 9.0, move |cause: &Cause| format.number(cause.count))
            .number()
            .at(Corner::End),
    ];
    let skipped = query(move || log::are_exclusions_skipped(&delivery.get_untracked()));
    let note = move || {
        let msg = match delivery.get().storage.exclusion {
            _ if skipped.ready() == Some(true) => Msg::ExclusionsNotStored,
            Exclusion::NotStored => Msg::ExclusionsNotStored,
            Exclusion::InLog => Msg::ExclusionsInLog,
            Exclusion::In(_) => return None,
        };
        Some(view! { <Note tone=Tone::Idle>{words.t(msg)}</Note> }.into_any())
    };
    let is_stored = Memo::new(move |_| {
        skipped.ready() != Some(true) && delivery.with(|delivery| delivery.storage.exclusion != Exclusion::NotStored)
    });
    view! {
        <h2>{words.t(Msg::Causes)}</h2>
        <Table name=Msg::Causes id="cause" rows=TableRows::new(causes, columns) empty=words.t(Msg::NoCauses)/>
        {note}
        <Show when=move || is_stored.get()>
            <Logs delivery list=List::Exclusions/>
        </Show>
    }
}
