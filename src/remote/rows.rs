//! Rows from the server: some pages of them are loaded, and more can be loaded at both ends.

use std::{rc::Rc, sync::Arc};

use campaign::{
    delivery, journal, log,
    query::PAGE,
    request::{Calls, Request, Which},
    soap::Failure,
    tracking,
    xml::Element,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::tick};

use super::{
    accepted::Accepted,
    actions::spawn,
    pages::{PART, Pages, Taken, Turn, steps},
    query::Remote,
    refresh::AskTimes,
};
use crate::{
    clock,
    error::Error,
    server::{Answered, Session},
};

/// The time for drawing parts before the browser may do other work, in milliseconds. A slow machine draws one part in
/// it.
const SLICE_MS: f64 = 12.0;

/// A row with an id on the server.
pub trait Identified {
    /// The id; empty if the server gave none.
    fn id(&self) -> &str;
}

macro_rules! identified {
    ($($row:ty),*) => {$(
        impl Identified for $row {
            fn id(&self) -> &str {
                &self.id
            }
        }
    )*};
}

identified!(delivery::Row, log::Entry, log::Cause, tracking::Url, tracking::Click, journal::Line);

/// A row that is shown. It stays the same row when its content or its place changes.
#[derive(Clone)]
pub struct Row {
    pub id: String,
    /// Its index on the server, from 0. The code that draws the row reads this signal. It is set at every change of the
    /// row.
    pub index: ArcRwSignal<usize>,
}

/// The state of a table besides its rows.
#[derive(Clone, Copy)]
pub struct Extent {
    bounds: RwSignal<Bounds>,
    count: RwSignal<Count>,
    state: RwSignal<Remote<()>>,
    is_busy: RwSignal<bool>,
    turn: RwSignal<Turn>,
    why_partial: RwSignal<Option<String>>,
}

/// The number of rows on the server. Nothing waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Loading,
    Known(u64),
    Failed,
}

/// The loaded rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Bounds {
    /// The index of the first loaded row, from 0.
    first: usize,
    /// The index after the last loaded row.
    end: usize,
    n_loaded: usize,
    has_earlier: bool,
    has_more: bool,
    /// The number of rows, if all of them are loaded.
    n_all: Option<usize>,
}

impl Extent {
    fn new() -> Self {
        Self {
            bounds: RwSignal::new(Bounds::default()),
            count: RwSignal::new(Count::Loading),
            state: RwSignal::new(Remote::Loading),
            is_busy: RwSignal::new(true),
            turn: RwSignal::new(Turn::First),
            why_partial: RwSignal::new(None),
        }
    }

    /// The index of the first loaded row on the server, from 0.
    pub fn first(self) -> usize {
        self.bounds.get().first
    }

    /// The index after the last loaded row on the server, from 0.
    pub fn end(self) -> usize {
        self.bounds.get().end
    }

    pub fn n_loaded(self) -> usize {
        self.bounds.get().n_loaded
    }

    /// The number of rows on the server: its own count, or the number of loaded rows if all are loaded.
    pub fn count(self) -> Count {
        self.bounds.get().n_all.map_or(self.count.get(), |n| Count::Known(n as u64))
    }

    pub fn state(self) -> Remote<()> {
        self.state.get()
    }

    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// Why some attributes of the rows are missing, in the server's words; `None` if none is missing.
    pub fn why_partial(self) -> Option<String> {
        self.why_partial.get()
    }

    /// Repeats the request that failed.
    pub fn retry(self) {
        self.turn.notify();
    }

    /// Loads the next page, unless a page is being loaded.
    pub fn more(self) {
        self.ask(Turn::After);
    }

    /// Loads the page before the first row, unless a page is being loaded.
    pub fn earlier(self) {
        self.ask(Turn::Before);
    }

    fn ask(self, turn: Turn) {
        if !self.is_busy.get_untracked() {
            self.turn.set(turn);
        }
    }

    pub fn has_more(self) -> bool {
        self.bounds.get().has_more
    }

    pub fn has_earlier(self) -> bool {
        self.bounds.get().has_earlier
    }
}

/// Rows from the server, whatever their type, and their state.
#[derive(Clone, Copy)]
pub struct List {
    pub shown: RwSignal<Vec<Row>>,
    pub extent: Extent,
    pages: StoredValue<Pages>,
    accepted: StoredValue<Accepted>,
}

