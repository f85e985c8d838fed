//! The row that keys act on.

use leptos::prelude::*;

use crate::remote::List;

/// The place of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    pub index: usize,
    /// `None` if the row is not yet loaded.
    pub id: Option<String>,
}

/// The row that keys act on, if there is one. It stays with its row when rows move on the server.
#[derive(Clone, Copy)]
pub struct Cursor {
    list: List,
    at: RwSignal<Option<At>>,
}

impl Cursor {
    pub fn new(list: List, at: RwSignal<Option<At>>) -> Self {
        Effect::new(move |_| {
            list.changed.track();
            let Some(At { index, id }) = at.get() else { return };
            let there = list.id(index);
            let moved = match &id {
                Some(id) if there.as_ref() != Some(id) => {
                    list.index(id).map(|index| At { index, id: Some(id.clone()) })
                }
                None if there.is_some() => Some(At { index, id: there }),
                _ => None,
            };
            if moved.is_some() {
                at.set(moved);
            }
        });
        Self { list, at }
    }

    pub fn index(self) -> Option<usize> {
        self.at.with(|at| at.as_ref().map(|at| at.index))
    }

    pub fn index_untracked(self) -> Option<usize> {
        untrack(|| self.index())
    }

    /// The row's id, as soon as it is known.
    pub fn id(self) -> Option<String> {
        self.at.with(|at| at.as_ref().and_then(|at| at.id.clone()))
    }

    pub fn id_untracked(self) -> Option<String> {
        untrack(|| self.id())
    }

    pub fn go_to(self, index: usize) {
        self.at.set(Some(At { index, id: self.list.id(index) }));
    }

    /// Goes to a place that exists; the row with the same id is followed if it is somewhere else.
    pub fn go_near(self, index: usize) {
        self.at.update(|at| at.iter_mut().for_each(|at| at.index = index));
    }

    pub fn clear(self) {
        self.at.set(None);
    }
}
