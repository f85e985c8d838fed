//! When a delivery was prepared: what goes out is the text of then.

use std::sync::Arc;

use campaign::{delivery::Delivery, journal, lifecycle::Phase, value::Instant};
use leptos::prelude::*;

use crate::remote::query;

/// Asks when a delivery that is ready was prepared, as long as it is mounted.
#[component]
pub fn PreparedSource(delivery: Memo<Arc<Delivery>>, prepared: RwSignal<Option<Instant>>) -> impl IntoView {
    let is_ready = Memo::new(move |_| delivery.with(|delivery| delivery.state.code.phase() == Phase::Ready));
    view! {
        <Show when=move || is_ready.get()>
            <Ask delivery prepared/>
        </Show>
    }
}

#[component]
fn Ask(delivery: Memo<Arc<Delivery>>, prepared: RwSignal<Option<Instant>>) -> impl IntoView {
    let answer = query(move || journal::last(&delivery.get()));
    Effect::new(move |_| prepared.set(answer.ready().flatten()));
}
