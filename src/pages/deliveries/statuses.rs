//! The statuses of the deliveries, each with the number of deliveries that have it; the user can filter by one.

use campaign::{
    codes::DeliveryState,
    delivery::{self, Coded, Filter},
    flag,
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

/// `filter` is what the list shows.
#[component]
pub fn Statuses(state: RwSignal<Choice>, choice: Memo<Choice>, filter: Memo<Filter>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let others = Memo::new(move |_| filter.with(|filter| Filter { phase: None, further: None, ..filter.clone() }));
    let counts = query(move || others.with(delivery::by_state));
    let flagged = query(move || {
        let further = clock::now().map(flag::condition);
        others.with(|others| delivery::total(&Filter { further, ..others.clone() }))
    });
    let view = Memo::new(move |_| choice.with(Choice::view));
    let chip = move |one: View, n: String| Chip {
        label: Signal::derive(words.t(title(one))),
        n,
        is_chosen: Signal::derive(move || view.get() == one),
        on_press: Callback::new(move |()| {
            // A second press takes the choice back.
            let one = if view.get_untracked() == one { View::All } else { one };
            state.update(|choice| choice.show(one, clock::now()));
        }),
    };
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
    move || {
        let shown = VIEWS.into_iter().filter_map(|(_, one)| Some(chip(one, number(one)?)));
        chips(Signal::derive(words.t(Msg::FilterByStatus)), shown.collect())
    }
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
