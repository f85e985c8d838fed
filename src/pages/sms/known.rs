//! What the checks need besides the delivery: the fields of its target, and when it was prepared.

use std::sync::Arc;

use campaign::{delivery::Delivery, journal, lifecycle::Phase, value::Instant};
use leptos::prelude::*;

use super::fields::{FieldSource, Fields, field_names};
use crate::remote::query;

/// What is known so far.
#[derive(Clone, Copy)]
pub struct Known {
    pub fields: Fields,
    /// When a delivery that is ready was prepared: what goes out is the text of then.
    pub prepared: RwSignal<Option<Instant>>,
}

impl Known {
    pub fn new() -> Self {
        Self { fields: Fields::new(), prepared: RwSignal::new(None) }
    }
}

/// Asks for it as long as it is mounted: for the fields where the delivery's text has some, or somebody looks at the list.
#[component]
pub fn KnownSource(
    delivery: Memo<Arc<Delivery>>,
    known: Known,
    /// The text as it is typed; without it the delivery's own.
    #[prop(optional)]
    source: Option<Memo<String>>,
) -> impl IntoView {
    let is_ready = Memo::new(move |_| delivery.with(|delivery| delivery.state.code.phase() == Phase::Ready));
    let has_fields = move || match source {
        Some(source) => source.with(|source| !field_names(source).is_empty()),
        None => delivery.with(|delivery| !field_names(&delivery.content.source).is_empty()),
    };
    let are_fields_wanted = Memo::new(move |_| known.fields.is_listed.get() || has_fields());
    view! {
        <Show when=move || is_ready.get()>
            <PreparedSource delivery prepared=known.prepared/>
        </Show>
        <Show when=move || are_fields_wanted.get()>
            <FieldSource delivery fields=known.fields/>
        </Show>
    }
}

#[component]
fn PreparedSource(delivery: Memo<Arc<Delivery>>, prepared: RwSignal<Option<Instant>>) -> impl IntoView {
    let answer = query(move || journal::last(&delivery.get()));
    Effect::new(move |_| prepared.set(answer.ready().flatten()));
}
