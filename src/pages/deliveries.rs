//! The list of SMS deliveries.

use std::sync::Arc;

use campaign::{
    delivery::{self, Column as Key, Filter, Row},
    lifecycle::{Motion, Phase},
    value::{Id, Instant, search_word},
};
use chrono::TimeDelta;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use super::{
    heading::{Freshness, Heading},
    status::{contact_date, share, state_badge},
};
use crate::{
    clock,
    format::{DASH, Format, Numbers},
    host::Host,
    navigator::Navigator,
    relay::relay,
    remote::{Count, Refresh, Remote, poll, rows},
    route::{Route, Tab},
    server::Session,
    ui::{
        button::Button,
        table::{Column, Sorting, Table, TableRows, cell},
        text::{Announcer, foreign},
    },
    words::{Words, msg::Msg},
};

/// The statuses to filter by, in the order of a delivery's life.
const PHASES: [Phase; 9] = [
    Phase::Draft,
    Phase::Preparing,
    Phase::Ready,
    Phase::Scheduled,
    Phase::Sending,
    Phase::Paused,
    Phase::Stopped,
    Phase::Failed,
    Phase::Finished,
];

/// The columns and what the server sorts them by.
const COLUMNS: [(Msg, Key); 7] = [
    (Msg::Label, Key::Label),
    (Msg::DeliveryCode, Key::Code),
    (Msg::Status, Key::State),
    (Msg::ContactDate, Key::ContactDate),
    (Msg::MessagesToSend, Key::ToDeliver),
    (Msg::Processed, Key::Processed),
    (Msg::Success, Key::Success),
];

/// A period that ends now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Any,
    Days(u32),
    Months(u32),
    Year,
}

impl Period {
    const ALL: [Period; 5] = [Self::Any, Self::Days(7), Self::Days(30), Self::Months(3), Self::Year];

    fn name(self) -> Msg {
        match self {
            Self::Any => Msg::AnyTime,
            Self::Days(n) => Msg::LastDays(n),
            Self::Months(n) => Msg::LastMonths(n),
            Self::Year => Msg::LastYear,
        }
    }

    /// When it begins; `None` where it has no beginning.
    fn since(self, now: Option<Instant>) -> Option<Instant> {
        let days = match self {
            Self::Any => return None,
            Self::Days(n) => n,
            Self::Months(n) => n * 30 + 1,
            Self::Year => 365,
        };
        Some(now? - TimeDelta::days(days.into()))
    }
}

/// How the list is narrowed and sorted, kept while a delivery is open.
#[derive(Debug, Clone, PartialEq)]
struct Choice {
    filter: Filter,
    period: Period,
}

impl Choice {
    fn is_narrowed(&self) -> bool {
        let filter = &self.filter;
        !search_word(&filter.text).is_empty() || filter.phase.is_some() || filter.since.is_some()
    }

    /// Everything again, in the order that is chosen.
    fn widen(&mut self) {
        let Filter { sort, descending, .. } = self.filter;
        *self = Self { filter: Filter { sort, descending, ..Filter::default() }, period: Period::Any };
    }

    /// Sorts by `key`; by the one that it is sorted by already, the other way round.
    fn sort_by(&mut self, key: Key) {
        // Words start with A, figures and dates with the largest.
        let first = !matches!(key, Key::Label | Key::Code);
        self.filter.descending = if self.filter.sort == key { !self.filter.descending } else { first };
        self.filter.sort = key;
    }
}

/// The state of the list.
#[derive(Clone, Copy)]
pub struct ListState(RwSignal<Choice>);

impl ListState {
    pub fn new() -> Self {
        Self(RwSignal::new(Choice { filter: Filter::default(), period: Period::Any }))
    }
}

