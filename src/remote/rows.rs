//! Rows of a list on the server, however long it is: those around the rows on screen.

use std::{collections::HashMap, ops::Range, rc::Rc, sync::Arc};

use campaign::{
    delivery, journal, log,
    query::PAGE,
    request::{Calls, Request, Which},
    soap::Failure,
    tracking,
    xml::Element,
};
use leptos::prelude::*;

use super::{
    accepted::Accepted,
    actions::spawn,
    cache::{Cache, Taken},
    query::Remote,
    refresh::{AskTimes, FIGURE, ROWS},
};
use crate::{
    error::Error,
    server::{Answered, Session},
};

/// So many rows are loaded before they come on screen, where the user is scrolling to.
const N_AHEAD: usize = PAGE / 2;

/// And so many on the other side: those that the table draws there, and a few more.
const N_BEHIND: usize = PAGE / 4;

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

/// The state of a list besides its rows.
#[derive(Clone, Copy)]
pub struct Extent {
    n_rows: RwSignal<usize>,
    count: RwSignal<Count>,
    state: RwSignal<Remote<()>>,
    is_busy: RwSignal<bool>,
    why_partial: RwSignal<Option<String>>,
}

/// The number of rows on the server. Nothing waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Loading,
    Known(u64),
    Failed,
}

impl Extent {
    fn new() -> Self {
        Self {
            n_rows: RwSignal::new(0),
            count: RwSignal::new(Count::Loading),
            state: RwSignal::new(Remote::Loading),
            is_busy: RwSignal::new(false),
            why_partial: RwSignal::new(None),
        }
    }

    /// The number of rows that can be shown: all of them as far as the server has told, else those that are known to
    /// exist.
    pub fn n_rows(self) -> usize {
        self.n_rows.get()
    }

    pub fn n_rows_untracked(self) -> usize {
        self.n_rows.get_untracked()
    }

    /// The number of rows on the server.
    pub fn count(self) -> Count {
        self.count.get()
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
}

/// Rows from the server, whatever their type, and their state.
#[derive(Clone, Copy)]
pub struct List {
    pub extent: Extent,
    /// The rows on screen, which the table sets: they are loaded, and their neighbours.
    pub view: RwSignal<Range<usize>>,
    /// Whether the rows on screen were above the present ones before.
    goes_down: StoredValue<bool>,
    /// Notified when loaded rows have come, gone or changed.
    pub changed: Trigger,
    /// Grows when other rows are listed: then the table goes back to the first one.
    pub begun: RwSignal<u32>,
    cache: StoredValue<Cache>,
    accepted: StoredValue<Accepted>,
    /// Grows when the request that failed is to be repeated.
    again: RwSignal<u32>,
}

impl List {
    fn new() -> Self {
        Self {
            extent: Extent::new(),
            view: RwSignal::new(0..0),
            goes_down: StoredValue::new(true),
            changed: Trigger::new(),
            begun: RwSignal::new(0),
            cache: StoredValue::new(Cache::default()),
            accepted: StoredValue::new(Accepted::default()),
            again: RwSignal::new(0),
        }
    }

    /// The id of the row with this index; `None` if it is not loaded. Read it again when the list has `changed`.
    pub fn id(self, index: usize) -> Option<String> {
        self.cache.with_value(|cache| cache.id(index).map(str::to_owned))
    }

    /// Repeats the request that failed.
    pub fn retry(self) {
        self.again.update(|n| *n += 1);
    }

    /// Where the row is now; `None` if it is not loaded.
    pub fn index(self, id: &str) -> Option<usize> {
        self.cache.with_value(|cache| cache.index(id))
    }

    /// The page to request next.
    fn wanted(self) -> Option<usize> {
        let (view, n_rows) = (self.view.get_untracked(), self.extent.n_rows.get_untracked());
        let (n_above, n_below) = if self.goes_down.get_value() { (N_BEHIND, N_AHEAD) } else { (N_AHEAD, N_BEHIND) };
        let near = view.start.saturating_sub(n_above)..view.end + n_below;
        self.cache.with_value(|cache| cache.wanted(&view, &near, n_rows))
    }

