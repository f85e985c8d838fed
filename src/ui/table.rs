//! Tables of rows that live on the server: head, window, foot, and every state in between.

use super::{
    note::{Empty, Failure},
    text::Skeleton,
};
use crate::{
    dom::keyed,
    i18n::Msg,
    prelude::*,
    remote::{AnyRow, Extent, KeyedRow, Remote, Rows},
};

/// A column: its title, and whether the server can sort by it.
pub struct Column {
    title: Msg,
    is_number: bool,
}

impl Column {
    pub fn text(title: Msg) -> Self {
        Self { title, is_number: false }
    }

    pub fn number(title: Msg) -> Self {
        Self { title, is_number: true }
    }
}

/// How a table is sorted by its columns, counted from 0, and how that changes.
#[derive(Clone, Copy)]
pub struct Sorting {
    /// `None` while it is sorted by something that is no column.
    pub column: Derived<Option<usize>>,
    pub is_descending: Derived<bool>,
    pub on_sort: Handler<usize>,
}

/// A table. Where it gets too narrow rows fold into cards, so that roles are given in words.
#[component]
pub fn Table<T>(
    /// The accessible name.
    name: Msg,
    columns: Vec<Column>,
    rows: Rows<T>,
    /// Draws the cells of a row; gets its number on the server, from 0.
    row: impl Fn(usize, &T) -> View + 'static,
    /// What is said instead of no rows.
    #[prop(into)]
    empty: Derived<String>,
    /// Without it the rows keep the server's order.
    #[prop(optional)]
    sorting: Option<Sorting>,
    /// A remark at the foot.
    #[prop(optional)]
    remark: Option<Derived<String>>,
) -> View
where
    T: Send + Sync + 'static,
{
    let head = columns.into_iter().enumerate().map(|(index, column)| head_cell(index, column, sorting)).collect();
    let row = move |index: usize, item: &AnyRow| row(index, rows.row(item));
    let body = body(Box::new(move || rows.keyed()), Box::new(row));
    frame(name, head, body, rows.extent(), empty, remark)
}

/// Draws a row of any type; gets its number on the server, from 0.
type DrawRow = Box<dyn Fn(usize, &AnyRow) -> View>;

/// The rows, of any type. Those that stay are not drawn again, unless language or time zone change.
fn body(each: Box<dyn Fn() -> Vec<KeyedRow>>, row: DrawRow) -> View {
    let Mount { format, .. } = Mount::here();
    let each = move || {
        let revision = format.revision();
        each().into_iter().map(|(key, row)| ((revision, key), row)).collect()
    };
    keyed(each, move |(_, (index, _)), item| row(*index, item))
}

fn head_cell(index: usize, column: Column, sorting: Option<Sorting>) -> View {
    let Mount { words, .. } = Mount::here();
    let title = words.t(column.title);
    let class = if column.is_number { "n" } else { "" };
    match sorting {
        Some(sorting) => {
            let direction = move || (sorting.column.get() == Some(index)).then(|| sorting.is_descending.get());
            let aria_sort = move || direction().map(|down| if down { "descending" } else { "ascending" });
            let arrow = move || match direction() {
                Some(true) => "↓",
                Some(false) => "↑",
                None => "",
            };
            view! {
                <th role="columnheader" scope="col" class=class aria-sort=aria_sort>
                    <button type="button" class="sort" on:click=move |_| sorting.on_sort.run(index)>
                        {title}<span aria-hidden="true" class="arrow">{arrow}</span>
                    </button>
                </th>
            }
        }
        None => view! { <th role="columnheader" scope="col" class=class>{title}</th> },
    }
}

