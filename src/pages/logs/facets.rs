//! What the rows have in common: values of their properties with the number of rows, to narrow the rows to one.

use std::{ops::Range, sync::Arc};

use campaign::{
    codes::{FailureReason, FailureType},
    delivery::{Coded, Delivery},
    log::{self, Choice, Entry, Facet, Filter, List, MOST_VALUES, Value, Values},
    times::{Step, Times},
    value::Instant,
};
use chrono::TimeDelta;
use leptos::{html, prelude::*};
use phone::{CallingCode, Plans};

use crate::{
    format::{DASH, Format},
    host::Host,
    pages::over_time::{OverTime, refine},
    remote::{Actions, NumberingPlans, Rows, Turn, TurnState, Turns, in_turn},
    ui::{
        button::Button,
        facet::{FacetValue, facet_values},
        focus::keep_focus,
        note::Failure,
    },
    words::{Words, msg::Msg},
};

/// Makes the words for choices; follows the language, and the numbering plans when they are here.
#[derive(Clone, Copy)]
struct Namer {
    words: Words,
    format: Format,
    host: Host,
    actions: Actions,
    plans: NumberingPlans,
}

impl Namer {
    fn new() -> Self {
        Self {
            words: expect_context(),
            format: expect_context(),
            host: expect_context(),
            actions: expect_context(),
            plans: expect_context(),
        }
    }

    fn plans(self) -> Option<Arc<Plans>> {
        self.plans.get(self.host, self.actions)
    }

    /// `label` is what the server calls the value.
    fn name(self, choice: &Choice, label: String) -> String {
        match choice {
            Choice::Reason(code) => self.words.code(&Coded { code: *code, label }),
            Choice::FailureType(code) => self.words.code(&Coded { code: *code, label }),
            Choice::CallingCode(code) => {
                let plans = self.plans();
                let region = plans.as_ref().and_then(|plans| plans.region(CallingCode(*code)));
                region.map_or_else(|| format!("+{code}"), |region| format!("{} +{code}", self.format.country(region)))
            }
            Choice::Text(pattern) if pattern.is_empty() => DASH.to_owned(),
            Choice::Text(pattern) => pattern.clone(),
        }
    }
}

fn title(facet: Facet) -> Msg {
    match facet {
        Facet::Reason => Msg::Reason,
        Facet::FailureType => Msg::FailureType,
        Facet::Beginning => Msg::Country,
        Facet::Text => Msg::TextPattern,
    }
}

/// Takes a choice, or takes it back.
fn toggle(filter: RwSignal<Filter>, choice: &Choice) {
    filter.update(|filter| match filter.choices.iter().position(|chosen| chosen == choice) {
        Some(index) => drop(filter.choices.remove(index)),
        None => filter.choices.push(choice.clone()),
    });
}

/// What the server counts.
#[derive(Clone)]
enum Counted {
    Times(Times),
    Values(Values),
}

/// The rows over time, and the properties beside the rows, each counted by the server.
#[component]
pub fn Facets(delivery: Memo<Arc<Delivery>>, list: List, filter: RwSignal<Filter>, rows: Rows<Entry>) -> impl IntoView {
    let namer = Namer::new();
    let Namer { words, .. } = namer;
    let step = RwSignal::new(Step::Hour);
    let turns = in_turn(move || {
        let delivery = delivery.get_untracked();
        filter.with(|filter| {
            let values = |facet| log::values(&delivery, list, filter, facet).map(Counted::Values);
            let times = log::times(&delivery, list, filter, step.get()).map(Counted::Times);
            [times].into_iter().chain(Facet::ALL.map(values)).collect()
        })
    });
    let times = move || match turns.get(0).value {
        Some(Counted::Times(times)) => Some(times),
        _ => None,
    };
    refine(step, times);
    let chosen = Signal::derive(move || filter.with(|filter| filter.changed.clone()));
    let here = Signal::derive(move || on_screen(rows));
    let choose = Callback::new(move |time| filter.update(|filter| filter.changed = time));
    let facet = move |(index, facet): (usize, Facet)| {
        let shows_all = RwSignal::new(false);
        let counted = move || counted(namer, turns, index + 1, filter, shows_all);
        view! {
            <section aria-label=words.t(title(facet))>
                <h3>{words.t(title(facet))}</h3>
                {counted}
            </section>
        }
        .into_any()
    };
    view! {
        <section class="times" aria-label=words.t(Msg::LastModified) data-stale=move || turns.state(0) != TurnState::Ready>
            <OverTime times title=|minutes| Msg::ByLastChange { minutes } chosen here on_choose=choose/>
            <div class="quiet">{move || how_far(words, turns, 0)}</div>
        </section>
        <aside id="facets" class="facets" aria-label=words.t(Msg::Filters)>
            {Facet::ALL.into_iter().enumerate().map(facet).collect::<Vec<_>>()}
        </aside>
    }
}