impl List {
    fn new() -> Self {
        let (shown, pages) = (RwSignal::new(Vec::new()), StoredValue::new(Pages::new()));
        Self { shown, extent: Extent::new(), pages, accepted: StoredValue::new(Accepted::default()) }
    }

    /// The index of the first row in the page of this turn.
    fn start(self, turn: Turn) -> usize {
        self.pages.with_value(|pages| pages.wanted(turn)) * PAGE
    }

    /// Draws all rows again, because their cells depend on something that has changed. It works until the current owner
    /// ends.
    pub fn redraw(self) {
        let mut rows = self.shown.get_untracked().into_iter();
        let draw: Draw = Box::new(move || {
            rows.by_ref().take(PART).for_each(|row| row.index.notify());
            rows.len() > 0
        });
        spawn(Box::pin(draw_in_slices(draw)));
    }

    /// Draws the loaded rows part by part, so that the user need not wait for all of them. Rows on screen are drawn
    /// again if their content or place has changed.
    fn draw(self, turn: Turn, changed: &[String]) -> Draw {
        let drawn = self.shown.get_untracked();
        let (mut is_new, mut rows) = (Vec::new(), Vec::new());
        let (has_earlier, has_more, n_all) = self.pages.with_value(|pages| {
            for placed in pages.rows() {
                let row = drawn.iter().find(|row| row.id == placed.id).cloned();
                is_new.push(row.is_none());
                rows.push(row.unwrap_or_else(|| Row { id: placed.id.clone(), index: ArcRwSignal::new(placed.index) }));
                let index = &rows[rows.len() - 1].index;
                if changed.contains(&placed.id) || index.get_untracked() != placed.index {
                    index.set(placed.index);
                }
            }
            (pages.has_earlier(), pages.has_more(), pages.n_all())
        });
        let mut steps = steps(&is_new, turn == Turn::Before).into_iter();
        Box::new(move || {
            let part: Vec<Row> = steps.next().into_iter().flatten().map(|n| rows[n].clone()).collect();
            let index = |row: Option<&Row>| row.map(|row| row.index.get_untracked());
            let (first, end) = (index(part.first()).unwrap_or(0), index(part.last()).map_or(0, |index| index + 1));
            self.extent.bounds.set(Bounds { first, end, n_loaded: part.len(), has_earlier, has_more, n_all });
            self.shown.set(part);
            steps.len() > 0
        })
    }

    /// Takes in the page of this turn; true if all pages must be requested again.
    fn take(self, turn: Turn, source: &dyn Source, page: Box<dyn ReadPage>) -> (Draw, bool) {
        let taken = self.pages.try_update_value(|pages| pages.take(turn, page.ids()));
        let Taken { ids, is_broken } = taken.unwrap_or_default();
        let changed = page.keep(&ids);
        source.retain(&|id| self.pages.with_value(|pages| pages.rows().any(|placed| placed.id == id)));
        (self.draw(turn, &changed), is_broken)
    }

    /// Whether all rows seem to be loaded, but the server has counted another number.
    fn misses_some(self) -> bool {
        let n_all = self.pages.with_value(Pages::n_all);
        matches!((n_all, self.extent.count.get_untracked()), (Some(n), Count::Known(count)) if n as u64 != count)
    }
}

/// Draws a part of the rows; false once all are drawn.
type Draw = Box<dyn FnMut() -> bool>;

/// Rows of one type.
pub struct Rows<T: 'static> {
    pub list: List,
    /// By id; there are a few hundred rows at most, so a search through all of them is fast enough.
    values: StoredValue<Vec<(String, Arc<T>)>>,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Rows<T> {
    /// The latest values of a row; `None` if it is no longer loaded.
    pub fn get(self, id: &str) -> Option<Arc<T>> {
        self.values.with_value(|values| values.iter().find(|(known, _)| known == id).map(|(_, row)| row.clone()))
    }

    /// Whether one of the rows meets a condition; reads the signal of the rows.
    pub fn any(self, is_such: impl Fn(&T) -> bool) -> bool {
        self.list.shown.track();
        self.values.with_value(|values| values.iter().any(|(_, row)| is_such(row)))
    }
}

