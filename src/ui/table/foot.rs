//! The foot of a table: which rows are on screen, and the way to any other.

use std::ops::Range;

use gloo_timers::callback::Timeout;
use leptos::{ev::SubmitEvent, html, prelude::*};

use super::grid::{Grid, Shown};
use crate::{
    remote::{Count, List, Remote},
    ui::{button::Button, show::Show},
    words::{Words, msg::Msg},
};

/// The least time between two updates of the row numbers while the table is scrolled, in milliseconds: to write them in
/// every frame takes as long as to draw some rows, and nobody could read them.
const SAY_MS: u32 = 200;

#[component]
pub fn Foot(grid: Grid, remark: Option<Signal<String>>) -> impl IntoView {
    let words = expect_context::<Words>();
    let extent = grid.list.extent;
    let visible = grid.list.view;
    let said = said_rows(grid);
    // After a failure there is no number to show.
    let shown = move || {
        let total = match extent.count() {
            Count::Loading => return None,
            Count::Known(n) => Some(n as i64),
            Count::Failed => None,
        };
        let visible = said.get();
        let shown = Msg::Shown { from: visible.start as i64 + 1, to: visible.end as i64, total };
        let is_known = extent.state() == Remote::Ready(()) || extent.n_rows() > 0;
        is_known
            .then(|| if visible.is_empty() { words.say(&Msg::NRows(total.unwrap_or(0))) } else { words.say(&shown) })
    };
    let has_more = Memo::new(move |_| visible.with(|visible| extent.n_rows() > visible.len()));
    let selected = move || {
        let n = grid.n_selected();
        (n > 1).then(|| words.say(&Msg::NSelected(n as i64)))
    };
    let field = NodeRef::<html::Input>::new();
    let on_go = move |event: SubmitEvent| {
        event.prevent_default();
        let n_rows = extent.n_rows_untracked();
        let Some(field) = field.get_untracked() else { return };
        let typed: String = field.value().chars().filter(char::is_ascii_digit).collect();
        if let (Ok(number @ 1..), true) = (typed.parse::<usize>(), n_rows > 0) {
            grid.go_to(number.min(n_rows) - 1);
            grid.focus();
        }
    };
    view! {
        <div class="foot">
            <span class="loaded">{shown}</span>
            <span class="selected" role="status">{selected}</span>
            <Show when=move || has_more.get()>
                <form class="go" on:submit=on_go>
                    <label>
                        {words.t(Msg::GoToRow)}" "
                        <input type="text" inputmode="numeric" class="field small" part="input" size="9" aria-label=words.t(Msg::GoToRow) autocomplete="off" node_ref=field/>
                    </label>
                </form>
            </Show>
            <span class="remark">{remark}</span>
            <Show when=move || visible.with(|visible| !visible.is_empty())>
                <span class="actions">
                    {grid.can_export.then(|| view! {
                        <Button label=words.t(Msg::Export) class="small plain" on_press=move |()| grid.dialog.set(Some(Shown::Export))/>
                    })}
                    <Button label=words.t(Msg::Print) class="small plain" on_press=move |()| grid.is_printing.set(true)/>
                    <Button label=words.t(Msg::Columns) class="small plain" on_press=move |()| grid.dialog.set(Some(Shown::Columns))/>
                    <Button label="?" name=words.t(Msg::Keys) class="small plain" on_press=move |()| grid.dialog.set(Some(Shown::Keys))/>
                </span>
            </Show>
        </div>
    }
}

/// The visible rows as the foot says them: while the table is scrolled, they change at most once in [`SAY_MS`]; other rows
/// are said at once.
fn said_rows(grid: Grid) -> ReadSignal<Range<usize>> {
    let List { view, extent, begun, .. } = grid.list;
    let (said, say) = signal(view.get_untracked());
    let is_paused = RwSignal::new(false);
    let pause = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |before: Option<(u32, usize)>| {
        let list = (begun.get(), extent.n_rows());
        if (before != Some(list) || !is_paused.get()) && view.get() != said.get_untracked() {
            say.set(view.get_untracked());
            is_paused.set(true);
            pause.set_value(Some(Timeout::new(SAY_MS, move || is_paused.set(false))));
        }
        list
    });
    said
}
