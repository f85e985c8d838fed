//! The proofs of a delivery: messages that were sent to a few people to try it.

use std::sync::Arc;

use campaign::delivery::{self, Delivery, Row};
use leptos::prelude::*;

use super::{
    listed::{name, number, route},
    status::state_look,
};
use crate::{
    format::Format,
    navigator::Navigator,
    remote::rows,
    ui::table::{Column, Corner, Table, TableRows},
    words::{Words, msg::Msg},
};

/// The table of proofs; a proof opens like any delivery.
#[component]
pub fn Proofs(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let navigator = expect_context::<Navigator>();
    let id = move || delivery.with_untracked(|delivery| delivery.id.clone());
    let rows = rows(move |start| delivery::proofs(&id(), start), move || delivery::total_proofs(&id()));
    let on_open = Callback::new(move |row: Arc<Row>| navigator.go(&route(&row)));
    let figure = move |key, title, n: fn(&Row) -> i64| {
        Column::new(key, title, 8.0, move |row: &Row| number(row, n(row), format)).number()
    };
    let columns = vec![
        Column::rest("@label", Msg::Label, 20.0, |row: &Row| row.label.clone())
            .view(move |row, _| name(row, navigator, on_open))
            .at(Corner::Start),
        Column::new("@state", Msg::Status, 15.5, move |row: &Row| words.code(&row.state))
            .mark(|row| state_look(row.state.code))
            .at(Corner::Under),
        figure("@toDeliver", Msg::ToSend, |row| row.to_deliver).at(Corner::End),
        figure("@processed", Msg::Processed, |row| row.processed),
        figure("@success", Msg::Success, |row| row.success).at(Corner::UnderEnd),
        figure("@error", Msg::FailedMessages, |row| row.errors),
    ];
    let empty = words.t(Msg::NoProofs);
    view! {
        <h2>{words.t(Msg::Proofs)}</h2>
        <Table name=Msg::Proofs id="proof" rows=TableRows::to_open(rows, columns.into(), on_open) empty/>
    }
}
