//! Tables of rows from the server, however many: with head, foot, details and every state.
//!
//! Only the rows on screen and some beside them have elements, which are used again as the table is scrolled.
//! [`column`] is the head and the widths, [`rows`] the contents of rows, [`scroller`] knows what is on screen, [`cursor`]
//! is the row that [`keys`] act on, [`selection`] are the rows that are copied, [`layout`] is the user's choice of
//! columns, [`grid`] is all of these together. [`export`] makes a file of all rows. [`details`] are shown beside the table,
//! a [`finder`] is the way to its rows from outside.

mod chooser;
mod column;
mod copy;
mod cursor;
mod details;
mod export;
mod finder;
mod foot;
mod grid;
mod head;
mod help;
mod keys;
mod layout;
mod print;
mod rows;
mod scroller;
mod selection;

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, KeyboardEvent, MouseEvent};

use self::{
    chooser::Chooser,
    column::{Content, Kind, Shape, tracks},
    cursor::Cursor,
    details::Details,
    export::ExportDialog,
    foot::Foot,
    grid::{Grid, Press, Shown},
    head::head_cell,
    help::Help,
    layout::Layout,
    print::{MAX_PRINTED, Printed},
    rows::{Head, Opens},
    scroller::{MAX_DRAWN, Scroller},
    selection::Selection,
};
pub use self::{
    column::{Column, Corner, Sorting, Source, Spot},
    cursor::At,
    finder::{Finder, Found},
    rows::TableRows,
};
use super::{
    focus::has_focus,
    icon::{Icon, Tone, mark_in_cell},
    moment::moment_in_cell,
    note::{Empty, Failure, partial},
    text::{Announcer, Skeleton, isolated},
};
use crate::{
    host::Host,
    remote::{Count, List, Remote},
    ui::show::Show,
    words::{Words, msg::Msg},
};

/// So long the details wait for a second click, in milliseconds: columns move when they open, and a double-click selects
/// a word.
const DOUBLE_CLICK_MS: u32 = 200;

