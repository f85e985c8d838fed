//! The numbering plans, which are loaded when somebody looks for a number.

use std::sync::Arc;

use leptos::prelude::*;

use super::actions::Actions;
use crate::host::Host;

/// The plans of a mount.
#[derive(Clone, Copy)]
pub struct NumberingPlans(RwSignal<State>);

#[derive(Clone)]
enum State {
    Unasked,
    Loading,
    Ready(Arc<phone::Plans>),
}

impl NumberingPlans {
    pub fn new() -> Self {
        Self(RwSignal::new(State::Unasked))
    }

    /// The plans; `None` until they are loaded, which begins now. Reads the signal.
    pub fn get(self, host: Host, actions: Actions) -> Option<Arc<phone::Plans>> {
        match self.0.get() {
            State::Ready(plans) => Some(plans),
            State::Loading => None,
            State::Unasked => {
                // Whoever reads the signal is told when they are here, and not before.
                self.0.update_untracked(|state| *state = State::Loading);
                actions.run(async move {
                    // Without plans a number is looked for as it was typed.
                    let text = host.numbering_plans().await.unwrap_or_default();
                    self.0.set(State::Ready(Arc::new(phone::Plans::read(&text))));
                });
                None
            }
        }
    }
}
