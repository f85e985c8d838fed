//! The columns of a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    ui::text::{brief, foreign, plain},
    words::msg::Msg,
};

/// A column of rows of one type.
pub struct Column<T> {
    pub(super) title: Msg,
    pub(super) shape: Shape,
    text: Text<T>,
    view: Option<View<T>>,
}

/// Where a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// In a row, which has one line and is no place for a stop of the Tab key.
    Row,
    Details,
}

type Text<T> = Box<dyn Fn(&T) -> String + Send + Sync>;
type View<T> = Box<dyn Fn(&Arc<T>, Spot) -> AnyView + Send + Sync>;

/// The look of a column: its width is fixed, or it takes the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// In em of the text; the least width if the column takes the rest.
    width: f32,
    takes_rest: bool,
    pub class: &'static str,
    corner: Option<&'static str>,
}

/// The place of a cell where rows have two lines because the table is narrow. Other cells are hidden there.
#[derive(Debug, Clone, Copy)]
pub enum Corner {
    Start,
    End,
    Under,
    UnderEnd,
}

impl<T: 'static> Column<T> {
    /// A column of this width, in em of the text, and what it says of a row. An empty text is shown as a dash.
    pub fn new(title: Msg, width: f32, text: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        let shape = Shape { width, takes_rest: false, class: "", corner: None };
        Self { title, shape, text: Box::new(text), view: None }
    }

    /// The column that takes the rest of the width, at least `width` em.
    pub fn rest(title: Msg, width: f32, text: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        let mut column = Self::new(title, width, text);
        column.shape.takes_rest = true;
        column
    }

    /// Shows the value by more than its text.
    pub fn view(mut self, view: impl Fn(&Arc<T>, Spot) -> AnyView + Send + Sync + 'static) -> Self {
        self.view = Some(Box::new(view));
        self
    }

    pub fn number(mut self) -> Self {
        self.shape.class = "n";
        self
    }

    pub fn code(mut self) -> Self {
        self.shape.class = "code";
        self
    }

    pub fn at(mut self, corner: Corner) -> Self {
        self.shape.corner = Some(match corner {
            Corner::Start => "start",
            Corner::End => "end",
            Corner::Under => "under",
            Corner::UnderEnd => "under-end",
        });
        self
    }

    /// The value of a row.
    pub(super) fn content(&self, row: &Arc<T>, spot: Spot) -> AnyView {
        match (&self.view, spot) {
            (Some(view), _) => view(row, spot),
            (None, Spot::Row) => foreign(&brief(&(self.text)(row))),
            (None, Spot::Details) => foreign(&(self.text)(row)),
        }
    }
}

impl Shape {
    pub fn cell(&self, content: AnyView) -> AnyView {
        view! { <td role="gridcell" class=self.class data-corner=self.corner>{content}</td> }.into_any()
    }

    /// The cell of a row that is not loaded.
    pub fn bone(&self) -> AnyView {
        self.cell(plain("auto", String::new(), Some("bone")))
    }
}

/// The widths of columns as CSS has them.
pub(super) fn tracks(shapes: &[Shape]) -> String {
    let track = |shape: &Shape| {
        if shape.takes_rest { format!("minmax({}em, 1fr)", shape.width) } else { format!("{}em", shape.width) }
    };
    shapes.iter().map(track).collect::<Vec<_>>().join(" ")
}

/// The least width of a table with these columns, in em.
pub(super) fn least_em(shapes: &[Shape]) -> f32 {
    shapes.iter().map(|shape| shape.width).sum()
}

/// How a table is sorted by its columns, counted from 0, and the callback that changes it.
#[derive(Clone, Copy)]
pub struct Sorting {
    /// `None` if the table is sorted by something that is not a column.
    pub column: Memo<Option<usize>>,
    pub is_descending: Memo<bool>,
    pub on_sort: Callback<usize>,
}

/// The head of the column with this index.
pub fn head_cell(index: usize, title: Signal<String>, class: &'static str, sorting: Option<Sorting>) -> AnyView {
    let Some(sorting) = sorting else {
        return view! { <th role="columnheader" scope="col" class=class>{title}</th> }.into_any();
    };
    let direction = move || (sorting.column.get() == Some(index)).then(|| sorting.is_descending.get());
    let aria_sort = move || direction().map(|down| if down { "descending" } else { "ascending" });
    let arrow = move || match direction() {
        Some(true) => "↓",
        Some(false) => "↑",
        None => "",
    };
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=aria_sort>
            <button type="button" class="sort" part="button" on:click=move |_| sorting.on_sort.run(index)>
                {title}<span aria-hidden="true" class="arrow">{arrow}</span>
            </button>
        </th>
    }
    .into_any()
}
