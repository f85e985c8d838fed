//! Tables of rows from the server, with head, foot and every state.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::{
    button::Button,
    focus::keep_focus,
    icon::Tone,
    note::{Empty, Failure, Note},
    text::Skeleton,
};
use crate::{
    format::Format,
    remote::{Count, Extent, List, Remote, Row, Rows},
    words::{Words, msg::Msg},
};

/// A column.
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

/// How a table is sorted by its columns, counted from 0, and the callback that changes it.
#[derive(Clone, Copy)]
pub struct Sorting {
    /// `None` if the table is sorted by something that is not a column.
    pub column: Memo<Option<usize>>,
    pub is_descending: Memo<bool>,
    pub on_sort: Callback<usize>,
}

/// The rows of a table, whatever their type, and the function that draws each of them.
pub struct TableRows {
    list: List,
    draw: Arc<DrawRow>,
}

/// Draws the row with this id; `None` if the row is no longer loaded.
type DrawRow = dyn Fn(&str) -> Option<DrawnRow> + Send + Sync;

/// The cells of a row, and the function that opens it.
struct DrawnRow {
    cells: Vec<AnyView>,
    open: Option<Opener>,
}

impl TableRows {
    /// Rows that cannot be opened. `cells` are drawn again after a change of the row, the language or the time zone. If
    /// they depend on something else, call [`List::redraw`] after its change.
    pub fn new<T: Send + Sync + 'static>(
        rows: Rows<T>,
        cells: impl Fn(&Arc<T>) -> Vec<AnyView> + Send + Sync + 'static,
    ) -> Self {
        Self::drawn(rows, cells, None)
    }

    /// Rows that can be opened, by a double-click or by Enter.
    pub fn to_open<T: Send + Sync + 'static>(
        rows: Rows<T>,
        cells: impl Fn(&Arc<T>) -> Vec<AnyView> + Send + Sync + 'static,
        on_open: Callback<Arc<T>>,
    ) -> Self {
        Self::drawn(rows, cells, Some(on_open))
    }

    fn drawn<T: Send + Sync + 'static>(
        rows: Rows<T>,
        cells: impl Fn(&Arc<T>) -> Vec<AnyView> + Send + Sync + 'static,
        on_open: Option<Callback<Arc<T>>>,
    ) -> Self {
        let draw = move |id: &str| {
            let row = rows.get(id)?;
            let cells = cells(&row);
            let open = on_open.map(|on_open| Arc::new(move || on_open.run(row.clone())) as Opener);
            Some(DrawnRow { cells, open })
        };
        Self { list: rows.list, draw: Arc::new(draw) }
    }
}

/// A table. If it is too narrow, its rows become cards, so the roles are explicit.
#[component]
pub fn Table(
    /// The accessible name.
    name: Msg,
    columns: Vec<Column>,
    rows: TableRows,
    /// The text in place of rows if there are none.
    #[prop(into)]
    empty: Signal<String>,
    /// Without it the rows have the server's order.
    #[prop(optional)]
    sorting: Option<Sorting>,
    /// A remark below the table.
    #[prop(optional, into)]
    remark: Option<Signal<String>>,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let TableRows { list, draw } = rows;
    Effect::new(move |is_known: Option<()>| {
        words.lang();
        format.zone();
        if is_known.is_some() {
            list.redraw();
        }
    });
    let body = NodeRef::<html::Tbody>::new();
    let each = move || {
        keep_focus(body.get_untracked().map(Into::into));
        list.shown.get()
    };
    // A row has one owner and one effect, whatever its cells are.
    let row = move |row: Row| {
        let draw = draw.clone();
        move || {
            let index = row.index.get();
            untrack(|| draw(&row.id).map(|drawn| table_row(&row.id, index, drawn)))
        }
    };
    let head = columns.into_iter().enumerate().map(|(index, column)| head_cell(index, column, sorting)).collect_view();
    let extent = list.extent;
    let name = Signal::derive(words.t(name));
    let row_count = move || match extent.count() {
        Count::Known(n) => (n + 1).to_string(),
        // The number of rows is unknown.
        Count::Loading | Count::Failed => "-1".to_owned(),
    };
    let is_bare = Memo::new(move |_| extent.n_loaded() == 0);
    let instead = move || match extent.state() {
        Remote::Loading => view! { <Skeleton lines=6/> }.into_any(),
        Remote::Ready(()) if is_bare.get() => view! { <Empty text=empty/> }.into_any(),
        Remote::Ready(()) | Remote::Failed(_) => ().into_any(),
    };
    // If a repeated request fails, the rows stay on screen but dimmed, because they may be outdated.
    let is_stale = move || matches!(extent.state(), Remote::Failed(_)) && !is_bare.get();
    let failure = move || match extent.state() {
        Remote::Failed(error) => Some(view! { <Failure error on_retry=move |()| extent.retry()/> }.into_any()),
        Remote::Loading | Remote::Ready(()) => None,
    };
    let partial = move || {
        let why = words.say(&Msg::PartialRows { why: extent.why_partial()? });
        Some(view! { <Note tone=Tone::Wait><bdi>{why}</bdi></Note> }.into_any())
    };
    view! {
        {partial}
        <div class="grid" aria-busy=move || extent.is_busy().to_string() data-stale=is_stale>
            {failure}
            <div class="scroll" tabindex="0" role="group" aria-label=name>
                <Earlier extent/>
                <table role="table" part="table" aria-label=name aria-rowcount=row_count>
                    <thead role="rowgroup"><tr role="row" aria-rowindex="1">{head}</tr></thead>
                    <tbody role="rowgroup" node_ref=body>
                        <For each key=|row| row.id.clone() children=row/>
                    </tbody>
                </table>
            </div>
            {instead}
            <Foot extent remark/>
        </div>
    }
}