/// A table. It follows the ARIA grid pattern: the focus is on the table, and the cursor is a row.
#[component]
pub fn Table(
    /// The accessible name.
    name: Msg,
    /// The beginning of its elements' ids, unique on the page.
    id: &'static str,
    rows: TableRows,
    /// The text in place of rows if there are none.
    #[prop(into)]
    empty: Signal<String>,
    /// Without it the rows have the server's order.
    #[prop(optional)]
    sorting: Option<Sorting>,
    /// The way to its rows from outside.
    #[prop(optional)]
    finder: Option<Finder>,
    /// The address of the row with an id.
    #[prop(optional)]
    link: Option<Callback<String, String>>,
    /// Whether the table gets the focus if it begins at a row.
    #[prop(optional)]
    takes_focus: bool,
    /// A remark below the table.
    #[prop(optional, into)]
    remark: Option<Signal<String>>,
) -> impl IntoView {
    let (words, host, announcer) = (expect_context::<Words>(), expect_context::<Host>(), expect_context::<Announcer>());
    let TableRows { list, heads, draw, opens, export } = rows;
    let version = draw.version.clone();
    let extent = list.extent;
    let usual = Layout::new(heads.iter().map(|head| head.track).collect());
    let grid = Grid {
        list,
        scroller: Scroller::new(move || extent.n_rows()),
        cursor: Cursor::new(list, finder.map_or_else(|| RwSignal::new(None), |finder| finder.at)),
        layout: layout(host, id, usual.clone()),
        selection: RwSignal::new(Selection::default()),
        anchor: StoredValue::new(None),
        has_details: RwSignal::new(false),
        opening: StoredValue::new_local(None),
        dialog: RwSignal::new(None),
        is_printing: RwSignal::new(false),
        can_export: export.is_some(),
        field: finder.map(|finder| finder.field),
        link,
        titles: StoredValue::new(heads.iter().map(|head| head.title).collect()),
        texts: StoredValue::new(draw.texts.clone()),
    };
    let Grid { scroller, cursor, has_details, .. } = grid;
    let beside = NodeRef::<html::Div>::new();
    let visible = Memo::new(move |_| scroller.visible());
    Effect::new(move |_| {
        let printed = || 0..extent.n_rows().min(MAX_PRINTED);
        list.view.set(if grid.is_printing.get() { printed() } else { visible.get() });
    });
    Effect::new(move |_| {
        list.changed.track();
        grid.check_selection();
    });
    if let Some(finder) = finder {
        Effect::new(move |_| finder.goal.get().into_iter().for_each(|index| grid.go_to(index)));
    }
    // Other rows are shown from the first one on.
    Effect::new(move |begun: Option<u32>| {
        let now = list.begun.get();
        if begun.is_some_and(|begun| begun != now) {
            cursor.clear();
            grid.selection.set(Selection::default());
            // The details close, and what has the focus in them.
            if beside.get_untracked().is_some_and(|beside| has_focus(&beside)) {
                grid.focus();
            }
            has_details.set(false);
            scroller.go_to_top();
        }
        now
    });
    if let Some(index) = cursor.index_untracked() {
        begin_at(grid, index, takes_focus);
    }

    let shapes: Vec<Shape> = heads.iter().map(|head| head.shape).collect();
    let widths = Memo::new(move |_| grid.layout.with(|layout| tracks(&shapes, layout)));
    let shown = Memo::new(move |_| grid.layout.with(Layout::shown));
    let heads: Arc<[Head]> = heads.into();
    let (heads_of_rows, heads_of_file) = (heads.clone(), heads.clone());
    let head = move || {
        let cell = |index: usize| head_cell(grid, index, heads[index], sorting);
        shown.get().into_iter().map(cell).collect::<Vec<_>>()
    };
    let name = Signal::derive(words.t(name));
    let row_count = move || match extent.count() {
        Count::Known(n) => (n + 1).to_string(),
        // The number of rows is unknown.
        Count::Loading | Count::Failed => "-1".to_owned(),
    };
    let drawn = Memo::new(move |_| scroller.drawn());
    let places = Memo::new(move |_| scroller.places());
    // Row `index` is in the element with the number `index % n_drawn`: as the table is scrolled, an element that leaves the
    // screen at one side comes back at the other, with another row.
    let indices: Arc<[RwSignal<usize>]> = (0..MAX_DRAWN).map(RwSignal::new).collect();
    Effect::new({
        let indices = indices.clone();
        move |_| {
            let n_drawn = scroller.n_drawn();
            for index in drawn.get() {
                let signal = indices[index % n_drawn];
                if signal.get_untracked() != index {
                    signal.set(index);
                }
            }
        }
    });
    let numbers = Memo::new(move |_| {
        let n_drawn = scroller.n_drawn();
        scroller.in_elements().map(|index| index % n_drawn).collect::<Vec<_>>()
    });
    let row = {
        let opens = opens.clone();
        move |number: usize| {
            let index = indices[number];
            let (draw, heads) = (draw.clone(), heads_of_rows.clone());
            let version = draw.version.clone();
            // A row is drawn again when the element shows another one, or when its values have changed.
            let row = Memo::new(move |_| {
                list.changed.track();
                list.id(index.get()).map(|id| (version(&id), id))
            });
            // While a row is being loaded its element keeps the cells of the former one, hidden: to remove them, only to
            // draw others a moment later, would be most of the work of fast scrolling.
            let kept = Memo::new(move |former: Option<&Option<_>>| row.get().or_else(|| former.cloned().flatten()));
            let cell = move |column: usize| {
                let (Head { shape, kind, .. }, draw) = (heads[column], draw.clone());
                let content = move || kept.with(|row| row.as_ref().and_then(|(_, id)| (draw.contents)(id, column)));
                shape.cell(match kind {
                    Kind::Mark => mark_in_cell(Memo::new(move |_| match content() {
                        Some(Content::Mark(mark)) => mark,
                        _ => (Tone::Idle, Icon::Dashes, String::new()),
                    })),
                    Kind::Moment => moment_in_cell(Memo::new(move |_| match content() {
                        Some(Content::Moment(moment)) => moment,
                        _ => (None, String::new()),
                    })),
                    Kind::View => (move || match content() {
                        Some(Content::View(view)) => view,
                        _ => isolated(String::new()),
                    })
                    .into_any(),
                })
            };
            let cells = move || shown.get().into_iter().map(&cell).collect::<Vec<_>>();
            let is_blank = move || row.with(Option::is_none);
            let is_active = Memo::new(move |_| cursor.index() == Some(index.get()));
            let is_selected = Memo::new(move |_| grid.is_selected(index.get()));
            let place = move || format!("translateY({}px)", places.get().move_px(index.get()));
            let (on_click, on_open) = mouse(grid, index, opens.clone());
            view! {
                <tr role="row" id=row_id(id, number) aria-rowindex=move || (index.get() + 2).to_string()
                    aria-selected=move || is_selected.get().to_string() data-active=move || is_active.get() data-blank=is_blank
                    style:transform=place on:click=on_click on:dblclick=on_open>
                    {cells}
                </tr>
            }
            .into_any()
        }
    };
    let active = move || {
        let index = cursor.index().filter(|index| drawn.with(|drawn| drawn.contains(index)))?;
        Some(row_id(id, index % scroller.n_drawn()))
    };
    let on_key = {
        let opens = opens.clone();
        move |event: KeyboardEvent| {
            let (key, has_ctrl) = (event.key(), event.ctrl_key() || event.meta_key());
            // Keys in a link or in a field are theirs.
            let is_own = event.target() == event.current_target();
            let press = Press { key: &key, has_shift: event.shift_key(), has_ctrl };
            if is_own && !event.alt_key() && grid.press(press, &opens) {
                event.prevent_default();
            }
        }
    };
    // Shift with a click would select text.
    let on_mouse_down = move |event: MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
            grid.focus();
        }
    };
    let on_copy = move |event: ClipboardEvent| {
        let (text, n_rows) = grid.selected();
        let data = event.clipboard_data().filter(|_| n_rows > 0 && !host.has_selected_text());
        if data.is_some_and(|data| data.set_data("text/plain", &text).is_ok()) {
            event.prevent_default();
            announcer
                .say(words.say(&Msg::CopiedRows { n: n_rows as i64, n_selected: grid.n_selected().max(1) as i64 }));
        }
    };
    let close = move |()| grid.dialog.set(None);
    let dialog = move || {
        Some(match grid.dialog.get()? {
            Shown::Keys => view! { <Help has_search=grid.field.is_some() on_close=close/> }.into_any(),
            Shown::Columns => view! { <Chooser grid usual=usual.clone() on_close=close/> }.into_any(),
            Shown::Export => {
                let (export, heads) = (export.clone()?, heads_of_file.clone());
                view! { <ExportDialog grid export heads on_close=close/> }.into_any()
            }
        })
    };
    // Those who read a log compare many rows.
    let is_dense = matches!(opens, Opens::Details(_));
    let details = match opens {
        Opens::Page(_) => ().into_any(),
        Opens::Details(details) => (move || {
            let (details, version) = (details.clone(), version.clone());
            has_details.get().then(|| view! { <Details grid details version/> })
        })
        .into_any(),
    };
    view! {
        {partial(words, Signal::derive(move || extent.why_partial()))}
        <div class="beside" data-details=move || has_details.get() node_ref=beside>
            <div class="grid" aria-busy=move || extent.is_busy().to_string() data-stale=move || is_stale(list)>
                <Failed list/>
                <div class=if is_dense { "scroll dense" } else { "scroll" } role="grid" tabindex="0" aria-label=name aria-rowcount=row_count
                    aria-multiselectable="true" aria-activedescendant=active node_ref=scroller.node
                    style=("--columns", move || widths.get().0) style=("--least", move || format!("{}em", widths.get().1))
                    on:scroll=move |_| scroller.on_scroll() on:keydown=on_key on:mousedown=on_mouse_down on:copy=on_copy>
                    <table role="presentation" part="table">
                        <thead role="rowgroup" node_ref=scroller.head><tr role="row" aria-rowindex="1">{head}</tr></thead>
                        <tbody role="rowgroup" style:block-size=move || format!("{}px", scroller.height_px())
                            style=("--base", move || format!("{}px", places.get().base_px))>
                            <For each=move || numbers.get() key=|number| *number children=row/>
                        </tbody>
                    </table>
                    <div class="probe" aria-hidden="true" node_ref=scroller.probe>{()}</div>
                </div>
                <Instead list empty/>
                <Foot grid remark/>
            </div>
            {details}
        </div>
        {dialog}
        <Show when=move || grid.is_printing.get()><Printed grid title=name/></Show>
    }
}

