//! A table on screen: what its rows, its foot and its details act on.

use gloo_timers::callback::Timeout;
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

use super::{
    copy::tsv,
    cursor::Cursor,
    keys::moved,
    layout::Layout,
    rows::{Opens, Values},
    scroller::Scroller,
    selection::Selection,
};
use crate::remote::List;

/// A table on screen.
#[derive(Clone, Copy)]
pub struct Grid {
    pub list: List,
    pub scroller: Scroller,
    pub cursor: Cursor,
    pub layout: RwSignal<Layout>,
    /// The rows that are selected beside the cursor's; empty if there are none.
    pub selection: RwSignal<Selection>,
    /// The row at the selection's anchor, to know whether rows have moved.
    pub anchor: StoredValue<Option<String>>,
    pub has_details: RwSignal<bool>,
    /// Opens the details after a click.
    pub opening: StoredValue<Option<Timeout>, LocalStorage>,
    pub dialog: RwSignal<Option<Shown>>,
    pub is_printing: RwSignal<bool>,
    /// Whether the user can get all rows as a file.
    pub can_export: bool,
    /// The field that `/` leads to.
    pub field: Option<NodeRef<html::Input>>,
    /// The address of the row with an id.
    pub link: Option<Callback<String, String>>,
    pub titles: StoredValue<Vec<Signal<String>>>,
    pub texts: StoredValue<Values<String>>,
}

/// A dialog of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Keys,
    Columns,
    Export,
}

/// A key as it was pressed.
#[derive(Debug, Clone, Copy)]
pub struct Press<'a> {
    pub key: &'a str,
    pub has_shift: bool,
    /// Ctrl, or Command on a Mac.
    pub has_ctrl: bool,
}

impl Grid {
    /// Moves the cursor to a row that exists; nothing else is selected.
    pub fn go_to(self, index: usize) {
        self.clear_selection();
        self.move_to(index);
    }

    fn move_to(self, index: usize) {
        self.cursor.go_to(index);
        self.scroller.show(index);
    }

    fn clear_selection(self) {
        if self.selection.with_untracked(|selection| *selection != Selection::default()) {
            self.selection.set(Selection::default());
        }
    }

    /// Selects from the last selected row to this one, where the cursor goes.
    pub fn extend_to(self, index: usize) {
        self.select(|selection| selection.extend(index));
        self.move_to(index);
    }

    /// Selects a row besides the others, or no longer.
    pub fn toggle(self, index: usize) {
        self.select(|selection| selection.toggle(index));
        self.move_to(index);
    }

    fn select(self, change: impl FnOnce(&mut Selection)) {
        let mut selection = self.selection.get_untracked();
        if selection.is_empty() {
            selection = self.cursor.index_untracked().map_or_else(Selection::default, Selection::only);
        }
        change(&mut selection);
        self.anchor.set_value(self.list.id(selection.anchor));
        self.selection.set(selection);
    }

    /// Drops the selection if other rows are in its places.
    pub fn check_selection(self) {
        let anchor = self.selection.with_untracked(|selection| self.list.id(selection.anchor));
        if anchor.is_some() && anchor != self.anchor.get_value() {
            self.clear_selection();
        }
    }

    /// Whether a row is selected: the cursor's, if there is no selection.
    pub fn is_selected(self, index: usize) -> bool {
        self.selection.with(|selection| {
            if selection.is_empty() { self.cursor.index() == Some(index) } else { selection.contains(index) }
        })
    }

    /// The number of selected rows, as far as there are several.
    pub fn n_selected(self) -> usize {
        self.selection.with(Selection::n_rows)
    }

    /// The selected rows as tab-separated values with their titles, and how many of them are loaded.
    pub fn selected(self) -> (String, usize) {
        let mut ranges = self.selection.with_untracked(Selection::ranges);
        if ranges.is_empty() {
            ranges = self.cursor.index_untracked().map(|index| index..index + 1).into_iter().collect();
        }
        let rows = self.rows_of(ranges.into_iter().flatten());
        (tsv(&rows), rows.len() - 1)
    }

    /// The titles of the columns shown, and their values in the rows that are loaded.
    pub fn rows_of(self, indices: impl Iterator<Item = usize>) -> Vec<Vec<String>> {
        let shown = self.layout.with_untracked(Layout::shown);
        let titles =
            self.titles.with_value(|titles| shown.iter().map(|index| titles[*index].get_untracked()).collect());
        let texts = self.texts.get_value();
        let row = |index| {
            let id = self.list.id(index)?;
            untrack(|| shown.iter().map(|column| texts(&id, *column)).collect())
        };
        std::iter::once(titles).chain(indices.filter_map(row)).collect()
    }

    /// Does what a key asks for. Returns whether it means something here.
    pub fn press(self, press: Press, opens: &Opens) -> bool {
        let at = self.cursor.index_untracked();
        let shown = self.scroller.shown_first();
        let n_rows = self.list.extent.n_rows_untracked();
        match (press.key, at) {
            ("a", _) if press.has_ctrl && n_rows > 0 => {
                self.select(|selection| *selection = Selection::only(0));
                self.select(|selection| selection.extend(n_rows - 1));
            }
            ("Home" | "End", _) if press.has_ctrl => return self.go_by(press, at, shown, n_rows),
            _ if press.has_ctrl => return false,
            ("Enter", Some(index)) => self.open(index, opens),
            ("Escape", _) if self.has_details.get_untracked() => self.has_details.set(false),
            ("Escape", _) if self.selection.with_untracked(|selection| !selection.is_empty()) => self.clear_selection(),
            ("?", _) => self.dialog.set(Some(Shown::Keys)),
            ("/", _) => match self.field.and_then(|field| field.get_untracked()) {
                // Focusing an element that is there cannot fail.
                Some(field) => drop(field.focus()),
                None => return false,
            },
            _ => return self.go_by(press, at, shown, n_rows),
        }
        true
    }

    fn go_by(self, press: Press, at: Option<usize>, shown: usize, n_rows: usize) -> bool {
        let to = moved(press.key, at, shown, self.scroller.n_fitting(), n_rows);
        match to {
            Some(to) if press.has_shift => self.extend_to(to),
            Some(to) => self.go_to(to),
            None => {}
        }
        to.is_some()
    }

    pub fn open(self, index: usize, opens: &Opens) {
        match opens {
            Opens::Page(open) => self.list.id(index).into_iter().for_each(|id| open(&id)),
            Opens::Details(_) => self.has_details.set(true),
        }
    }

    pub fn focus(self) {
        if let Some(node) = self.scroller.node.get_untracked() {
            // Focusing an element that is there cannot fail.
            let _ = HtmlElement::from(node).focus();
        }
    }
}
