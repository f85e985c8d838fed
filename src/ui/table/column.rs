//! The columns of a table.

use std::sync::Arc;

use campaign::value::Instant;
use leptos::prelude::*;

use crate::{
    export::Cell,
    format::Format,
    ui::{
        icon::{Icon, Tone, mark},
        moment::moment,
        table::layout::{Layout, Track, Width},
        text::{brief, foreign},
    },
    words::msg::Msg,
};

/// A column of rows of one type.
pub struct Column<T> {
    pub(super) title: Msg,
    pub(super) shape: Shape,
    pub(super) track: Track,
    text: Text<T>,
    view: View<T>,
    pub(super) source: Source<T>,
}

/// The value of a row as a file has it.
pub enum Source<T> {
    /// Its text.
    Text,
    /// A number; `None` if it is unknown.
    Number(fn(&T) -> Option<i64>),
    Moment(fn(&T) -> Option<Instant>),
    /// A telephone number; `None` if the text says why there is none.
    Phone(fn(&T) -> Option<String>),
}

/// Where a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// In a row, which has one line and is no place for a stop of the Tab key.
    Row,
    Details,
}

type Text<T> = Box<dyn Fn(&T) -> String + Send + Sync>;

type Draw<T> = Box<dyn Fn(&Arc<T>, Spot) -> AnyView + Send + Sync>;

/// How a value is shown.
enum View<T> {
    Text,
    /// Its text, marked as a status.
    Mark(fn(&T) -> (Tone, Icon)),
    Moment(fn(&T) -> Option<Instant>, Format),
    Other(Draw<T>),
}

/// The look of a column: its width is fixed, or it takes the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    takes_rest: bool,
    pub class: &'static str,
    corner: Option<&'static str>,
}

/// What the cells of a column hold. Those of statuses and moments keep their elements when they get another row: to make
/// or to change elements is most of the work of scrolling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    View,
    Mark,
    Moment,
}

/// What a cell shows of a row.
pub(super) enum Content {
    View(AnyView),
    Mark((Tone, Icon, String)),
    Moment((Option<Instant>, String)),
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
    /// A column with this key, which is Campaign's name of it, of this width, in em of the text, and what it says of a
    /// row. An empty text is shown as a dash.
    pub fn new(key: &'static str, title: Msg, em: f64, text: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        let shape = Shape { takes_rest: false, class: "", corner: None };
        Self {
            title,
            shape,
            track: Track { key, width: Width::of_em(em), is_shown: true },
            text: Box::new(text),
            view: View::Text,
            source: Source::Text,
        }
    }

    /// A column of moments, as `written` writes them.
    pub fn moment(
        key: &'static str,
        title: Msg,
        em: f64,
        at: fn(&T) -> Option<Instant>,
        format: Format,
        written: fn(Format, Option<Instant>) -> String,
    ) -> Self {
        let mut column = Self::new(key, title, em, move |row| written(format, at(row))).source(Source::Moment(at));
        column.view = View::Moment(at, format);
        column
    }

    /// A value as Campaign has it, under Campaign's name. It is shown when the user asks for it.
    pub fn raw(key: &'static str, em: f64, text: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        Self::new(key, Msg::Raw(key), em, text).code().optional()
    }

    /// Shows the column when the user asks for it.
    pub fn optional(mut self) -> Self {
        self.track.is_shown = false;
        self
    }

    /// The column that takes the rest of the width, at least `em` wide.
    pub fn rest(key: &'static str, title: Msg, em: f64, text: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        let mut column = Self::new(key, title, em, text);
        column.shape.takes_rest = true;
        column
    }

    /// Shows the value by more than its text.
    pub fn view(mut self, view: impl Fn(&Arc<T>, Spot) -> AnyView + Send + Sync + 'static) -> Self {
        self.view = View::Other(Box::new(view));
        self
    }

    /// Shows the text as a status.
    pub fn mark(mut self, look: fn(&T) -> (Tone, Icon)) -> Self {
        self.view = View::Mark(look);
        self
    }