/// The time in which the rows on screen were last changed.
fn on_screen(rows: Rows<Entry>) -> Option<Range<Instant>> {
    rows.list.changed.track();
    let view = rows.list.view.get();
    let changed = |index: usize| rows.get(&rows.list.id(index)?)?.last_modified;
    let (one, other) = changed(view.start).zip(view.end.checked_sub(1).and_then(changed))?;
    // The end of a time is not in it.
    Some(one.min(other)..one.max(other) + TimeDelta::milliseconds(1))
}

/// The values of one property, and how far they are counted.
fn counted(
    namer: Namer,
    turns: Turns<Counted>,
    number: usize,
    filter: RwSignal<Filter>,
    shows_all: RwSignal<bool>,
) -> AnyView {
    let Namer { words, format, .. } = namer;
    let Turn { value, state } = turns.get(number);
    let value = match value {
        Some(Counted::Values(values)) => Some(values),
        _ => None,
    };
    let is_part = value.as_ref().is_some_and(|values| !values.is_whole);
    let chosen = filter.with(|filter| filter.choices.clone());
    let to_choose = |(choice, label, n): (Option<Choice>, String, i64)| FacetValue {
        label: choice.as_ref().map_or_else(|| words.say(&Msg::NoCountryCode), |choice| namer.name(choice, label)),
        n,
        is_chosen: choice.as_ref().is_some_and(|choice| chosen.contains(choice)),
        on_press: choice.map(|choice| Callback::new(move |()| toggle(filter, &choice))),
    };
    let values = value.map(|values| choices(&values, || namer.plans())).unwrap_or_default();
    let values = facet_values(words, format, values.into_iter().map(to_choose).collect(), shows_all);
    let part = is_part.then(|| words.say(&Msg::MostFrequent { n: MOST_VALUES as i64 }));
    view! {
        <div data-stale=state != TurnState::Ready>{values}</div>
        <div class="quiet">{part}{how_far(words, turns, number)}</div>
    }
    .into_any()
}

/// How far something is counted, and how to stop or repeat it.
fn how_far(words: Words, turns: Turns<Counted>, number: usize) -> AnyView {
    let retry = move |()| turns.retry(number);
    let cancel = move |()| turns.cancel(number);
    match turns.state(number) {
        TurnState::Ready => ().into_any(),
        TurnState::Waiting => words.say(&Msg::Counting).into_any(),
        TurnState::Asking => view! {
            <span role="status">{words.say(&Msg::Counting)}</span>" "
            <Button label=words.t(Msg::Cancel) class="small" on_press=cancel/>
        }
        .into_any(),
        TurnState::Failed(error) => view! { <Failure error on_retry=retry/> }.into_any(),
        TurnState::Cancelled => {
            view! { {words.say(&Msg::NotCounted)}" "<Button label=words.t(Msg::Count) class="small" on_press=retry/> }
                .into_any()
        }
    }
}