/// Opens a row.
type Opener = Arc<dyn Fn() + Send + Sync>;

/// The `id` attribute of a row that can be opened, made from its id on the server.
pub fn row_id(id: &str) -> String {
    format!("row-{id}")
}

/// A row. It can be opened by double-click, by Enter, or by the link or button in it.
fn table_row(id: &str, index: usize, DrawnRow { cells, open }: DrawnRow) -> AnyView {
    let index = (index + 2).to_string();
    let Some(open) = open else {
        return view! { <tr role="row" aria-rowindex=index>{cells}</tr> }.into_any();
    };
    let on_key = {
        let open = open.clone();
        move |event: web_sys::KeyboardEvent| {
            let is_own = event.target() == event.current_target();
            if is_own && event.key() == "Enter" {
                event.prevent_default();
                open();
            }
        }
    };
    view! {
        <tr role="row" id=row_id(id) class="open-row" tabindex="-1" aria-rowindex=index on:dblclick=move |_| open() on:keydown=on_key>
            {cells}
        </tr>
    }
    .into_any()
}

fn head_cell(index: usize, column: Column, sorting: Option<Sorting>) -> AnyView {
    let words = expect_context::<Words>();
    let title = words.t(column.title);
    let class = if column.is_number { "n" } else { "" };
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

#[component]
fn Earlier(extent: Extent) -> impl IntoView {
    let words = expect_context::<Words>();
    let has_earlier = Memo::new(move |_| extent.has_earlier());
    view! {
        <Show when=move || has_earlier.get()>
            <p class="earlier">
                <Button label=words.t(Msg::ShowEarlier) on_press=move |()| extent.earlier()/>
            </p>
        </Show>
    }
}

#[component]
fn Foot(extent: Extent, remark: Option<Signal<String>>) -> impl IntoView {
    let words = expect_context::<Words>();
    // After a failure there is no number to show.
    let loaded = move || {
        let total = match extent.count() {
            Count::Loading => return None,
            Count::Known(n) => Some(n as i64),
            Count::Failed => None,
        };
        let loaded = Msg::Loaded { loaded: extent.n_loaded() as i64, total };
        (extent.state() == Remote::Ready(()) || extent.n_loaded() > 0).then(|| words.say(&loaded))
    };
    let window = move || {
        let window = Msg::Window { from: extent.first() as i64 + 1, to: extent.end() as i64 };
        extent.has_earlier().then(|| words.say(&window))
    };
    // The button stays, with the focus, until all rows are drawn; only then is it known whether there are more.
    let has_more = RwSignal::new(false);
    Effect::new(move |_| {
        let now = extent.has_more();
        if !extent.is_busy() && has_more.get_untracked() != now {
            has_more.set(now);
        }
    });
    view! {
        <div class="foot">
            <span class="loaded">{loaded}</span>
            <span>{window}</span>
            <Show when=move || has_more.get()>
                <button type="button" class="more" part="button" aria-disabled=move || extent.is_busy().to_string()
                    on:click=move |_| extent.more()>
                    {words.t(Msg::ShowMore)}
                </button>
            </Show>
            <span class="remark">{remark}</span>
        </div>
    }
}

/// A cell. `title` names it when the row is a card. `class` is `n` for a number, `first` or `long` for a cell as wide
/// as the card, or `code`.
pub fn cell(words: Words, title: Msg, class: &'static str, content: impl IntoView + 'static) -> AnyView {
    view! { <td role="cell" class=class data-title=words.say(&title)>{content.into_any()}</td> }.into_any()
}
