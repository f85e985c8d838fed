//! Repeats the requests of what is on screen: all of them, some in turn, or those that failed.

use std::{cmp::Reverse, rc::Rc};

use campaign::value::Instant;
use leptos::prelude::*;

use super::actions::Actions;
use crate::{clock, relay::relay, server::Session};

/// The ways to repeat requests. A handle, so that closures stay small.
#[derive(Clone, Copy)]
pub struct Refresh(StoredValue<Inner, LocalStorage>);

struct Inner {
    session: Session,
    actions: Actions,
    refreshes: RwSignal<u32>,
    wakes: RwSignal<u32>,
    slowed_at: RwSignal<Option<Instant>>,
    /// The queries on screen.
    questions: Vec<Question>,
    n_questions: u32,
    n_polls: u32,
}

/// A query on screen.
struct Question {
    number: u32,
    weight: u32,
    /// The number of polls before it was last polled.
    polled_at: u32,
    again: AskAgain,
}

/// How often a query is polled, compared with others. People look at the rows.
pub(super) const ROWS: u32 = 4;
pub(super) const FIGURE: u32 = 1;

/// Sends a request again. False if it is still in progress: otherwise a slow server would never get to answer it.
type AskAgain = Rc<dyn Fn() -> bool>;

impl Refresh {
    pub fn new(session: Session, actions: Actions) -> Self {
        Self(StoredValue::new_local(Inner {
            session,
            actions,
            refreshes: RwSignal::new(0),
            wakes: RwSignal::new(0),
            slowed_at: RwSignal::new(None),
            questions: Vec::new(),
            n_questions: 0,
            n_polls: 0,
        }))
    }

    /// Repeats all requests because the user wants it. If nobody is signed in, asks the host for tokens.
    pub fn refresh(self) {
        let (session, actions) = self.0.with_value(|inner| (inner.session, inner.actions));
        if session.is_signed_out() {
            actions.run(session.begin());
        } else {
            // The operator may have got rights in the meantime.
            session.forget_refusals();
            self.ask_again();
        }
    }

    /// Repeats all requests because something was changed.
    pub fn ask_again(self) {
        self.0.with_value(|inner| inner.refreshes).update(|n| *n += 1);
    }

    /// Polls the next `n_questions` queries in turn; the rows on screen keep their places.
    pub fn poll(self, n_questions: usize) {
        // The one that has waited longest comes first.
        let mut waiting: Vec<_> = self.0.with_value(|inner| {
            let waited = |question: &Question| (inner.n_polls - question.polled_at) * question.weight;
            inner.questions.iter().map(|question| (waited(question), question.number, question.again.clone())).collect()
        });
        waiting.sort_by_key(|(waited, ..)| Reverse(*waited));
        let is_polled = |(_, number, again): (u32, u32, AskAgain)| again().then_some(number);
        let polled: Vec<u32> = waiting.into_iter().filter_map(is_polled).take(n_questions).collect();
        self.0.update_value(|inner| {
            inner.n_polls += 1;
            for question in inner.questions.iter_mut().filter(|question| polled.contains(&question.number)) {
                question.polled_at = inner.n_polls;
            }
        });
    }

    /// Polls all queries: any of them may show the change.
    pub fn poll_all(self) {
        self.poll(usize::MAX);
    }

    /// The network or the user is back: failed requests are repeated, and a delivery in progress is polled now.
    pub fn wake(self) {
        self.0.with_value(|inner| inner.wakes).update(|n| *n += 1);
    }

    /// Notes that polls become rarer, because there was no answer.
    pub fn slow_down(self) {
        self.0.with_value(|inner| inner.slowed_at).set(clock::now());
    }

    /// The signals for requests, as relays, which end with the current owner.
    pub fn times(self) -> AskTimes {
        let (session, refreshes) = self.0.with_value(|inner| (inner.session, inner.refreshes));
        let (wakes, slowed_at) = self.0.with_value(|inner| (inner.wakes, inner.slowed_at));
        AskTimes {
            refresh: self,
            refreshed: relay(move || session.sign_ins() + refreshes.get()),
            woken: relay(move || wakes.get()),
            slowed_at: relay(move || slowed_at.get()),
        }
    }
}

/// When a request is repeated.
#[derive(Clone, Copy)]
pub struct AskTimes {
    refresh: Refresh,
    /// Grows with every refresh and every sign-in.
    pub(super) refreshed: Memo<u32>,
    /// Grows when the network or the user comes back.
    pub(super) woken: Memo<u32>,
    /// When polls became rarer, because there was no answer.
    pub slowed_at: Memo<Option<Instant>>,
}

impl AskTimes {
    /// Grows with every refresh and sign-in, and when the network or the user comes back: what was told before may be old.
    pub fn occasions(self) -> u32 {
        self.refreshed.get() + self.woken.get()
    }

    /// Runs `again` when it has its turn in a poll, until the current owner ends; not while its request is in progress.
    pub(super) fn on_poll(self, weight: u32, is_busy: RwSignal<bool>, again: Box<dyn Fn()>) {
        let Refresh(inner) = self.refresh;
        let again = move || {
            let is_free = !is_busy.get_untracked();
            if is_free {
                again();
            }
            is_free
        };
        let number = inner.try_update_value(|inner| {
            inner.n_questions += 1;
            let (number, polled_at) = (inner.n_questions, inner.n_polls);
            inner.questions.push(Question { number, weight, polled_at, again: Rc::new(again) });
            inner.n_questions
        });
        on_cleanup(move || {
            inner.try_update_value(|inner| inner.questions.retain(|other| Some(other.number) != number));
        });
    }

    /// Runs `again` when the network or the user comes back, if `is_failed` is true then.
    pub(super) fn on_wake(self, is_failed: Box<dyn Fn() -> bool>, again: Box<dyn Fn()>) {
        let begun = self.woken.get_untracked();
        Effect::new(move |_| {
            if self.woken.get() != begun && untrack(&is_failed) {
                again();
            }
        });
    }
}
