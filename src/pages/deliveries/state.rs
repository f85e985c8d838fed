//! What the app keeps of the list while a delivery is open.

use campaign::delivery::Filter;
use leptos::prelude::*;

use super::choice::{Choice, Period};

#[derive(Clone, Copy)]
pub struct ListState {
    pub choice: RwSignal<Choice>,
    /// Where the user left the list for a delivery.
    pub left: RwSignal<Option<Left>>,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    pub index: usize,
    /// The number of rows, if it was known.
    pub total: Option<i64>,
}

impl ListState {
    pub fn new() -> Self {
        let choice = RwSignal::new(Choice { filter: Filter::default(), period: Period::Any });
        Self { choice, left: RwSignal::new(None) }
    }
}
