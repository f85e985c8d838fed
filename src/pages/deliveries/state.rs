//! What the app keeps of the list while a delivery is open.

use leptos::prelude::*;

use super::{choice::Choice, own::OwnViews, spellings::Labels};
use crate::host::Host;

#[derive(Clone, Copy)]
pub struct ListState {
    pub choice: RwSignal<Choice>,
    /// Where the user left the list for a delivery.
    pub left: RwSignal<Option<Left>>,
    pub labels: Labels,
    pub views: OwnViews,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    pub index: usize,
    /// The number of rows, if it was known.
    pub total: Option<i64>,
}

impl ListState {
    pub fn new(host: Host) -> Self {
        Self {
            choice: RwSignal::new(Choice::default()),
            left: RwSignal::new(None),
            labels: Labels::new(),
            views: OwnViews::new(host),
        }
    }
}
