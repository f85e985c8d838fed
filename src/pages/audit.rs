//! Audit: the journal of preparing and sending, and the proofs.

use std::sync::Arc;

use campaign::{
    codes::LogType,
    delivery::Delivery,
    journal::{self, Line},
};
use leptos::prelude::*;

use super::proofs::Proofs;
use crate::{
    format::Format,
    remote::rows,
    ui::{
        icon::{Icon, Tone},
        table::{Column, Corner, Table, TableRows},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Audit(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let now = move || delivery.get_untracked();
    let rows = rows(move |start| journal::lines(&now(), start), move || journal::total(&now()));
    let columns = vec![
        Column::moment("@logDate", Msg::Date, 15.5, |line: &Line| line.date, format, Format::second).at(Corner::Under),
        Column::rest("@message", Msg::Message, 22.0, |line: &Line| line.message.clone()).at(Corner::Start),
        Column::new("@logType", Msg::Severity, 10.0, move |line: &Line| words.code(&line.severity))
            .mark(|line| severity_look(line.severity.code))
            .at(Corner::UnderEnd),
        Column::new("code", Msg::Code, 10.0, |line: &Line| line.code.clone().unwrap_or_default())
            .code()
            .at(Corner::End),
        Column::raw("@id", 8.0, |line: &Line| line.id.clone()),
    ];
    view! {
        <h2>{words.t(Msg::Journal)}</h2>
        <Table name=Msg::Journal id="line" rows=TableRows::new(rows, columns) empty=words.t(Msg::NoJournal)/>
        <Proofs delivery/>
    }
}

fn severity_look(severity: LogType) -> (Tone, Icon) {
    match severity {
        LogType::Error => (Tone::Bad, Icon::Cross),
        LogType::Warning => (Tone::Wait, Icon::Warning),
        LogType::Info | LogType::Status | LogType::Verbose | LogType::Unknown(_) => (Tone::Idle, Icon::Info),
    }
}
