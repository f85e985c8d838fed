//! The controls of the filter: search, status and period.

use leptos::prelude::*;

use super::choice::{Choice, PHASES, Period};
use crate::{
    clock,
    remote::List,
    ui::{
        button::Button,
        search::SearchField,
        show::Show,
        table::{Finder, Found},
    },
    words::{Words, msg::Msg},
};

/// Search, status and period.
#[component]
pub fn Tools(state: RwSignal<Choice>, choice: Memo<Choice>, finder: Finder, list: List) -> impl IntoView {
    let words = expect_context::<Words>();
    let on_search = Callback::new(move |text: String| state.update(|choice| choice.filter.text = text));
    let on_enter = Callback::new(move |()| finder.step(list, false));
    let on_phase = move |event| {
        let slug = event_target_value(&event);
        let phase = PHASES.into_iter().find(|(known, _)| *known == slug).map(|(_, phase)| phase);
        state.update(|choice| choice.filter.phase = phase);
    };
    let on_period = move |event| {
        let slug = event_target_value(&event);
        let period = Period::ALL.into_iter().find(|period| period.slug() == slug).unwrap_or(Period::Any);
        state.update(|choice| {
            choice.period = period;
            choice.filter.since = period.since(clock::now());
        });
    };
    let text = Signal::derive(move || choice.with(|choice| choice.filter.text.clone()));
    let phase = Memo::new(move |_| choice.with(|choice| choice.filter.phase));
    let period = Memo::new(move |_| choice.with(|choice| choice.period));
    let is_narrowed = Memo::new(move |_| choice.with(Choice::is_narrowed));
    let phases = PHASES.into_iter().map(|(slug, one)| {
        view! {
            <option value=slug prop:selected=move || phase.get() == Some(one)>
                {words.t(Msg::Phase(one))}
            </option>
        }
    });
    let periods = Period::ALL.into_iter().map(|one| {
        view! {
            <option value=one.slug() prop:selected=move || period.get() == one>{words.t(one.name())}</option>
        }
    });
    view! {
        <search class="tools" part="toolbar">
            <SearchField label=Msg::Search hint=Msg::SearchHint text on_search on_enter node=finder.field/>
            <Show when=move || !text.get().is_empty()><Found finder list/></Show>
            <select class="field" part="select" aria-label=words.t(Msg::Status) on:change=on_phase>
                <option value="" prop:selected=move || phase.get().is_none()>{words.t(Msg::AllStatuses)}</option>
                {phases.collect_view()}
            </select>
            <select class="field" part="select" aria-label=words.t(Msg::Period) on:change=on_period>
                {periods.collect_view()}
            </select>
            <Show when=move || is_narrowed.get()>
                <Button label=words.t(Msg::ResetFilters) class="plain" on_press=move |()| state.update(Choice::widen)/>
            </Show>
        </search>
    }
}