    /// Takes in what is known about the number of rows.
    fn measure(self) {
        let (end, n_known) = self.cache.with_value(|cache| (cache.n_rows(), cache.n_known()));
        let n_rows = match (end, self.extent.count.get_untracked()) {
            (Some(end), _) => end,
            (None, Count::Known(count)) => n_known.max(count as usize),
            (None, _) => n_known,
        };
        if self.extent.n_rows.get_untracked() != n_rows {
            self.extent.n_rows.set(n_rows);
        }
    }
}

/// Rows of one type.
pub struct Rows<T: 'static> {
    pub list: List,
    /// By id, each with the number of changes before it.
    values: StoredValue<HashMap<String, (u32, Arc<T>)>>,
    n_changes: StoredValue<u32>,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Rows<T> {
    /// The latest values of the row with this id; `None` if it is not loaded. Read them again when the list has
    /// `changed`.
    pub fn get(self, id: &str) -> Option<Arc<T>> {
        self.values.with_value(|values| values.get(id).map(|(_, row)| row.clone()))
    }

    /// The version of the row's values: another one after each change. `None` if it is not loaded.
    pub fn version(self, id: &str) -> Option<u32> {
        self.values.with_value(|values| values.get(id).map(|(version, _)| *version))
    }

    /// The loaded rows in no order; not reactive.
    pub fn loaded(self) -> Vec<Arc<T>> {
        self.values.with_value(|values| values.values().map(|(_, row)| row.clone()).collect())
    }

    /// Whether one of the loaded rows meets a condition; follows the rows.
    pub fn any(self, is_such: impl Fn(&T) -> bool) -> bool {
        self.list.changed.track();
        self.values.with_value(|values| values.values().any(|(_, row)| is_such(row)))
    }
}

/// Rows of one type, for the code that loads them.
trait Source {
    /// The calls for the page that begins with this row, and the function that reads its answer.
    fn page(&self, start: usize) -> (Calls, ReadRows);
    fn total(&self) -> Request<u64>;
}

type ReadRows = Box<dyn FnOnce(&[Element], Which) -> Result<Box<dyn ReadPage>, Failure>>;

/// A page that was read.
trait ReadPage {
    fn ids(&self) -> Vec<String>;
    /// Takes in the rows. Returns whether one of them is new or has changed.
    fn keep(self: Box<Self>, taken: &Taken) -> bool;
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
}

impl<T: Identified + PartialEq + Send + Sync + 'static> ReadPage for TypedPage<T> {
    fn ids(&self) -> Vec<String> {
        self.page.iter().map(|row| row.id().to_owned()).collect()
    }

    fn keep(self: Box<Self>, Taken { ids, gone, .. }: &Taken) -> bool {
        let Self { rows, page } = *self;
        let mut is_changed = false;
        rows.values.update_value(|values| {
            for (id, row) in ids.iter().zip(page) {
                if values.get(id).is_none_or(|(_, former)| **former != row) {
                    rows.n_changes.update_value(|n| *n += 1);
                    values.insert(id.clone(), (rows.n_changes.get_value(), Arc::new(row)));
                    is_changed = true;
                }
            }
            gone.iter().for_each(|id| drop(values.remove(id)));
        });
        is_changed
    }
}

/// Requests the pages around the rows on screen and, independently, the total; and again when a signal that `total`
/// reads changes. `page` gets the index of the row to start from.
pub fn rows<T>(page: impl Fn(usize) -> Request<Vec<T>> + 'static, total: impl Fn() -> Request<u64> + 'static) -> Rows<T>
where
    T: Identified + PartialEq + Send + Sync + 'static,
{
    let rows = Rows { list: List::new(), values: StoredValue::new(HashMap::new()), n_changes: StoredValue::new(0) };
    let source = Rc::new(TypedSource { rows, page, total });
    // Rows first: a server may answer one request after the other, and counting takes it longer.
    ask(rows.list, source.clone());
    count(rows.list, source);
    rows
}

