//! From outside a table to its rows: a field above it searches them, and steps from one to the next.

use leptos::{html, prelude::*};

use super::cursor::At;
use crate::{
    remote::{Count, List},
    ui::button::Button,
    words::{Words, msg::Msg},
};

/// What a page and its table share.
#[derive(Clone, Copy)]
pub struct Finder {
    /// The row of the cursor. With a value the table begins there.
    pub at: RwSignal<Option<At>>,
    /// The field that `/` leads to.
    pub field: NodeRef<html::Input>,
    /// The row that the table is to go to.
    pub(super) goal: RwSignal<Option<usize>>,
}

impl Finder {
    pub fn new(at: Option<At>) -> Self {
        Self { at: RwSignal::new(at), field: NodeRef::new(), goal: RwSignal::new(None) }
    }

    /// Goes to the next row, or back; after the last one to the first.
    pub fn step(self, list: List, is_back: bool) {
        let n_rows = list.extent.n_rows_untracked();
        let at = self.at.with_untracked(|at| at.as_ref().map(|at| at.index));
        let next = match (at, is_back) {
            (None, false) => 0,
            (None, true) => n_rows.saturating_sub(1),
            (Some(at), false) => (at + 1) % n_rows.max(1),
            (Some(at), true) => at.checked_sub(1).unwrap_or(n_rows.saturating_sub(1)),
        };
        if n_rows > 0 {
            self.goal.set(Some(next));
        }
    }
}

/// Which of the rows found the cursor is on, and the way to the others.
#[component]
pub fn Found(finder: Finder, list: List) -> impl IntoView {
    let words = expect_context::<Words>();
    let said = move || {
        let total = match list.extent.count() {
            Count::Known(n) => n as i64,
            Count::Loading | Count::Failed => return String::new(),
        };
        let at = finder.at.with(|at| at.as_ref().map(|at| at.index as i64 + 1));
        words.say(&match at {
            Some(number) => Msg::NOfN { number, total },
            None => Msg::NRows(total),
        })
    };
    view! {
        <span class="quiet" role="status">{said}</span>
        <Button label="↑" name=words.t(Msg::PreviousRow) class="small plain" on_press=move |()| finder.step(list, true)/>
        <Button label="↓" name=words.t(Msg::NextRow) class="small plain" on_press=move |()| finder.step(list, false)/>
    }
}