#[component]
pub fn Deliveries() -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let (host, announcer) = (expect_context::<Host>(), expect_context::<Announcer>());
    let (ListState(state), refresh) = (expect_context::<ListState>(), expect_context::<Refresh>());

    let choice = relay(move || state.get());
    let session = expect_context::<Session>();
    let filter = move || {
        let message_types = session.message_types();
        choice.with(|choice| Filter { message_types, ..choice.filter.clone() })
    };
    let rows = rows(move |start| delivery::list(&filter(), start), move || delivery::total(&filter()));
    let extent = rows.list.extent;
    let n_known = Memo::new(move |_| match extent.count() {
        Count::Known(n) if extent.state() == Remote::Ready(()) => Some(n as i64),
        _ => None,
    });
    let motion = Memo::new(move |_| {
        let moves = |how| rows.any(|row| row.state.code.motion() == how);
        [Motion::Moving, Motion::MayRest].into_iter().find(|how| moves(*how)).unwrap_or(Motion::Resting)
    });
    poll(motion, Box::new(move || Box::pin(async move { refresh.poll_all() })));

    Effect::new(move |_| host.set_title(&format!("{} · {}", words.say(&Msg::Deliveries), words.say(&Msg::AppName))));
    Effect::new(move |_| {
        if let Some(total) = n_known.get() {
            announcer.say(words.say(&Msg::NDeliveries(total)));
        }
    });

    let sort = Memo::new(move |_| choice.with(|choice| choice.filter.sort));
    let is_descending = Memo::new(move |_| choice.with(|choice| choice.filter.descending));
    let sorting = Sorting {
        column: Memo::new(move |_| {
            let sort = sort.get();
            // A shorter answer is not sorted by what it does not have.
            let is_sorted = extent.why_partial().is_none() || sort.is_known_everywhere();
            COLUMNS.iter().position(|(_, key)| *key == sort && is_sorted)
        }),
        is_descending,
        on_sort: Callback::new(move |column: usize| state.update(|choice| choice.sort_by(COLUMNS[column].1))),
    };
    let columns = COLUMNS
        .into_iter()
        .map(|(title, key)| match key {
            Key::ToDeliver | Key::Processed | Key::Success => Column::number(title),
            _ => Column::text(title),
        })
        .collect();
    let empty = move || {
        let is_narrowed = choice.with(Choice::is_narrowed);
        words.say(if is_narrowed { &Msg::NoDeliveriesMatch } else { &Msg::NoDeliveries })
    };
    let total = move || n_known.get().map(|total| format.number(total));
    let navigator = expect_context::<Navigator>();
    let on_open = Callback::new(move |row: Arc<Row>| navigator.go(&route(&row)));
    view! {
        <div class="head">
            <Heading>{words.t(Msg::Deliveries)}</Heading>
            <span class="quiet" aria-hidden="true">{total}</span>
            <span class="grow">{()}</span>
            <Freshness/>
        </div>
        <Tools state choice/>
        <Table name=Msg::Deliveries columns rows=TableRows::to_open(rows, move |row| cells(row, words, format, navigator), on_open) empty sorting
            remark=words.t(Msg::OpenHint)/>
    }
}

