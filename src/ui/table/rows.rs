//! The rows of a table, whatever their type.

use std::sync::Arc;

use campaign::{request::Request, value::Id};
use leptos::prelude::*;

use super::{
    column::{Column, Content, Kind, Shape, Source},
    layout::Track,
};
use crate::{
    remote::{Identified, List, Part, Rows},
    ui::facts::facts,
    words::Words,
};

/// The rows and columns of a table, and what happens when the user opens a row.
pub struct TableRows {
    pub(super) list: List,
    pub(super) heads: Vec<Head>,
    pub(super) draw: Draw,
    pub(super) opens: Opens,
    pub(super) export: Option<Export>,
}

/// A column, whatever the type of the rows.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub title: Signal<String>,
    pub shape: Shape,
    pub kind: Kind,
    pub track: Track,
    pub holds: Holds,
}

/// What a column holds in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Values,
    Moments,
    Phones,
}

/// How all rows get into a file.
#[derive(Clone)]
pub(super) struct Export {
    /// The beginning of the file's name.
    pub name: Signal<String>,
    /// Whether telephone numbers are shown whole on the screen.
    pub is_revealed: Signal<bool>,
    pub parts: Parts,
}

/// Requests the rows after those with this id.
pub(super) type Parts = Arc<dyn Fn(Option<&Id>) -> Request<Part> + Send + Sync>;

/// The rows of one type, for the code that draws them whatever their type is.
#[derive(Clone)]
pub(super) struct Draw {
    pub version: Version,
    pub contents: Values<Content>,
    pub texts: Values<String>,
}

/// The value of the row with this id in the column with this number; `None` if it is not loaded.
pub(super) type Values<V> = Arc<dyn Fn(&str, usize) -> Option<V> + Send + Sync>;

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
        let details =
            move |row: &Arc<T>| facts(words, all.iter().map(|column| (&column.title, column.detail(row))).collect());
        Self::drawn(rows, columns, Opens::Details(Arc::new(move |id| rows.get(id).map(|row| details(&row)))))
    }

    /// Rows with details of their own.
    pub fn with_details<T: Send + Sync + 'static>(
        rows: Rows<T>,
        columns: Arc<[Column<T>]>,
        details: impl Fn(&Arc<T>) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self::drawn(rows, columns, Opens::Details(Arc::new(move |id| rows.get(id).map(|row| details(&row)))))
    }

    /// Rows that open a page.
    pub fn to_open<T: Send + Sync + 'static>(
        rows: Rows<T>,
        columns: Arc<[Column<T>]>,
        on_open: Callback<Arc<T>>,
    ) -> Self {
        let open = move |id: &str| rows.get(id).into_iter().for_each(|row| on_open.run(row));
        Self::drawn(rows, columns, Opens::Page(Arc::new(open)))
    }

    /// The user can also get all rows as a file, whose name begins with `name`. `question` requests the rows after those
    /// with an id; `columns` are those of the table.
    pub fn export<T: Identified + Send + Sync + 'static>(
        mut self,
        name: Signal<String>,
        is_revealed: Signal<bool>,
        columns: Arc<[Column<T>]>,
        question: impl Fn(Option<&Id>) -> Request<Vec<T>> + Send + Sync + 'static,
    ) -> Self {
        let parts = move |last: Option<&Id>| {
            let columns = columns.clone();
            question(last).map(move |rows| {
                let columns = columns.clone();
                Part {
                    n_rows: rows.len(),
                    last: rows.last().and_then(|row| Id::new(row.id())),
                    cells: Box::new(move |row, column| columns[column].cell(&rows[row])),
                }
            })
        };
        self.export = Some(Export { name, is_revealed, parts: Arc::new(parts) });
        self
    }

    fn drawn<T: Send + Sync + 'static>(rows: Rows<T>, columns: Arc<[Column<T>]>, opens: Opens) -> Self {
        let words = expect_context::<Words>();
        let head = |index: usize| {
            let (column, columns) = (&columns[index], columns.clone());
            let (shape, kind, track) = (column.shape, column.kind(), column.track);
            let holds = match column.source {
                Source::Text | Source::Number(_) => Holds::Values,
                Source::Moment(_) => Holds::Moments,
                Source::Phone(_) => Holds::Phones,
            };
            Head { title: Signal::derive(move || words.say(&columns[index].title)), shape, kind, track, holds }
        };
        let heads = (0..columns.len()).map(head).collect();
        let all = columns.clone();
        let contents = move |id: &str, column: usize| Some(columns[column].content(&rows.get(id)?));
        let texts = move |id: &str, column: usize| Some(all[column].text(&*rows.get(id)?));
        let draw = Draw {
            version: Arc::new(move |id| rows.version(id)),
            contents: Arc::new(contents),
            texts: Arc::new(texts),
        };
        Self { list: rows.list, heads, draw, opens, export: None }
    }
}
