//! The statuses of the deliveries, each with the number of deliveries that have it; the user can filter by one.

use campaign::{
    codes::DeliveryState,
    delivery::{self, Coded, Filter},
    lifecycle::Phase,
};
use leptos::prelude::*;

use super::choice::{Choice, PHASES};
use crate::{
    format::{Format, Numbers},
    remote::{Remote, query},
    ui::chips::{Chip, chips},
    words::{Words, msg::Msg},
};

/// `filter` is what the list shows.
#[component]
pub fn Statuses(state: RwSignal<Choice>, choice: Memo<Choice>, filter: Memo<Filter>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let others = Memo::new(move |_| filter.with(|filter| Filter { phase: None, ..filter.clone() }));
    let counts = query(move || others.with(delivery::by_state));
    let phase = Memo::new(move |_| choice.with(|choice| choice.filter.phase));
    let chip = move |one: Option<Phase>, n: String| Chip {
        label: Signal::derive(words.t(one.map_or(Msg::AllRows, Msg::Phase))),
        n,
        is_chosen: Signal::derive(move || phase.get() == one),
        on_press: Callback::new(move |()| {
            // A second press takes the choice back.
            let one = one.filter(|one| phase.get_untracked() != Some(*one));
            state.update(|choice| choice.filter.phase = one);
        }),
    };
    // The number at a status, and at all of them. A status without deliveries is shown if it is chosen.
    let number = move |one: Option<Phase>| {
        let is_needed = one.is_none_or(|one| phase.get() == Some(one));
        counts.value.with(|counts| match counts {
            Remote::Loading => is_needed.then(|| "…".to_owned()),
            // The statuses can be chosen nevertheless.
            Remote::Failed(_) => Some("?".to_owned()),
            Remote::Ready(counts) => Some(sum(counts, one)).filter(|n| *n > 0 || is_needed).map(|n| format.number(n)),
        })
    };
    move || {
        let each = PHASES.into_iter().map(|(_, one)| Some(one));
        let shown = [None].into_iter().chain(each).filter_map(|one| Some(chip(one, number(one)?)));
        chips(Signal::derive(words.t(Msg::FilterByStatus)), shown.collect())
    }
}

/// The number of deliveries in a phase, or in any.
fn sum(counts: &[(Coded<DeliveryState>, i64)], phase: Option<Phase>) -> i64 {
    let fits = |state: DeliveryState| phase.is_none_or(|phase| state.phase() == phase);
    counts.iter().filter(|(state, _)| fits(state.code)).map(|(_, n)| n).sum()
}
