//! When a delivery that is ready was prepared: what goes out is the text of then (contract 19.3).

use std::sync::Arc;

use campaign::{delivery::Delivery, journal, lifecycle::Phase, value::Instant};
use leptos::prelude::*;

use crate::remote::{Remote, query};

/// What the journal says of the delivery that is open. It outlives a reload, and tells another operator's change as well.
#[derive(Clone, Copy)]
pub struct Prepared(RwSignal<Remote<Option<Instant>>>);

impl Prepared {
    pub fn new() -> Self {
        Self(RwSignal::new(Remote::Loading))
    }

    /// When it was prepared; `None` while that is not known. Follows it.
    pub fn at(self) -> Option<Instant> {
        match self.0.get() {
            Remote::Ready(at) => at,
            Remote::Loading | Remote::Failed(_) => None,
        }
    }

    /// Whether the answer is still to come; follows it.
    pub fn is_loading(self) -> bool {
        self.0.get() == Remote::Loading
    }

    /// When it was prepared, if it was changed since and the former text would go out; follows it.
    pub fn before_change(self, delivery: &Delivery) -> Option<Instant> {
        self.at().filter(|at| delivery.state.code.phase() == Phase::Ready && delivery.is_changed_since(*at))
    }
}

/// Asks for it as long as it is mounted, of a delivery that is ready.
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
