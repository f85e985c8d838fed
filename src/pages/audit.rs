//! Audit: everything that happened at launch.

use crate::prelude::*;
use std::sync::Arc;

use campaign::{
    codes::LOG_TYPE,
    delivery::Delivery,
    journal::{self, Line},
};

use crate::{
    format::Format,
    i18n::{Msg, Words},
    remote::rows,
    ui::{
        icon::{Icon, Mark, Tone},
        table::{Cell, Column, PlainRow, Table},
        text::Foreign,
    },
};

#[component]
pub fn Audit(delivery: Signal<Arc<Delivery>>) -> AnyView {
    let words = expect_context::<Words>();
    let now = move || delivery.get_untracked();
    let rows = rows(move |start| journal::lines(&now(), start), move || journal::total(&now()));
    let columns =
        vec![Column::text(Msg::Date), Column::text(Msg::Message), Column::text(Msg::Severity), Column::text(Msg::Code)];
    view! {
        <h2>{words.t(Msg::Journal)}</h2>
        <Table name=Msg::Journal columns rows row=draw_row empty=words.t(Msg::NoJournal)/>
    }
}

fn draw_row(index: usize, line: &Line) -> AnyView {
    let line = line.clone();
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let (tone, icon) = match line.severity.value {
        0 => (Tone::Bad, Icon::Cross),
        1 => (Tone::Wait, Icon::Warning),
        _ => (Tone::Idle, Icon::Info),
    };
    let severity = Signal::derive(move || words.code(LOG_TYPE, &line.severity));
    view! {
        <PlainRow index>
            <Cell title=Msg::Date>{move || format.second(line.date)}</Cell>
            <Cell title=Msg::Message class="long"><Foreign text=line.message/></Cell>
            <Cell title=Msg::Severity><Mark tone icon word=severity/></Cell>
            <Cell title=Msg::Code class="code"><Foreign text=line.code.unwrap_or_default()/></Cell>
        </PlainRow>
    }
}