/// Rows of one type, for the code that loads them.
trait Source {
    /// The calls for the page that begins with this row, and the function that reads its answer.
    fn page(&self, start: usize) -> (Calls, ReadRows);
    fn total(&self) -> Request<u64>;
    /// Drops the rows that are no longer kept.
    fn retain(&self, is_kept: &dyn Fn(&str) -> bool);
}

type ReadRows = Box<dyn FnOnce(&[Element], Which) -> Result<Box<dyn ReadPage>, Failure>>;

/// A page that was read.
trait ReadPage {
    fn ids(&self) -> Vec<String>;
    /// Keeps the rows under these ids, and returns the ids of those that have changed.
    fn keep(self: Box<Self>, ids: &[String]) -> Vec<String>;
}

struct TypedSource<T: 'static, P, N> {
    rows: Rows<T>,
    page: P,
    total: N,
}

struct TypedPage<T: 'static> {
    rows: Rows<T>,
    page: Vec<T>,
}

impl<T, P, N> Source for TypedSource<T, P, N>
where
    T: Identified + PartialEq + Send + Sync + 'static,
    P: Fn(usize) -> Request<Vec<T>> + 'static,
    N: Fn() -> Request<u64> + 'static,
{
    fn page(&self, start: usize) -> (Calls, ReadRows) {
        let (rows, request) = (self.rows, (self.page)(start));
        let calls = request.calls.clone();
        let read = move |values: &[Element], which| -> Result<Box<dyn ReadPage>, Failure> {
            Ok(Box::new(TypedPage { rows, page: request.read(values, which)? }))
        };
        (calls, Box::new(read))
    }

    fn total(&self) -> Request<u64> {
        (self.total)()
    }

    fn retain(&self, is_kept: &dyn Fn(&str) -> bool) {
        self.rows.values.update_value(|values| values.retain(|(id, _)| is_kept(id)));
    }
}

impl<T: Identified + PartialEq + Send + Sync + 'static> ReadPage for TypedPage<T> {
    fn ids(&self) -> Vec<String> {
        self.page.iter().map(|row| row.id().to_owned()).collect()
    }

    fn keep(self: Box<Self>, ids: &[String]) -> Vec<String> {
        let mut changed = Vec::new();
        let Self { rows, page } = *self;
        rows.values.update_value(|values| {
            for (id, row) in ids.iter().zip(page) {
                match values.iter_mut().find(|(known, _)| known == id) {
                    Some((_, former)) if **former == row => {}
                    Some((_, former)) => {
                        *former = Arc::new(row);
                        changed.push(id.clone());
                    }
                    None => values.push((id.clone(), Arc::new(row))),
                }
            }
        });
        changed
    }
}

/// Requests the first page and, independently, the total; and again when a signal that `total` reads changes. `page`
/// gets the index of the row to start from.
pub fn rows<T>(page: impl Fn(usize) -> Request<Vec<T>> + 'static, total: impl Fn() -> Request<u64> + 'static) -> Rows<T>
where
    T: Identified + PartialEq + Send + Sync + 'static,
{
    let rows = Rows { list: List::new(), values: StoredValue::new(Vec::new()) };
    ask(rows.list, Rc::new(TypedSource { rows, page, total }));
    rows
}

