//! From async to view: values and rows that live on the server, asked for again when their key changes.
//!
//! The only place that spawns futures for a view. A question ends with its view, or when another supersedes it.

use std::{any::Any, marker::PhantomData, rc::Rc, sync::Arc};

use campaign::{
    query::PAGE,
    request::{Calls, Request},
};
use futures::{future::LocalBoxFuture, join};
use gloo_timers::future::TimeoutFuture;
use js_sys::Math;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::{
    error::Error,
    prelude::*,
    session::{Answer, Session, State},
};

/// What is known of a value that lives on the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    Loading,
    Ready(T),
    Failed(Error),
}

/// A value from the server. While it is asked for again the former one stays.
pub struct Query<T: Send + Sync + 'static> {
    pub value: Live<Remote<T>>,
    again: Live<()>,
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
pub fn query<T: PartialEq + Send + Sync + 'static>(question: impl Fn() -> Request<T> + 'static) -> Query<T> {
    let query = Query { value: Live::new(Remote::Loading), again: Live::new(()) };
    any_query(Box::new(move || {
        query.again.get();
        let request = question();
        if query.value.with_untracked(|value| matches!(value, Remote::Failed(_))) {
            query.value.set(Remote::Loading);
        }
        let calls = request.calls.clone();
        let receive = move |answer: Answer| {
            let value = answer.and_then(|(values, which)| request.read(&values, which).map_err(Error::Failure));
            let value = match value {
                Ok(value) => Remote::Ready(value),
                Err(error) => Remote::Failed(error),
            };
            // What is as it was is not drawn again.
            if query.value.with_untracked(|before| *before != value) {
                query.value.set(value);
            }
        };
        (calls, Box::new(receive))
    }));
    query
}

/// What to call, and who gets the answer.
type Question = (Calls, Box<dyn FnOnce(Answer)>);

/// What is the same for queries of all types.
#[inline(never)]
fn any_query(question: Box<dyn Fn() -> Question>) {
    let Mount { session, .. } = Mount::here();
    let (beat, is_busy) = (Live::new(()), Live::new(false));
    on_beat(session, is_busy, move || beat.notify());
    effect(move || {
        session.epoch();
        beat.get();
        let (calls, receive) = question();
        is_busy.set(true);
        spawn(Box::pin(async move {
            let answer = session.answer(calls).await;
            is_busy.set(false);
            // Signing in again asks again; until then the view waits.
            if !answer.as_ref().is_err_and(Error::is_session_end) {
                receive(answer);
            }
        }));
    });
}

/// Runs `again` at each beat from now on, unless a question is under way: a slow server would never get to answer it.
fn on_beat(session: Session, is_busy: Live<bool>, again: impl Fn() + 'static) {
    let begun = untrack(|| session.beat());
    effect(move || {
        if session.beat() != begun && !is_busy.get_untracked() {
            again();
        }
    });
}

/// Runs a future until its view or the effect that started it ends. Of one type, to be compiled once.
fn spawn(future: LocalBoxFuture<'static, ()>) {
    spawn_local_scoped_with_cancellation(future);
}

/// The most rows that are kept and shown at once.
const MAX_ROWS: usize = 5 * PAGE;

/// How many rows are drawn in one go: a slow machine draws them in less than 50 ms.
const PART: usize = 25;

/// Which rows to ask for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    After,
    Before,
    /// What is here once more, because the server moves.
    Again,
}

/// A row, whatever its type: tables of all types share their code.
pub type AnyRow = Arc<dyn Any + Send + Sync>;

/// A window onto rows that live on the server: it grows at either end by pages, and lets go at the other.
pub struct Rows<T> {
    window: Window,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<T> {}

#[derive(Clone, Copy)]
struct Window {
    /// With the revision in which each was new.
    rows: Live<Vec<(u32, AnyRow)>>,
    /// The row of the server that `rows` starts with, from 0.
    first: Live<usize>,
    total: Live<u64>,
    state: Live<Remote<()>>,
    is_busy: Live<bool>,
    /// Grows with every page.
    revision: Live<u32>,
    turn: Live<Turn>,
    is_same: fn(&AnyRow, &AnyRow) -> bool,
}

/// A row with what makes it new for a view: its place on the server from 0, and its revision.
pub type KeyedRow = ((usize, u32), AnyRow);

fn row_of<T: 'static>(row: &AnyRow) -> &T {
    let Some(row) = row.downcast_ref() else { unreachable!("a window holds rows of its own type only") };
    row
}

