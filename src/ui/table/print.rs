//! The first rows of a table on paper: without controls, and with a line that says whether there are more.

use leptos::prelude::*;

use super::grid::Grid;
use crate::{
    remote::{Count, Remote},
    ui::bare::bare_table,
    words::{Words, msg::Msg},
};

/// The most rows that are printed.
pub const MAX_PRINTED: usize = 1_000;

/// Prints as soon as the rows are loaded, and is gone afterwards.
#[component]
pub fn Printed(grid: Grid, #[prop(into)] title: Signal<String>) -> impl IntoView {
    let words = expect_context::<Words>();
    let Grid { list, is_printing, .. } = grid;
    let n_rows = Memo::new(move |_| list.extent.n_rows().min(MAX_PRINTED));
    let is_complete = Memo::new(move |_| {
        list.changed.track();
        (0..n_rows.get()).all(|index| list.id(index).is_some())
    });
    let is_failed = move || matches!(list.extent.state(), Remote::Failed(_));
    // After a failure the reason is on screen.
    Effect::new(move |_| {
        if is_failed() && !is_complete.get() {
            is_printing.set(false);
        }
    });
    let done = window_event_listener_untyped("afterprint", move |_| is_printing.set(false));
    on_cleanup(move || done.remove());
    Effect::new(move |_| {
        if is_complete.get() {
            request_animation_frame(|| {
                // A browser that does not print has no dialog for it.
                let _ = window().print();
            });
        }
    });
    let said = move || {
        let n = n_rows.get() as i64;
        words.say(&match list.extent.count() {
            Count::Known(total) if total as i64 > n => Msg::PrintedOf { n, total: total as i64 },
            Count::Known(_) | Count::Loading | Count::Failed => Msg::NRows(n),
        })
    };
    let table = move || {
        let mut rows = grid.rows_of(0..n_rows.get());
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        bare_table(head, rows)
    };
    view! {
        <div class="printed" aria-hidden="true">
            <h2>{title}</h2>
            <p>{said}</p>
            {move || is_complete.get().then(table)}
        </div>
    }
}