/// The part that does not depend on the type, so that it is compiled once.
fn ask(list: List, source: Rc<dyn Source>) {
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let extent = list.extent;
    let Extent { turn, is_busy, count, .. } = extent;
    let (n_counts, is_counting) = (RwSignal::new(0u32), RwSignal::new(false));
    Effect::new({
        let source = source.clone();
        move |before: Option<(u32, u32)>| {
            let asked = (times.refreshed.get(), n_counts.get());
            let total = source.total();
            // A repeated request keeps the old count meanwhile, but here the inputs have changed.
            if before == Some(asked) {
                count.set(Count::Loading);
            }
            is_counting.set(true);
            spawn(Box::pin(async move {
                match session.ask(&total).await {
                    Ok(total) => count.set(Count::Known(total)),
                    // After the next sign-in the request is sent again.
                    Err(error) if error.is_session_end() => {}
                    Err(_) => count.set(Count::Failed),
                }
                is_counting.set(false);
            }));
            asked
        }
    });
    // After a change of the inputs the list starts again at its first row, and the rows on screen are no longer valid.
    let (is_other, refreshed) = (RwSignal::new(true), RwSignal::new(times.refreshed.get_untracked()));
    Effect::new({
        let source = source.clone();
        move |_| {
            let now = times.refreshed.get();
            source.total();
            if refreshed.get_untracked() == now {
                is_other.set(true);
            }
            list.accepted.set_value(Accepted::default());
            refreshed.set(now);
            turn.set(Turn::First);
        }
    });
    let poll = move |ask: &dyn Fn()| {
        if list.pages.with_value(Pages::can_poll) {
            ask();
        }
    };
    let count_again = move || n_counts.update(|n| *n += 1);
    times.on_poll(is_busy, Box::new(move || poll(&|| turn.set(Turn::Again))));
    times.on_poll(is_counting, Box::new(move || poll(&count_again)));
    times.on_wake(Box::new(move || matches!(extent.state.get(), Remote::Failed(_))), Box::new(move || turn.notify()));
    times.on_wake(Box::new(move || count.get() == Count::Failed), Box::new(count_again));
    Effect::new(move |_| {
        let turn = turn.get();
        let first = untrack(|| source.page(list.start(turn)));
        is_busy.set(true);
        if extent.state.with_untracked(|state| matches!(state, Remote::Failed(_))) {
            extent.state.set(Remote::Loading);
        }
        let source = source.clone();
        spawn(Box::pin(async move {
            match load(list, session, turn, first, &*source).await {
                Ok(()) => is_other.set(false),
                // After the next sign-in the request is sent again.
                Err(error) if error.is_session_end() => {}
                Err(error) => {
                    if is_other.get_untracked() {
                        list.pages.set_value(Pages::new());
                        source.retain(&|_| false);
                        list.draw(turn, &[])();
                    }
                    extent.state.set(Remote::Failed(error));
                }
            }
            is_busy.set(false);
        }));
    });
}

/// Loads the page of this turn and draws it; loads all pages again if rows have moved meanwhile.
async fn load(
    list: List,
    session: Session,
    turn: Turn,
    page: (Calls, ReadRows),
    source: &dyn Source,
) -> Result<(), Error> {
    // An unfinished reload of all pages comes first: only all pages together are complete.
    let is_left = turn == Turn::After && list.pages.with_value(|pages| pages.is_broken);
    if !is_left {
        let is_broken = load_page(list, session, turn, page, source).await?;
        let is_complete = turn != Turn::After || !list.misses_some();
        list.pages.update_value(|pages| pages.is_broken = is_broken || !is_complete);
        if is_complete && !is_broken {
            return Ok(());
        }
    }
    let (numbers, before) = list.pages.with_value(|pages| (pages.numbers(), pages.ids()));
    for number in numbers {
        let turn = Turn::Number(number);
        let page = untrack(|| source.page(list.start(turn)));
        load_page(list, session, turn, page, source).await?;
    }
    list.pages.update_value(|pages| pages.settle(&before));
    Ok(())
}

/// Loads one page and draws it; true if it does not continue the page beside it.
async fn load_page(
    list: List,
    session: Session,
    turn: Turn,
    (calls, read): (Calls, ReadRows),
    source: &dyn Source,
) -> Result<bool, Error> {
    let Answered { values, which, number } = session.answer(calls, list.accepted.get_value().first()).await?;
    list.accepted.update_value(|accepted| *accepted = accepted.after(number));
    let page = read(&values, which).map_err(Error::Failure)?;
    list.extent.why_partial.set((which == Which::Minimal).then(|| session.why_partial()));
    list.extent.state.set(Remote::Ready(()));
    let (draw, is_broken) = list.take(turn, source, page);
    draw_in_slices(draw).await;
    Ok(is_broken)
}

/// Draws one part after the other, and lets the browser do other work in between.
async fn draw_in_slices(mut draw: Draw) {
    let mut begun_ms = clock::now_ms();
    while draw() {
        // The effects must draw this part before they get the next one.
        tick().await;
        if clock::now_ms() - begun_ms >= SLICE_MS {
            TimeoutFuture::new(0).await;
            begun_ms = clock::now_ms();
        }
    }
}
