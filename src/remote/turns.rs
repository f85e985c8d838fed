//! Values that are asked for one after the other, because each makes the server read a whole table.

use campaign::request::{Calls, Request};
use leptos::{prelude::*, task::tick};

use super::{actions::spawn, refresh::AskTimes};
use crate::{error::Error, host::Host, server::Session};

/// One of the values.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn<T> {
    /// The last value that came. While it is asked for again, it stays.
    pub value: Option<T>,
    pub state: TurnState,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TurnState {
    Waiting,
    Asking,
    Ready,
    Failed(Error),
    /// The user did not want to wait.
    Cancelled,
}

/// The values, in the order in which they are asked for.
pub struct Turns<T: Send + Sync + 'static> {
    turns: RwSignal<Vec<Turn<T>>>,
    /// Grows when those that are missing are to be asked for.
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Turns<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Turns<T> {}

impl<T: Clone + Send + Sync + 'static> Turns<T> {
    /// The value with this number; reads the signal.
    pub fn get(self, number: usize) -> Turn<T> {
        self.turns.with(|turns| turns[number].clone())
    }

    /// How far the value with this number is; reads the signal.
    pub fn state(self, number: usize) -> TurnState {
        self.turns.with(|turns| turns[number].state.clone())
    }

    /// Does without a value; the next one is asked for.
    pub fn cancel(self, number: usize) {
        self.set(number, TurnState::Cancelled);
        self.again.update(|n| *n += 1);
    }

    /// Asks for a value again.
    pub fn retry(self, number: usize) {
        self.set(number, TurnState::Waiting);
        self.again.update(|n| *n += 1);
    }

    fn set(self, number: usize, state: TurnState) {
        self.turns.update(|turns| turns[number].state = state);
    }

    fn is_any(self, test: fn(&TurnState) -> bool) -> bool {
        self.turns.with_untracked(|turns| turns.iter().any(|turn| test(&turn.state)))
    }
}

/// Sends these requests, each when the one before is answered. When a signal that `questions` reads changes, those are sent
/// again that are other requests then. None is sent while the page is hidden. They end with the current owner.
pub fn in_turn<T: Clone + Send + Sync + 'static>(questions: impl Fn() -> Vec<Request<T>> + 'static) -> Turns<T> {
    let (session, times, host) = (expect_context::<Session>(), expect_context::<AskTimes>(), expect_context::<Host>());
    let waiting = |_| Turn { value: None, state: TurnState::Waiting };
    let turns = untrack(&questions).iter().map(waiting).collect();
    let turns = Turns { turns: RwSignal::new(turns), again: RwSignal::new(0) };
    Effect::new(move |former: Option<(Vec<Calls>, u32)>| {
        turns.again.track();
        let (requests, refreshed) = (questions(), times.refreshed.get());
        let asked: (Vec<Calls>, u32) = (requests.iter().map(|request| request.calls.clone()).collect(), refreshed);
        let is_new = |number: usize| {
            former.as_ref().is_none_or(|(calls, at)| *at != refreshed || calls[number] != asked.0[number])
        };
        if (0..asked.0.len()).any(is_new) {
            turns.turns.update(|turns| {
                let others = turns.iter_mut().enumerate().filter(|(number, _)| is_new(*number));
                others.for_each(|(_, turn)| turn.state = TurnState::Waiting);
            });
        }
        spawn(Box::pin(async move {
            for (number, request) in requests.into_iter().enumerate() {
                if !turns.turns.with_untracked(|turns| turns[number].state.is_open()) {
                    continue;
                }
                if host.is_hidden() {
                    return;
                }
                turns.set(number, TurnState::Asking);
                match session.ask(&request).await {
                    Ok(value) => {
                        turns.turns.update(|turns| {
                            turns[number] = Turn { value: Some(value), state: TurnState::Ready };
                        });
                        // If the answer changes the questions, the new ones are asked instead.
                        tick().await;
                    }
                    // After the next sign-in all are asked for again.
                    Err(error) if error.is_session_end() => return,
                    Err(error) => turns.set(number, TurnState::Failed(error)),
                }
            }
        }));
        asked
    });
    let is_missing = move || {
        let is_asking = turns.is_any(|state| *state == TurnState::Asking);
        turns.is_any(TurnState::is_failed) || (!is_asking && turns.is_any(TurnState::is_open))
    };
    let ask_again = move || {
        turns.turns.update(|turns| {
            for turn in turns.iter_mut().filter(|turn| turn.state.is_failed()) {
                turn.state = TurnState::Waiting;
            }
        });
        turns.again.update(|n| *n += 1);
    };
    times.on_wake(Box::new(is_missing), Box::new(ask_again));
    turns
}

impl TurnState {
    fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Asking)
    }

    fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}
