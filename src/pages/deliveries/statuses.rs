//! The statuses of the deliveries, each with the number of deliveries that have it; the user can filter by one.

use std::sync::Arc;

use campaign::{
    codes::DeliveryState,
    delivery::{self, Coded},
    lifecycle::Phase,
};
use leptos::prelude::*;

use super::choice::{Choice, VIEWS, View};
use crate::{
    clock,
    format::{Format, Numbers},
    remote::{Remote, query},
    ui::chips::{Chip, chips},
    words::{Words, msg::Msg},
};

/// The views of the list, each with its number.
#[component]
pub fn Statuses(state: RwSignal<Choice>, choice: Memo<Choice>, message_types: Memo<Vec<i64>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let in_view = move |view| {
        let choice = Memo::new(move |_| choice.with(|choice| choice.in_view(view)));
        move || choice.with(|choice| choice.filter(message_types.get(), clock::now()))
    };
    let (all, flagged) = (in_view(View::All), in_view(View::Attention));
    let counts = query(move || delivery::by_state(&all()));
    let flagged = query(move || delivery::total(&flagged()));
    let view = Memo::new(move |_| choice.with(|choice| choice.view));
    // The number at a view. A status without deliveries is shown if it is chosen.
    let number = move |one: View| {
        let is_needed = view.get() == one || matches!(one, View::All | View::Attention);
        let said = |n: i64| (n > 0 || is_needed).then(|| format.number(n));
        match one {
            View::Attention => told(&flagged.value.get(), is_needed, |n| said(*n as i64)),
            View::All => told(&counts.value.get(), is_needed, |counts| said(sum(counts, None))),
            View::Phase(phase) => told(&counts.value.get(), is_needed, |counts| said(sum(counts, Some(phase)))),
        }
    };
    let keys = move || {
        let shown = VIEWS.into_iter().filter(|(_, one)| number(*one).is_some());
        shown.map(|(slug, _)| slug.to_owned()).collect()
    };
    let chip = move |slug: &str| {
        let one = VIEWS.into_iter().find(|(known, _)| *known == slug).map_or(View::All, |(_, one)| one);
        Chip {
            label: Signal::derive(words.t(title(one))),
            n: Signal::derive(move || number(one).unwrap_or_default()),
            is_chosen: Signal::derive(move || view.get() == one),
            on_press: Callback::new(move |()| {
                // A second press takes the choice back.
                let one = if view.get_untracked() == one { View::All } else { one };
                state.update(|choice| choice.view = one);
            }),
        }
    };
    chips(Signal::derive(words.t(Msg::FilterByStatus)), Box::new(keys), Arc::new(chip))
}

/// The name of a view.
pub fn title(view: View) -> Msg {
    match view {
        View::All => Msg::AllRows,
        View::Attention => Msg::NeedsAttention,
        View::Phase(phase) => Msg::Phase(phase),
    }
}

/// A number, or the sign in its place. What has no number can be chosen nevertheless.
fn told<T>(value: &Remote<T>, is_needed: bool, said: impl Fn(&T) -> Option<String>) -> Option<String> {
    match value {
        Remote::Loading => is_needed.then(|| "…".to_owned()),
        Remote::Failed(_) => Some("?".to_owned()),
        Remote::Ready(value) => said(value),
    }
}

/// The number of deliveries in a phase, or in any.
fn sum(counts: &[(Coded<DeliveryState>, i64)], phase: Option<Phase>) -> i64 {
    let fits = |state: DeliveryState| phase.is_none_or(|phase| state.phase() == phase);
    counts.iter().filter(|(state, _)| fits(state.code)).map(|(_, n)| n).sum()
}