    pub fn number(mut self) -> Self {
        self.shape.class = "n";
        self
    }

    /// Says what a file has in place of the text.
    pub fn source(mut self, source: Source<T>) -> Self {
        self.source = source;
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

    /// The value of a row as plain text.
    pub(super) fn text(&self, row: &T) -> String {
        (self.text)(row)
    }

    /// The value of a row in a file.
    pub(super) fn cell(&self, row: &T) -> Cell {
        let text = || Cell::Text(self.text(row));
        match self.source {
            Source::Text => text(),
            Source::Number(number) => Cell::Number(number(row)),
            Source::Moment(moment) => Cell::Moment(moment(row)),
            Source::Phone(phone) => phone(row).map_or_else(text, Cell::Phone),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self.view {
            View::Text | View::Other(_) => Kind::View,
            View::Mark(_) => Kind::Mark,
            View::Moment(..) => Kind::Moment,
        }
    }

    /// The value of a row for its cell.
    pub(super) fn content(&self, row: &Arc<T>) -> Content {
        match &self.view {
            View::Text => Content::View(foreign(&brief(&self.text(row)))),
            View::Mark(look) => {
                let (tone, icon) = look(row);
                Content::Mark((tone, icon, self.text(row)))
            }
            View::Moment(at, _) => Content::Moment((at(row), self.text(row))),
            View::Other(view) => Content::View(view(row, Spot::Row)),
        }
    }

    /// The value of a row for its details.
    pub(super) fn detail(&self, row: &Arc<T>) -> AnyView {
        match &self.view {
            View::Text => foreign(&self.text(row)),
            View::Mark(look) => {
                let (tone, icon) = look(row);
                mark(tone, icon, self.text(row))
            }
            View::Moment(at, format) => moment(at(row), self.text(row), *format),
            View::Other(view) => view(row, Spot::Details),
        }
    }
}

impl Shape {
    /// A cell. Its element and attributes stay when its content changes: to set an attribute again costs the browser more
    /// than to set a text.
    pub fn cell(&self, content: AnyView) -> AnyView {
        view! { <td role="gridcell" class=self.class data-corner=self.corner>{content}</td> }.into_any()
    }
}

/// The widths of the columns shown as CSS has them, and the least width of the table.
pub(super) fn tracks(shapes: &[Shape], layout: &Layout) -> (String, Width) {
    let shown = || shapes.iter().zip(layout.tracks()).filter(|(_, track)| track.is_shown);
    let css = |(shape, track): (&Shape, &Track)| {
        if shape.takes_rest { format!("minmax({}em, 1fr)", track.width) } else { format!("{}em", track.width) }
    };
    (shown().map(css).collect::<Vec<_>>().join(" "), Width(shown().map(|(_, track)| track.width.0).sum()))
}

/// How a table is sorted by its columns, counted from 0, and the callback that changes it.
#[derive(Clone, Copy)]
pub struct Sorting {
    /// `None` if the table is sorted by something that is not a column.
    pub column: Memo<Option<usize>>,
    pub is_descending: Memo<bool>,
    pub on_sort: Callback<usize>,
    /// Whether the column with this index can be sorted by.
    pub can_sort: fn(usize) -> bool,
}

impl Sorting {
    /// Whether the column is sorted in descending order; `None` if it is not sorted.
    pub(super) fn direction(self, index: usize) -> Option<bool> {
        (self.column.get() == Some(index)).then(|| self.is_descending.get())
    }
}

/// The content of the head of the column with this index.
pub fn head(index: usize, title: Signal<String>, sorting: Option<Sorting>) -> AnyView {
    let Some(sorting) = sorting.filter(|sorting| (sorting.can_sort)(index)) else { return title.into_any() };
    let arrow = move || match sorting.direction(index) {
        Some(true) => "↓",
        Some(false) => "↑",
        None => "",
    };
    view! {
        <button type="button" class="sort" part="button" on:click=move |_| sorting.on_sort.run(index)>
            {title}<span aria-hidden="true" class="arrow">{arrow}</span>
        </button>
    }
    .into_any()
}