/// What a table shows of its rows besides themselves. A handle, so that closures hold little.
#[derive(Clone, Copy)]
pub struct Extent(Held<Window>);

impl Extent {
    #[inline(never)]
    fn window(self) -> Window {
        self.0.get()
    }

    /// The row of the server that is the first here, from 0.
    pub fn first(self) -> usize {
        self.window().first.get()
    }

    pub fn n_loaded(self) -> usize {
        self.window().rows.with(Vec::len)
    }

    pub fn total(self) -> u64 {
        self.window().total.get()
    }

    pub fn state(self) -> Remote<()> {
        self.window().state.get()
    }

    pub fn is_busy(self) -> bool {
        self.window().is_busy.get()
    }

    /// Asks once more for what failed.
    pub fn retry(self) {
        self.window().turn.notify();
    }

    /// Asks for the next page, unless a page is on its way.
    pub fn more(self) {
        if !self.window().is_busy.get_untracked() {
            self.window().turn.set(Turn::After);
        }
    }

    /// Asks for the page before the first row, unless a page is on its way.
    pub fn earlier(self) {
        if !self.window().is_busy.get_untracked() {
            self.window().turn.set(Turn::Before);
        }
    }

    pub fn has_more(self) -> bool {
        ((self.first() + self.n_loaded()) as u64) < self.total()
    }

    pub fn has_earlier(self) -> bool {
        self.first() > 0
    }
}

impl<T: Send + Sync + 'static> Rows<T> {
    pub fn keyed(self) -> Vec<KeyedRow> {
        self.window.keyed()
    }

    /// The row behind a keyed one.
    pub fn row(self, row: &AnyRow) -> &T {
        row_of(row)
    }

    /// Whether one of them is such; follows them.
    pub fn any(self, is_such: impl Fn(&T) -> bool) -> bool {
        self.window.rows.with(|rows| rows.iter().any(|(_, row)| is_such(row_of(row))))
    }

    pub fn extent(self) -> Extent {
        Extent(Held::new(self.window))
    }
}

impl Window {
    fn keyed(self) -> Vec<KeyedRow> {
        let rows = self.rows.get().into_iter().enumerate();
        let first = self.first.get_untracked();
        rows.map(|(index, (revision, row))| ((first + index, revision), row)).collect()
    }

    /// Takes a page part by part: the user does not wait until all of it is drawn.
    async fn receive(self, turn: Turn, start: usize, mut page: Vec<AnyRow>) {
        let revision = self.revision.get_untracked() + 1;
        self.revision.set(revision);
        let new = |part: Vec<AnyRow>| part.into_iter().map(move |row| (revision, row));
        match turn {
            Turn::First => {
                self.rows.set(new(first_part(&mut page)).collect());
                self.first.set(start);
            }
            Turn::Again => self.compare(new(std::mem::take(&mut page)).collect()),
            Turn::After => self.make_room(page.len()),
            Turn::Before => {}
        }
        while !page.is_empty() {
            TimeoutFuture::new(0).await;
            if turn == Turn::Before {
                let part = page.split_off(page.len().saturating_sub(PART));
                self.first.update(|first| *first -= part.len().min(*first));
                self.rows.update(|rows| {
                    rows.splice(0..0, new(part));
                    rows.truncate(MAX_ROWS);
                });
            } else {
                self.rows.update(|rows| rows.extend(new(first_part(&mut page))));
            }
        }
    }

    /// Shows `page` instead of what is here; rows that are as they were stay.
    fn compare(self, page: Vec<(u32, AnyRow)>) {
        self.rows.update(|rows| {
            let stays = |(index, new): (usize, (u32, AnyRow))| match rows.get(index) {
                Some(old) if (self.is_same)(&old.1, &new.1) => old.clone(),
                _ => new,
            };
            *rows = page.into_iter().enumerate().map(stays).collect();
        });
    }

    /// Lets go of whole pages at the start, for `n` rows to come.
    fn make_room(self, n: usize) {
        let surplus = (self.rows.with_untracked(Vec::len) + n).saturating_sub(MAX_ROWS).next_multiple_of(PAGE);
        if surplus > 0 {
            self.first.update(|first| *first += surplus);
            self.rows.update(|rows| drop(rows.drain(..surplus)));
        }
    }
}

/// Takes the first rows of `page` that are drawn in one go.
fn first_part(page: &mut Vec<AnyRow>) -> Vec<AnyRow> {
    let rest = page.split_off(page.len().min(PART));
    std::mem::replace(page, rest)
}