/// The columns as the user last chose them in this browser.
fn layout(host: Host, table: &str, usual: Layout) -> RwSignal<Layout> {
    let key = format!("columns:{table}");
    let kept = host.kept(&key);
    let layout = RwSignal::new(kept.map_or_else(|| usual.clone(), |kept| usual.clone().read(&kept)));
    Effect::new(move |before: Option<()>| {
        let written = layout.with(Layout::written);
        if before.is_some() {
            host.keep(&key, &written);
        }
    });
    layout
}

/// The `id` attribute of a row element.
fn row_id(table: &str, number: usize) -> String {
    format!("{table}-{number}")
}

/// Goes to a row as soon as it is there.
fn begin_at(grid: Grid, index: usize, takes_focus: bool) {
    let extent = grid.list.extent;
    let is_there = StoredValue::new(false);
    Effect::new(move |_| {
        let is_counted = extent.count() != Count::Loading && matches!(extent.state(), Remote::Ready(()));
        let n_rows = extent.n_rows();
        if is_there.get_value() || n_rows == 0 || (index >= n_rows && !is_counted) {
            return;
        }
        is_there.set_value(true);
        let index = index.min(n_rows - 1);
        grid.scroller.show(index);
        grid.cursor.go_near(index);
        if takes_focus {
            grid.focus();
        }
    });
}

