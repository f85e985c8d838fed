//! The controls of the filter: search and period.

use leptos::prelude::*;

use super::choice::{Choice, Period};
use crate::{
    remote::List,
    ui::{
        button::Button,
        search::SearchField,
        show::Show,
        table::{Finder, Found},
    },
    words::{Words, msg::Msg},
};

/// Search and period.
#[component]
pub fn Tools(state: RwSignal<Choice>, choice: Memo<Choice>, finder: Finder, list: List) -> impl IntoView {
    let words = expect_context::<Words>();
    let on_search = Callback::new(move |text: String| state.update(|choice| choice.text = text));
    let on_enter = Callback::new(move |()| finder.step(list, false));
    let on_period = move |event| {
        let slug = event_target_value(&event);
        let period = Period::ALL.into_iter().find(|period| period.slug() == slug).unwrap_or(Period::Any);
        state.update(|choice| choice.period = period);
    };
    let text = Signal::derive(move || choice.with(|choice| choice.text.clone()));
    let period = Memo::new(move |_| choice.with(|choice| choice.period));
    let is_narrowed = Memo::new(move |_| choice.with(Choice::is_narrowed));
    let periods = Period::ALL.into_iter().map(|one| {
        view! {
            <option value=one.slug() prop:selected=move || period.get() == one>{words.t(one.name())}</option>
        }
    });
    view! {
        <search class="tools" part="toolbar">
            <SearchField label=Msg::Search hint=Msg::SearchHint text on_search on_enter node=finder.field/>
            <Show when=move || !text.get().is_empty()><Found finder list/></Show>
            <select class="field" part="select" aria-label=words.t(Msg::Period) on:change=on_period>
                {periods.collect_view()}
            </select>
            <Show when=move || is_narrowed.get()>
                <Button label=words.t(Msg::ResetFilters) class="plain" on_press=move |()| state.update(Choice::widen)/>
            </Show>
        </search>
    }
}
