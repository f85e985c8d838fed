//! The loaded rows in the address, so that they are loaded again after another page or a reload.

use campaign::query::PAGE;
use leptos::prelude::*;

use super::choice::Choice;
use crate::{
    host::Host,
    navigator::Navigator,
    remote::{List, Remote},
    route::Place,
    ui::table::row_id,
};

/// The current filter, order and number of rows for the address.
pub fn place(choice: &Choice, list: List) -> Place {
    let n_rows = list.extent.end();
    choice.place().and("rows", &if n_rows > PAGE { n_rows.to_string() } else { String::new() })
}

/// Loads the rows of `there`, goes back to the user's row, and then keeps the address up to date.
pub fn follow(choice: Memo<Choice>, list: List, there: &Place) {
    let (navigator, host) = (expect_context::<Navigator>(), expect_context::<Host>());
    let (n_rows, at) = (there.get("rows").parse().unwrap_or(0), there.get("at").to_owned());
    let is_back = RwSignal::new(n_rows == 0 && at.is_empty());
    let extent = list.extent;
    Effect::new(move |_| {
        if is_back.get() || extent.is_busy() || extent.state() != Remote::Ready(()) {
            return;
        }
        if extent.end() < n_rows && extent.has_more() {
            extent.more();
            return;
        }
        is_back.set(true);
        if navigator.takes_focus() {
            host.focus_on(&row_id(&at));
        }
    });
    Effect::new(move |_| {
        if is_back.get() {
            navigator.set_place(choice.with(|choice| place(choice, list)));
        }
    });
    host.on_leaving(move || {
        let first = untrack(|| list.shown.with(|rows| rows.first().map(|row| row_id(&row.id))));
        let at = host.first_in_sight(&row_id("")).filter(|id| Some(id) != first.as_ref());
        if let Some(at) = at.as_deref().and_then(|id| id.strip_prefix(&row_id(""))) {
            navigator.keep_place(untrack(|| choice.with(|choice| place(choice, list))).and("at", at));
        }
    });
}