/// Search, status and period.
#[component]
fn Tools(state: RwSignal<Choice>, choice: Memo<Choice>) -> impl IntoView {
    let words = expect_context::<Words>();
    // Asks once the typing pauses; a new key starts the wait anew.
    let pause = StoredValue::new_local(None::<Timeout>);
    let search = move |text: String| {
        let wait = Timeout::new(250, move || {
            if state.with_untracked(|choice| choice.filter.text != text) {
                state.update(|choice| choice.filter.text = text);
            }
        });
        pause.set_value(Some(wait));
    };
    // What is being composed, of several keys a sign, is no word yet.
    let on_input = move |event: web_sys::Event| {
        if !event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
            search(event_target_value(&event));
        }
    };
    let on_composed = move |event: web_sys::CompositionEvent| search(event_target_value(&event));
    let on_phase = move |event| {
        let phase = event_target_value(&event).parse::<usize>().ok().and_then(|index| PHASES.get(index).copied());
        state.update(|choice| choice.filter.phase = phase);
    };
    let on_period = move |event| {
        let index = event_target_value(&event).parse::<usize>().unwrap_or(0);
        let period = Period::ALL.get(index).copied().unwrap_or(Period::Any);
        state.update(|choice| {
            choice.period = period;
            choice.filter.since = period.since(clock::now());
        });
    };
    let text = move || choice.with(|choice| choice.filter.text.clone());
    let phase = Memo::new(move |_| choice.with(|choice| choice.filter.phase));
    let period = Memo::new(move |_| choice.with(|choice| choice.period));
    let is_narrowed = Memo::new(move |_| choice.with(Choice::is_narrowed));
    let phases = PHASES.into_iter().enumerate().map(|(index, one)| {
        view! {
            <option value=index.to_string() prop:selected=move || phase.get() == Some(one)>
                {words.t(Msg::Phase(one))}
            </option>
        }
    });
    let periods = Period::ALL.into_iter().enumerate().map(|(index, one)| {
        view! {
            <option value=index.to_string() prop:selected=move || period.get() == one>{words.t(one.name())}</option>
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

fn route(row: &Row) -> Route {
    Id::new(&row.id).map_or(Route::Unknown, |id| Route::Delivery { id, tab: Tab::Summary })
}

fn cells(row: &Row, words: Words, format: Format, navigator: Navigator) -> Vec<AnyView> {
    let route = route(row);
    let href = navigator.href(&route);
    let on_link = move |event: web_sys::MouseEvent| {
        // With a modifier the browser opens another tab or window.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            navigator.go(&route);
        }
    };
    let label = if row.label.is_empty() { DASH.to_owned() } else { row.label.clone() };
    let label = view! {
        <a href=href on:click=on_link><bdi dir="auto">{label}</bdi></a>
        " "
        <span class="code"><bdi>{row.internal_name.clone()}</bdi></span>
    };
    // What was not answered is not known, and no 0.
    let figure = |part: i64| {
        if row.is_partial {
            return DASH.into_any();
        }
        view! { {format.number(part)}" "<span class="quiet part">{share(words, format, part, row.to_deliver)}</span> }
            .into_any()
    };
    let to_deliver = if row.is_partial { DASH.to_owned() } else { format.number(row.to_deliver) };
    vec![
        cell(words, Msg::Label, "first", label),
        cell(words, Msg::DeliveryCode, "", foreign(&row.code)),
        cell(words, Msg::Status, "", state_badge(words, &row.state)),
        cell(words, Msg::ContactDate, "", contact_date(words, format, &row.state, row.contact_date)),
        cell(words, Msg::MessagesToSend, "n", to_deliver),
        cell(words, Msg::Processed, "n", figure(row.processed)),
        cell(words, Msg::Success, "n", figure(row.success)),
    ]
}

#[cfg(test)]
mod tests {
    use campaign::value::instant;

    use super::*;

    #[test]
    fn a_period_ends_now() {
        let now = instant("2024-03-31 12:00:00Z");
        assert_eq!(Period::Days(7).since(now), instant("2024-03-24 12:00:00Z"));
        assert_eq!(Period::Any.since(now), None);
        assert_eq!(Period::Year.since(None), None);
    }

    #[test]
    fn sorting_again_turns_the_order_round_and_filters_may_go_without_it() {
        let mut choice = Choice { filter: Filter::default(), period: Period::Days(7) };
        choice.filter.phase = Some(Phase::Sending);
        choice.sort_by(Key::Label);
        assert!(!choice.filter.descending);
        choice.sort_by(Key::Label);
        assert!(choice.filter.descending && choice.is_narrowed());
        choice.widen();
        assert!(!choice.is_narrowed());
        assert_eq!((choice.filter.sort, choice.filter.descending, choice.period), (Key::Label, true, Period::Any));
    }
}
