//! From async to view: values and rows that live on the server, asked for again when their key changes.
//!
//! The only place that spawns futures for a view. A question ends with its view, or when another supersedes it.

use crate::prelude::*;
use campaign::{query::PAGE, request::Request};
use futures::join;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::{error::Error, session::Session};

/// What is known of a value that lives on the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    Loading,
    Ready(T),
    Failed(Error),
}

/// A value from the server. While it is asked for again the former one stays.
pub struct Query<T: Send + Sync + 'static> {
    pub value: RwSignal<Remote<T>>,
    again: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + Clone + 'static> Query<T> {
    pub fn again(self) {
        self.again.notify();
    }

    /// The value, if it is there.
    pub fn ready(self) -> Option<T> {
        match self.value.get() {
            Remote::Ready(value) => Some(value),
            Remote::Loading | Remote::Failed(_) => None,
        }
    }
}

/// Asks for what `question` says, and again after each change of what it reads.
pub fn query<T: Send + Sync + 'static>(question: impl Fn() -> Request<T> + 'static) -> Query<T> {
    let session = expect_context::<Session>();
    let query = Query { value: RwSignal::new(Remote::Loading), again: Trigger::new() };
    Effect::new(move |_| {
        query.again.track();
        session.epoch();
        let request = question();
        if query.value.with_untracked(|value| matches!(value, Remote::Failed(_))) {
            query.value.set(Remote::Loading);
        }
        spawn_local_scoped_with_cancellation(async move {
            match session.ask(&request).await {
                Ok(value) => query.value.set(Remote::Ready(value)),
                // Signing in again asks again; until then the view waits.
                Err(error) if error.is_session_end() => {}
                Err(error) => query.value.set(Remote::Failed(error)),
            }
        });
    });
    query
}

/// The most rows that are kept and shown at once.
const MAX_ROWS: usize = 5 * PAGE;

/// Which rows to ask for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    After,
    Before,
}

/// A window onto rows that live on the server: it grows at either end by pages, and lets go at the other.
pub struct Rows<T: Send + Sync + 'static> {
    rows: RwSignal<Vec<T>>,
    /// The row of the server that `rows` starts with, from 0.
    first: RwSignal<usize>,
    total: RwSignal<u64>,
    state: RwSignal<Remote<()>>,
    is_busy: RwSignal<bool>,
    /// Grows when all rows are new.
    revision: RwSignal<u32>,
    turn: RwSignal<Turn>,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

/// What a table shows of its rows besides themselves.
#[derive(Clone, Copy)]
pub struct Extent {
    pub first: RwSignal<usize>,
    pub loaded: Signal<usize>,
    pub total: RwSignal<u64>,
    /// `Failed` only while there is nothing else to show.
    pub state: RwSignal<Remote<()>>,
    pub is_busy: RwSignal<bool>,
    turn: RwSignal<Turn>,
}

impl Extent {
    /// Asks once more for what failed.
    pub fn retry(self) {
        self.turn.notify();
    }

    pub fn more(self) {
        self.turn.set(Turn::After);
    }

    pub fn earlier(self) {
        self.turn.set(Turn::Before);
    }

    pub fn has_more(self) -> bool {
        ((self.first.get() + self.loaded.get()) as u64) < self.total.get()
    }

    pub fn has_earlier(self) -> bool {
        self.first.get() > 0
    }
}

impl<T: Clone + Send + Sync + 'static> Rows<T> {
    /// The rows with what makes each of them new for a view: revision and place.
    pub fn keyed(self) -> Vec<((u32, usize), T)> {
        let (revision, first) = (self.revision.get(), self.first.get_untracked());
        let rows = self.rows.get().into_iter().enumerate();
        rows.map(|(index, row)| ((revision, first + index), row)).collect()
    }

    pub fn extent(self) -> Extent {
        Extent {
            first: self.first,
            loaded: Signal::derive(move || self.rows.with(Vec::len)),
            total: self.total,
            state: self.state,
            is_busy: self.is_busy,
            turn: self.turn,
        }
    }

    fn receive(self, turn: Turn, start: usize, page: Vec<T>) {
        let n = page.len();
        self.rows.update(|rows| match turn {
            Turn::First => {
                *rows = page;
                self.first.set(start);
            }
            Turn::After => {
                rows.extend(page);
                let surplus = rows.len().saturating_sub(MAX_ROWS).next_multiple_of(PAGE);
                if rows.len() > MAX_ROWS {
                    rows.drain(..surplus);
                    self.first.update(|first| *first += surplus);
                }
            }
            Turn::Before => {
                rows.splice(0..0, page);
                rows.truncate(MAX_ROWS);
                self.first.update(|first| *first -= n.min(*first));
            }
        });
        if turn == Turn::First {
            self.revision.update(|revision| *revision += 1);
        }
    }
}

/// Asks for the first page and the total, and again after each change of `key`.
pub fn rows<K, T>(
    key: impl Fn() -> K + 'static,
    page: impl Fn(&K, usize) -> Request<Vec<T>> + 'static,
    total: impl Fn(&K) -> Request<u64> + 'static,
) -> Rows<T>
where
    K: PartialEq + 'static,
    T: Clone + Send + Sync + 'static,
{
    let session = expect_context::<Session>();
    let rows = Rows {
        rows: RwSignal::new(Vec::new()),
        first: RwSignal::new(0),
        total: RwSignal::new(0),
        state: RwSignal::new(Remote::Loading),
        is_busy: RwSignal::new(true),
        revision: RwSignal::new(0),
        turn: RwSignal::new(Turn::First),
    };
    Effect::new(move |asked: Option<(K, u32)>| {
        let asks = (key(), session.epoch());
        rows.turn.track();
        if asked.as_ref() != Some(&asks) {
            *rows.turn.write_untracked() = Turn::First;
        }
        let turn = rows.turn.get_untracked();
        let first = rows.first.get_untracked();
        let start = match turn {
            Turn::First => 0,
            Turn::After => first + rows.rows.with_untracked(Vec::len),
            Turn::Before => first.saturating_sub(PAGE),
        };
        let (page, total) = (page(&asks.0, start), total(&asks.0));
        rows.is_busy.set(true);
        if rows.state.with_untracked(|state| matches!(state, Remote::Failed(_))) {
            rows.state.set(Remote::Loading);
        }
        spawn_local_scoped_with_cancellation(async move {
            let answers = join!(session.ask(&page), session.ask(&total));
            match answers {
                (Ok(page), Ok(total)) => {
                    rows.total.set(total);
                    rows.receive(turn, start, page);
                    rows.state.set(Remote::Ready(()));
                }
                (Err(error), _) | (_, Err(error)) => {
                    if error.is_session_end() {
                        return;
                    }
                    if turn == Turn::First {
                        // What was shown answered another question.
                        rows.total.set(0);
                        rows.receive(turn, 0, Vec::new());
                    }
                    rows.state.set(Remote::Failed(error));
                }
            }
            rows.is_busy.set(false);
        });
        asks
    });
    rows
}

/// Runs what the user asked for and what must not end with its view: a write, a sign-in. It ends with the mount.
#[derive(Clone, Copy)]
pub struct Actions(StoredValue<Owner>);

impl Actions {
    /// To be called where the mount's own owner is the current one.
    pub fn provide() -> Self {
        let owner = Owner::current().expect("a component runs under an owner");
        let actions = Self(StoredValue::new(owner));
        provide_context(actions);
        actions
    }

    pub fn run(self, action: impl Future<Output = ()> + 'static) {
        let owner = self.0.get_value();
        owner.with(|| spawn_local_scoped_with_cancellation(action));
    }
}
