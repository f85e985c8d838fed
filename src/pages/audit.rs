//! Audit: the journal of preparing and sending.

use std::sync::Arc;

use campaign::{
    codes::LogType,
    delivery::Delivery,
    journal::{self, Line},
};
use leptos::prelude::*;

use crate::{
    format::Format,
    remote::rows,
    ui::{
        icon::{Icon, Tone, mark},
        table::{Column, Table, TableRows, cell},
        text::foreign,
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Audit(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let now = move || delivery.get_untracked();
    let rows = rows(move |start| journal::lines(&now(), start), move || journal::total(&now()));
    let columns =
        vec![Column::text(Msg::Date), Column::text(Msg::Message), Column::text(Msg::Severity), Column::text(Msg::Code)];
    view! {
        <h2>{words.t(Msg::Journal)}</h2>
        <Table name=Msg::Journal columns rows=TableRows::new(rows, move |line| cells(line, words, format)) empty=words.t(Msg::NoJournal)/>
    }
}

fn cells(line: &Line, words: Words, format: Format) -> Vec<AnyView> {
    let (tone, icon) = match line.severity.code {
        LogType::Error => (Tone::Bad, Icon::Cross),
        LogType::Warning => (Tone::Wait, Icon::Warning),
        LogType::Info | LogType::Status | LogType::Verbose | LogType::Unknown(_) => (Tone::Idle, Icon::Info),
    };
    vec![
        cell(words, Msg::Date, "", format.second(line.date)),
        cell(words, Msg::Message, "long", foreign(&line.message)),
        cell(words, Msg::Severity, "", mark(tone, icon, words.code(&line.severity))),
        cell(words, Msg::Code, "code", foreign(line.code.as_deref().unwrap_or_default())),
    ]
}
