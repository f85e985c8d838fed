//! Asking again for what is on screen: all of it, or what moves.

use leptos::prelude::*;

use super::actions::Actions;
use crate::{relay::relay, server::Session};

/// The two ways to ask again. A question follows both. A handle, so that closures hold little.
#[derive(Clone, Copy)]
pub struct Refresh(StoredValue<Inner>);

#[derive(Clone, Copy)]
struct Inner {
    session: Session,
    actions: Actions,
    refreshes: RwSignal<u32>,
    polls: RwSignal<u32>,
}

impl Refresh {
    pub fn new(session: Session, actions: Actions) -> Self {
        Self(StoredValue::new(Inner { session, actions, refreshes: RwSignal::new(0), polls: RwSignal::new(0) }))
    }

    /// Asks for everything on screen because somebody wants it; where nobody is signed in, the host for tokens.
    pub fn refresh(self) {
        let Inner { session, actions, .. } = self.0.get_value();
        if session.is_signed_out() {
            actions.run(session.begin());
        } else {
            // Rights may have been given meanwhile.
            session.forget_refusals();
            self.ask_again();
        }
    }

    /// Asks for everything on screen, because something was changed.
    pub fn ask_again(self) {
        self.0.get_value().refreshes.update(|n| *n += 1);
    }

    /// Has a look: what is on screen is asked for again, and stays in its place.
    pub fn poll(self) {
        self.0.get_value().polls.update(|n| *n += 1);
    }

    /// When to ask, as what is drawn under the current owner may follow it.
    pub fn times(self) -> AskTimes {
        let Inner { session, refreshes, polls, .. } = self.0.get_value();
        AskTimes { refreshed: relay(move || session.sign_ins() + refreshes.get()), polled: relay(move || polls.get()) }
    }
}

/// When a question is asked again.
#[derive(Clone, Copy)]
pub struct AskTimes {
    /// Grows with every refresh and every sign-in.
    pub(super) refreshed: Memo<u32>,
    /// Grows with every look.
    polled: Memo<u32>,
}

impl AskTimes {
    /// Runs `again` at each look from now on, unless a question is under way: a slow server would never get to answer it.
    pub(super) fn on_poll(self, is_busy: RwSignal<bool>, again: Box<dyn Fn()>) {
        let begun = self.polled.get_untracked();
        Effect::new(move |_| {
            if self.polled.get() != begun && !is_busy.get_untracked() {
                again();
            }
        });
    }
}