/// Asks for the first page and the total, and again after each change of what `total` reads. `page` gets the row to
/// start from.
pub fn rows<T: PartialEq + Send + Sync + 'static>(
    page: impl Fn(usize) -> Request<Vec<T>> + 'static,
    total: impl Fn() -> Request<u64> + 'static,
) -> Rows<T> {
    let any = |row: T| -> AnyRow { Arc::new(row) };
    let page = move |start| page(start).map(move |rows| rows.into_iter().map(any).collect());
    let is_same = |one: &AnyRow, other: &AnyRow| row_of::<T>(one) == row_of::<T>(other);
    Rows { window: window(Box::new(page), Box::new(total), is_same), of: PhantomData }
}

fn window(
    page: Box<dyn Fn(usize) -> Request<Vec<AnyRow>>>,
    total: Box<dyn Fn() -> Request<u64>>,
    is_same: fn(&AnyRow, &AnyRow) -> bool,
) -> Window {
    let Mount { session, .. } = Mount::here();
    let window = Window {
        rows: Live::new(Vec::new()),
        first: Live::new(0),
        total: Live::new(0),
        state: Live::new(Remote::Loading),
        is_busy: Live::new(true),
        revision: Live::new(0),
        turn: Live::new(Turn::First),
        is_same,
    };
    let total = Rc::new(total);
    let asks = total.clone();
    // Another question starts from the first row.
    effect(move || {
        session.epoch();
        asks();
        window.turn.set(Turn::First);
    });
    on_beat(session, window.is_busy, move || {
        // Of more than a page only a part could be asked.
        if window.rows.with_untracked(Vec::len) <= PAGE {
            window.turn.set(Turn::Again);
        }
    });
    effect(move || {
        let turn = window.turn.get();
        let first = window.first.get_untracked();
        let start = match turn {
            Turn::First => 0,
            Turn::Again => first,
            Turn::After => first + window.rows.with_untracked(Vec::len),
            Turn::Before => first.saturating_sub(PAGE),
        };
        let (page, total) = untrack(|| (page(start), total()));
        window.is_busy.set(true);
        if window.state.with_untracked(|state| matches!(state, Remote::Failed(_))) {
            window.state.set(Remote::Loading);
        }
        spawn(Box::pin(async move {
            let answers = join!(session.ask(&page), session.ask(&total));
            match answers {
                (Ok(page), Ok(total)) => {
                    window.total.set(total);
                    window.state.set(Remote::Ready(()));
                    window.receive(turn, start, page).await;
                }
                // Signing in again asks again.
                (Err(error), _) | (_, Err(error)) if error.is_session_end() => {}
                (Err(error), _) | (_, Err(error)) => {
                    if turn == Turn::First {
                        // What was shown answered another question.
                        window.total.set(0);
                        window.receive(turn, 0, Vec::new()).await;
                    }
                    window.state.set(Remote::Failed(error));
                }
            }
            window.is_busy.set(false);
        }));
    });
    window
}

/// Runs what the user asked for and what must not end with its view: a write, a sign-in. It ends with the mount.
#[derive(Clone, Copy)]
pub struct Actions(Held<Owner>);

impl Actions {
    /// To be called where the mount's own owner is the current one.
    pub fn new() -> Self {
        Self(Held::new(Owner::current().expect("a mount has an owner")))
    }

    /// Makes something that lives as long as the mount.
    pub fn own<T>(self, make: impl FnOnce() -> T) -> T {
        self.0.get().with(make)
    }

    pub fn run(self, action: impl Future<Output = ()> + 'static) {
        let owner = self.0.get();
        owner.with(|| spawn(Box::pin(action)));
    }
}

/// Waits in this range, in milliseconds, lie between two looks at what moves (contract 16).
const LOOKS_MS: (u32, u32) = (2_000, 1_000);

/// What is done at each look.
type Look = Box<dyn Fn() -> LocalBoxFuture<'static, ()>>;

/// Looks every few seconds at what moves, one look after the other; never at what rests, nor while the page is hidden.
pub fn poll(is_moving: Derived<bool>, look: Look) {
    let Mount { session, .. } = Mount::here();
    let look = Rc::new(look);
    effect(move || {
        // A session that has ended is not asked again and again.
        if !is_moving.get() || session.state() != State::SignedIn {
            return;
        }
        let look = look.clone();
        spawn(Box::pin(async move {
            loop {
                let (least, spread) = LOOKS_MS;
                TimeoutFuture::new(least + (Math::random() * f64::from(spread)) as u32).await;
                if !document().hidden() {
                    look().await;
                }
            }
        }));
    });
}
