//! A table on screen: what its rows, its foot and its details act on.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{cursor::Cursor, keys::moved, rows::Opens, scroller::Scroller};
use crate::remote::List;

/// A table on screen.
#[derive(Clone, Copy)]
pub struct Grid {
    pub list: List,
    pub scroller: Scroller,
    pub cursor: Cursor,
    pub has_details: RwSignal<bool>,
    /// Opens the details after a click.
    pub opening: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Grid {
    /// Moves the cursor to a row that exists.
    pub fn go_to(self, index: usize) {
        self.cursor.go_to(index);
        self.scroller.show(index);
    }

    /// Does what a key asks for. Returns whether it means something here.
    pub fn press(self, key: &str, opens: &Opens) -> bool {
        let at = self.cursor.index_untracked();
        let shown = self.scroller.shown_first();
        let n_rows = self.list.extent.n_rows_untracked();
        match (key, at) {
            ("Enter", Some(index)) => self.open(index, opens),
            ("Escape", _) if self.has_details.get_untracked() => self.has_details.set(false),
            _ => match moved(key, at, shown, self.scroller.n_fitting(), n_rows) {
                Some(to) => self.go_to(to),
                None => return false,
            },
        }
        true
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
