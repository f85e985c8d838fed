//! The user's row in the address, so that the list is there again after another page or a reload.

use leptos::prelude::*;

use super::choice::Choice;
use crate::{
    host::Host,
    navigator::Navigator,
    remote::{List, Remote},
    route::Place,
    ui::table::At,
};

/// The current filter and order for the address, with a row.
pub fn place(choice: &Choice, at: Option<&At>) -> Place {
    match at {
        Some(At { index, id: Some(id) }) => choice.place().and("row", &index.to_string()).and("at", id),
        _ => choice.place(),
    }
}

/// The row in an address.
pub fn at(there: &Place) -> Option<At> {
    let id = there.get("at");
    (!id.is_empty()).then(|| At { index: there.get("row").parse().unwrap_or(0), id: Some(id.to_owned()) })
}

/// Keeps the address up to date, from the first rows on: until then it says which rows there were.
pub fn follow(choice: Memo<Choice>, list: List, at: RwSignal<Option<At>>) {
    let (navigator, host) = (expect_context::<Navigator>(), expect_context::<Host>());
    let is_there = Memo::new(move |_| list.extent.state() == Remote::Ready(()));
    Effect::new(move |_| {
        if is_there.get() {
            navigator.set_place(choice.with(|choice| place(choice, at.get().as_ref())));
        }
    });
    host.on_leaving(move || {
        let index = list.view.get_untracked().start;
        let first = At { index, id: list.id(index) };
        if index > 0 && at.get_untracked().is_none() {
            navigator.keep_place(untrack(|| choice.with(|choice| place(choice, Some(&first)))));
        }
    });
}
