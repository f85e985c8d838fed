//! Audit: everything that happened at launch.

use std::sync::Arc;

use campaign::{
    codes::LOG_TYPE,
    delivery::Delivery,
    journal::{self, Line},
};

use crate::{
    i18n::Msg,
    prelude::*,
    remote::rows,
    ui::{
        icon::{Icon, Tone, mark},
        table::{Column, Table, cell, plain_row},
        text::foreign,
    },
};

#[component]
pub fn Audit(delivery: Derived<Arc<Delivery>>) -> View {
    let Mount { words, .. } = Mount::here();
    let now = move || delivery.get_untracked();
    let rows = rows(move |start| journal::lines(&now(), start), move || journal::total(&now()));
    let columns =
        vec![Column::text(Msg::Date), Column::text(Msg::Message), Column::text(Msg::Severity), Column::text(Msg::Code)];
    view! {
        <h2>{words.t(Msg::Journal)}</h2>
        <Table name=Msg::Journal columns rows row=draw_row empty=words.t(Msg::NoJournal)/>
    }
}

fn draw_row(index: usize, line: &Line) -> View {
    let Mount { words, format, .. } = Mount::here();
    let (tone, icon) = match line.severity.value {
        0 => (Tone::Bad, Icon::Cross),
        1 => (Tone::Wait, Icon::Warning),
        _ => (Tone::Idle, Icon::Info),
    };
    let cells = vec![
        cell(Msg::Date, "", child(format.second(line.date))),
        cell(Msg::Message, "long", foreign(&line.message)),
        cell(Msg::Severity, "", mark(tone, icon, words.code(LOG_TYPE, &line.severity))),
        cell(Msg::Code, "code", foreign(line.code.as_deref().unwrap_or_default())),
    ];
    plain_row(index, cells)
}