/// Requests the total.
fn count(list: List, source: Rc<dyn Source>) {
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let (again, is_counting, count) = (RwSignal::new(0_u32), RwSignal::new(false), list.extent.count);
    Effect::new(move |before: Option<(u32, u32, u32)>| {
        let asked = (times.refreshed.get(), list.again.get(), again.get());
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
            list.measure();
            is_counting.set(false);
        }));
        asked
    });
    let count_again = move || again.update(|n| *n += 1);
    times.on_poll(FIGURE, is_counting, Box::new(count_again));
    times.on_wake(Box::new(move || count.get() == Count::Failed), Box::new(count_again));
}

/// Requests pages, one after the other. Scrolling never ends a request, and a page that scrolled past meanwhile is not
/// requested.
fn ask(list: List, source: Rc<dyn Source>) {
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let Extent { is_busy, state, .. } = list.extent;
    // Whether the loaded rows belong to former inputs. They stay on screen until the first page is there.
    let is_other = StoredValue::new(true);
    // Grows when pages are to be requested. Then the requests of the former run end, so it grows only after them, or when
    // they are for former inputs.
    let runs = RwSignal::new(0_u32);
    let load = move || {
        if !is_busy.get_untracked() && list.wanted().is_some() {
            is_busy.set(true);
            runs.update(|n| *n += 1);
        }
    };
    Effect::new({
        let source = source.clone();
        move |before: Option<(u32, u32)>| {
            let asked = (times.refreshed.get(), list.again.get());
            // The total has the same inputs as the rows.
            source.total();
            if before == Some(asked) {
                is_other.set_value(true);
                list.begun.update(|n| *n += 1);
            }
            list.accepted.set_value(Accepted::default());
            list.cache.update_value(Cache::doubt);
            is_busy.set(true);
            runs.update(|n| *n += 1);
            asked
        }
    });
    Effect::new(move |_| {
        if runs.get() == 0 {
            return;
        }
        let source = source.clone();
        spawn(Box::pin(async move {
            while let Some(number) = list.wanted() {
                if let Err(error) = load_page(list, session, number, is_other, &*source).await {
                    // After a session's end the request is sent again with the next sign-in.
                    if !error.is_session_end() {
                        state.set(Remote::Failed(error));
                    }
                    break;
                }
            }
            is_busy.set(false);
        }));
    });
    Effect::new(move |before: Option<usize>| {
        let start = list.view.with(|view| view.start);
        if let Some(before) = before.filter(|before| *before != start) {
            list.goes_down.set_value(before < start);
        }
        list.extent.n_rows.track();
        // After a failure the user or the network decides.
        if !matches!(state.get_untracked(), Remote::Failed(_)) {
            load();
        }
        start
    });
    let look_again = move || {
        list.cache.update_value(|cache| cache.doubt_oldest(&list.view.get_untracked()));
        load();
    };
    times.on_poll(ROWS, is_busy, Box::new(look_again));
    times.on_wake(Box::new(move || matches!(state.get(), Remote::Failed(_))), Box::new(move || list.retry()));
}

/// Loads one page.
async fn load_page(
    list: List,
    session: Session,
    number: usize,
    is_other: StoredValue<bool>,
    source: &dyn Source,
) -> Result<(), Error> {
    let (calls, read) = untrack(|| source.page(number * PAGE));
    let Answered { values, which, number: answered } = session.answer(calls, list.accepted.get_value().first()).await?;
    list.accepted.update_value(|accepted| *accepted = accepted.after(answered));
    let page = read(&values, which).map_err(Error::Failure)?;
    let take = if is_other.get_value() { Cache::begin } else { Cache::take };
    is_other.set_value(false);
    let Some(taken) = list.cache.try_update_value(|cache| take(cache, number, page.ids())) else { return Ok(()) };
    let is_changed = page.keep(&taken);
    list.extent.why_partial.set((which == Which::Minimal).then(|| session.why_partial()));
    list.extent.state.set(Remote::Ready(()));
    list.measure();
    // Rows that look the same are not drawn again.
    if is_changed || taken.is_moved {
        list.changed.notify();
    }
    Ok(())
}