/// What a click and a double-click on a row do.
fn mouse(grid: Grid, index: RwSignal<usize>, opens: Opens) -> (impl Fn(MouseEvent), impl Fn(MouseEvent)) {
    let shows_details = matches!(opens, Opens::Details(_));
    let on_click = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_on_control =
            target.is_some_and(|target| target.closest("a, button").is_ok_and(|control| control.is_some()));
        if is_on_control {
            return;
        }
        if event.shift_key() {
            grid.extend_to(index.get_untracked());
        } else if event.ctrl_key() || event.meta_key() {
            grid.toggle(index.get_untracked());
        } else {
            grid.go_to(index.get_untracked());
            if shows_details && !grid.has_details.get_untracked() {
                grid.opening.set_value(Some(Timeout::new(DOUBLE_CLICK_MS, move || grid.has_details.set(true))));
            }
        }
    };
    let on_open = move |_| {
        if shows_details {
            grid.opening.set_value(None);
        } else {
            grid.open(index.get_untracked(), &opens);
        }
    };
    (on_click, on_open)
}

/// If a repeated request fails, the rows stay on screen but dimmed, because they may be outdated.
fn is_stale(list: List) -> bool {
    matches!(list.extent.state(), Remote::Failed(_)) && list.extent.n_rows() > 0
}

#[component]
fn Failed(list: List) -> impl IntoView {
    move || match list.extent.state() {
        Remote::Failed(error) => Some(view! { <Failure error on_retry=move |()| list.retry()/> }.into_any()),
        Remote::Loading | Remote::Ready(()) => None,
    }
}

/// What stands in place of rows.
#[component]
fn Instead(list: List, empty: Signal<String>) -> impl IntoView {
    let is_bare = Memo::new(move |_| list.extent.n_rows() == 0);
    move || match list.extent.state() {
        Remote::Loading => view! { <Skeleton lines=6/> }.into_any(),
        Remote::Ready(()) if is_bare.get() => view! { <Empty text=empty/> }.into_any(),
        Remote::Ready(()) | Remote::Failed(_) => ().into_any(),
    }
}
