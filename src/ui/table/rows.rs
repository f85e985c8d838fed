//! The rows of a table, whatever their type.

use std::sync::Arc;

use leptos::prelude::*;

use super::column::{Column, Shape, Spot};
use crate::{
    remote::{List, Rows},
    ui::facts::facts,
    words::Words,
};

/// The rows and columns of a table, and what happens when the user opens a row.
pub struct TableRows {
    pub(super) list: List,
    pub(super) heads: Vec<(Signal<String>, Shape)>,
    pub(super) draw: Draw,
    pub(super) opens: Opens,
}

/// The rows of one type, for the code that draws them whatever their type is.
#[derive(Clone)]
pub(super) struct Draw {
    pub version: Version,
    pub cells: DrawRow<Vec<AnyView>>,
}

/// The version of the values of the row with this id, another one after each change; `None` if it is not loaded.
pub type Version = Arc<dyn Fn(&str) -> Option<u32> + Send + Sync>;

/// Draws the row with this id; `None` if it is not loaded.
pub type DrawRow<V> = Arc<dyn Fn(&str) -> Option<V> + Send + Sync>;

/// What happens to a row on Enter, and with the mouse.
#[derive(Clone)]
pub(super) enum Opens {
    /// A double-click opens the row with this id.
    Page(Arc<dyn Fn(&str) + Send + Sync>),
    /// A click shows its details beside the table.
    Details(DrawRow<AnyView>),
}

impl TableRows {
    /// Rows whose details are the values of all columns.
    pub fn new<T: Send + Sync + 'static>(rows: Rows<T>, columns: Vec<Column<T>>) -> Self {
        let words = expect_context::<Words>();
        let columns: Arc<[Column<T>]> = columns.into();
        let all = columns.clone();
        let details = move |row: &Arc<T>| {
            facts(words, all.iter().map(|column| (&column.title, column.content(row, Spot::Details))).collect())
        };
        Self::drawn(rows, columns, Opens::Details(Arc::new(move |id| rows.get(id).map(|row| details(&row)))))
    }

    /// Rows with details of their own.
    pub fn with_details<T: Send + Sync + 'static>(
        rows: Rows<T>,
        columns: Vec<Column<T>>,
        details: impl Fn(&Arc<T>) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self::drawn(rows, columns.into(), Opens::Details(Arc::new(move |id| rows.get(id).map(|row| details(&row)))))
    }

    /// Rows that open a page.
    pub fn to_open<T: Send + Sync + 'static>(
        rows: Rows<T>,
        columns: Vec<Column<T>>,
        on_open: Callback<Arc<T>>,
    ) -> Self {
        let open = move |id: &str| rows.get(id).into_iter().for_each(|row| on_open.run(row));
        Self::drawn(rows, columns.into(), Opens::Page(Arc::new(open)))
    }

    fn drawn<T: Send + Sync + 'static>(rows: Rows<T>, columns: Arc<[Column<T>]>, opens: Opens) -> Self {
        let words = expect_context::<Words>();
        let head = |index: usize| {
            let (columns, shape) = (columns.clone(), columns[index].shape);
            (Signal::derive(move || words.say(&columns[index].title)), shape)
        };
        let heads = (0..columns.len()).map(head).collect();
        let cells = move |id: &str| {
            let row = rows.get(id)?;
            Some(columns.iter().map(|column| column.shape.cell(column.content(&row, Spot::Row))).collect())
        };
        let draw = Draw { version: Arc::new(move |id| rows.version(id)), cells: Arc::new(cells) };
        Self { list: rows.list, heads, draw, opens }
    }
}