/// What can be chosen of these values, with the server's label and the number of rows. Where rows have nothing that can
/// be chosen, such as an address without a calling code, it is `None`.
fn choices(values: &Values, plans: impl Fn() -> Option<Arc<Plans>>) -> Vec<(Option<Choice>, String, i64)> {
    let mut found: Vec<(Option<Choice>, String, i64)> = Vec::new();
    for (value, n) in &values.counts {
        let (choice, label) = match value {
            Value::Reason(reason) => (Some(Choice::Reason(reason.code)), reason.label.clone()),
            Value::FailureType(failure_type) => {
                (Some(Choice::FailureType(failure_type.code)), failure_type.label.clone())
            }
            Value::Beginning(beginning) => {
                let Some(plans) = plans() else { return Vec::new() };
                (plans.leading_code(beginning).map(|code| Choice::CallingCode(code.0)), String::new())
            }
            Value::Text(pattern) => (Some(Choice::Text(pattern.clone())), String::new()),
        };
        match found.iter_mut().find(|(known, ..)| *known == choice) {
            Some((.., count)) => *count += n,
            None => found.push((choice, label, *n)),
        }
    }
    // What has not failed has no reason, and most messages have not failed.
    let is_none = |choice: &Option<Choice>| {
        matches!(
            choice,
            None | Some(Choice::Reason(FailureReason::NotDefined) | Choice::FailureType(FailureType::NotDefined))
        )
    };
    found.sort_by_key(|(choice, _, n)| (is_none(choice), -n));
    found
}

/// The choices that are in force, each with a way to take it back.
#[component]
pub fn Chosen(filter: RwSignal<Filter>) -> impl IntoView {
    let namer = Namer::new();
    let Namer { words, .. } = namer;
    let around = NodeRef::<html::Div>::new();
    let chip = move |choice: Choice| {
        let is = namer.name(&choice, String::new());
        removable(words, title(choice.facet()), is, Callback::new(move |()| toggle(filter, &choice)))
    };
    let chip_of_time = move |time: Range<Instant>| {
        let is = namer.format.period(&time);
        removable(words, Msg::LastModified, is, Callback::new(move |()| filter.update(|filter| filter.changed = None)))
    };
    let chips = move || {
        keep_focus(around.get_untracked().map(Into::into));
        let time = filter.with(|filter| filter.changed.clone()).map(chip_of_time);
        time.into_iter().chain(filter.with(|filter| filter.choices.clone()).into_iter().map(chip)).collect::<Vec<_>>()
    };
    view! { <div class="chips" role="group" aria-label=words.t(Msg::ActiveFilters) node_ref=around>{chips}</div> }
}

/// A filter in force, as a button that takes it back.
fn removable(words: Words, of: Msg, is: String, on_remove: Callback<()>) -> AnyView {
    let name = words.say(&Msg::FilterBy { of: words.say(&of), is });
    let remove = words.say(&Msg::RemoveFilter { filter: name.clone() });
    view! {
        <button type="button" class="chip" part="button" aria-label=remove on:click=move |_| on_remove.run(())>
            <bdi>{name}</bdi>" "<span aria-hidden="true">{"×"}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn plans() -> Option<Arc<Plans>> {
        Some(Arc::new(Plans::read("FR|33|00|0|9|x xx xx xx xx\nBE|32|00|0|9|xxx xx xx xx")))
    }

    fn found(counts: Vec<(Value, i64)>) -> Vec<(Option<Choice>, i64)> {
        let found = choices(&Values { counts, is_whole: true }, plans);
        found.into_iter().map(|(choice, _, n)| (choice, n)).collect()
    }

    #[test]
    fn beginnings_of_addresses_are_counted_by_country() {
        let counts = [("+3363", 5), ("06399", 9), ("00336", 2), ("+3247", 6), ("", 1)];
        let counts = counts.map(|(beginning, n)| (Value::Beginning(beginning.to_owned()), n)).into();
        let expected = [(Some(Choice::CallingCode(33)), 7), (Some(Choice::CallingCode(32)), 6), (None, 10)];
        assert_eq!(found(counts), expected);
    }

    #[test]
    fn what_has_no_reason_comes_last() {
        let reason = |code| Value::Reason(Coded { code, label: String::new() });
        let counts = vec![(reason(FailureReason::NotDefined), 90), (reason(FailureReason::Refused), 7)];
        let expected =
            [(Some(Choice::Reason(FailureReason::Refused)), 7), (Some(Choice::Reason(FailureReason::NotDefined)), 90)];
        assert_eq!(found(counts), expected);
    }
}