/// What is the same for all tables, whatever their rows are.
fn frame(
    name: Msg,
    head: Vec<View>,
    body: View,
    extent: Extent,
    empty: Derived<String>,
    remark: Option<Derived<String>>,
) -> View {
    let Mount { words, .. } = Mount::here();
    let name: Derived<String> = words.t(name).into();
    let row_count = move || (extent.total() + 1).to_string();
    let is_bare = move || extent.n_loaded() == 0;
    let instead = move || match extent.state() {
        Remote::Loading => Some(view! { <Skeleton lines=6/> }),
        Remote::Ready(()) if is_bare() => Some(view! { <Empty text=empty/> }),
        Remote::Failed(error) => Some(view! { <Failure error on_retry=Handler::new(move |()| extent.retry())/> }),
        Remote::Ready(()) => None,
    };
    view! {
        <div class="grid" aria-busy=move || extent.is_busy().to_string()>
            <div class="scroll" tabindex="0" role="group" aria-label=name>
                {earlier(extent)}
                <table role="table" aria-label=name aria-rowcount=row_count>
                    <thead role="rowgroup"><tr role="row" aria-rowindex="1">{head}</tr></thead>
                    <tbody role="rowgroup">{body}</tbody>
                </table>
            </div>
            {instead}
            {foot(extent, remark)}
        </div>
    }
}

fn earlier(extent: Extent) -> View {
    let Mount { words, .. } = Mount::here();
    let has_earlier = Derived::new(move || extent.has_earlier());
    child(move || {
        has_earlier.get().then(|| {
            view! {
                <p class="earlier">
                    <button type="button" on:click=move |_| extent.earlier()>{words.t(Msg::ShowEarlier)}</button>
                </p>
            }
        })
    })
}

fn foot(extent: Extent, remark: Option<Derived<String>>) -> View {
    let Mount { words, format, .. } = Mount::here();
    let number = move |n: usize| format.number(n as i64);
    let loaded = move || {
        let (loaded, total) = (number(extent.n_loaded()), format.number(extent.total() as i64));
        words.say(&Msg::Loaded { loaded, total })
    };
    // Until the first answer there is nothing to count.
    let is_known = move || extent.state() != Remote::Loading;
    let window = move || {
        extent.has_earlier().then(|| {
            let first = extent.first();
            words.say(&Msg::Window { from: number(first + 1), to: number(first + extent.n_loaded()) })
        })
    };
    // The button stays, with the focus, until all is here; whether there is more is known once a page is drawn.
    let has_more = Live::new(false);
    effect(move || {
        let now = extent.has_more();
        if !extent.is_busy() && has_more.get_untracked() != now {
            has_more.set(now);
        }
    });
    let more = move || {
        has_more.get().then(|| {
            let is_busy = move || extent.is_busy().to_string();
            view! {
                <button type="button" class="more" aria-disabled=is_busy on:click=move |_| extent.more()>{words.t(Msg::ShowMore)}</button>
            }
        })
    };
    view! {
        <div class="foot">
            <span class="loaded">{move || is_known().then(loaded)}</span>
            <span>{window}</span>
            {more}
            <span class="remark">{remark}</span>
        </div>
    }
}

/// A cell. `title` names it where the row is a card; `class` is `n` for a number, `first` or `long` for what spans the
/// card, or `code`.
#[inline(never)]
pub fn cell(title: Msg, class: &'static str, content: View) -> View {
    let Mount { words, .. } = Mount::here();
    view! { <td role="cell" class=class data-title=words.say(&title)>{content}</td> }
}

/// A row that only says something; `index` is its number on the server, from 0.
#[inline(never)]
pub fn plain_row(index: usize, cells: Vec<View>) -> View {
    view! { <tr role="row" aria-rowindex=(index + 2).to_string()>{cells}</tr> }
}

/// A row that can be opened: by double-click, by Enter on it, or by the link or button in it.
#[inline(never)]
pub fn open_row(index: usize, on_open: Handler<()>, cells: Vec<View>) -> View {
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let is_own = event.target() == event.current_target();
        if is_own && event.key() == "Enter" {
            event.prevent_default();
            on_open.run(());
        }
    };
    view! {
        <tr role="row" class="open-row" tabindex="-1" aria-rowindex=(index + 2).to_string()
            on:dblclick=move |_| on_open.run(()) on:keydown=on_key>
            {cells}
        </tr>
    }
}
