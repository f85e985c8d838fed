//! The controls of the filter: search, status and period.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use super::choice::{Choice, PHASES, Period};
use crate::{
    clock,
    ui::button::Button,
    words::{Words, msg::Msg},
};

/// Search, status and period.
#[component]
pub fn Tools(state: RwSignal<Choice>, choice: Memo<Choice>) -> impl IntoView {
    let words = expect_context::<Words>();
    // The search starts when typing pauses; each key starts the wait again.
    let pause = StoredValue::new_local(None::<Timeout>);
    let search = move |text: String| {
        let wait = Timeout::new(250, move || {
            if state.with_untracked(|choice| choice.filter.text != text) {
                state.update(|choice| choice.filter.text = text);
            }
        });
        pause.set_value(Some(wait));
    };
    // While an input method composes a character, the text is incomplete.
    let on_input = move |event: web_sys::Event| {
        if !event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
            search(event_target_value(&event));
        }
    };
    let on_composed = move |event: web_sys::CompositionEvent| search(event_target_value(&event));
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
    let text = move || choice.with(|choice| choice.filter.text.clone());
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
            <input type="search" class="field search" part="input" aria-label=words.t(Msg::Search)
                placeholder=words.t(Msg::SearchHint) autocomplete="off" spellcheck="false" prop:value=text
                on:input=on_input on:compositionend=on_composed/>
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
