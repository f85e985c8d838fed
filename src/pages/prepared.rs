//! The time when a ready delivery was prepared. The text of that time is sent (contract 19.3).

use std::sync::Arc;

use campaign::{delivery::Delivery, journal, lifecycle::Phase, value::Instant};
use leptos::prelude::*;

use crate::{
    remote::{Remote, query},
    ui::show::Show,
};

/// The time of preparation in the journal, which survives a reload and includes the changes of other operators.
#[derive(Clone, Copy)]
pub struct Prepared(RwSignal<Remote<Option<Instant>>>);

impl Prepared {
    pub fn new() -> Self {
        Self(RwSignal::new(Remote::Loading))
    }

    /// The time of preparation; `None` while it is unknown. Reads the signal.
    pub fn at(self) -> Option<Instant> {
        match self.0.get() {
            Remote::Ready(at) => at,
            Remote::Loading | Remote::Failed(_) => None,
        }
    }

    /// Whether there is no answer yet; reads the signal.
    pub fn is_loading(self) -> bool {
        self.0.get() == Remote::Loading
    }

    /// The time of preparation if the delivery was changed later, so that the old text would be sent; reads the signal.
    pub fn before_change(self, delivery: &Delivery) -> Option<Instant> {
        self.at().filter(|at| delivery.state.code.phase() == Phase::Ready && delivery.is_changed_since(*at))
    }
}

/// Requests the time of preparation of a ready delivery while it is mounted.
#[component]
pub fn PreparedSource(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let is_ready = Memo::new(move |_| delivery.with(|delivery| delivery.state.code.phase() == Phase::Ready));
    view! {
        <Show when=move || is_ready.get()>
            <Question delivery/>
        </Show>
    }
}

#[component]
fn Question(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let Prepared(at) = expect_context();
    let answer = query(move || journal::last(&delivery.get()));
    Effect::new(move |_| at.set(answer.value.get()));
    on_cleanup(move || at.set(Remote::Loading));
}
