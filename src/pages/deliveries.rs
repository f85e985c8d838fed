//! The list of SMS deliveries.

use campaign::{
    delivery::{self, Column as Key, Filter, Row},
    lifecycle::{Motion, Phase},
    value::{Id, Instant},
};
use chrono::TimeDelta;
use gloo_timers::callback::Timeout;

use super::{
    heading::{Heading, freshness},
    status::state_badge,
};
use crate::{
    format::{DASH, now},
    i18n::Msg,
    prelude::*,
    remote::{Remote, poll, rows},
    route::{Route, Tab},
    ui::{
        table::{Column, Sorting, Table, cell, open_row},
        text::foreign,
    },
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

    fn since(self) -> Option<Instant> {
        let days = match self {
            Self::Any => return None,
            Self::Days(n) => n,
            Self::Months(n) => n * 30 + 1,
            Self::Year => 365,
        };
        Some(now()? - TimeDelta::days(days.into()))
    }
}

/// The state of the list, kept while a delivery is open.
#[derive(Clone, Copy)]
pub struct ListState {
    filter: Live<Filter>,
    phase: Live<Option<Phase>>,
    period: Live<Period>,
}

impl ListState {
    pub fn new() -> Self {
        Self { filter: Live::new(Filter::default()), phase: Live::new(None), period: Live::new(Period::Any) }
    }

    fn is_narrowed(self) -> bool {
        let filter = self.filter.get();
        !filter.text.trim().is_empty() || !filter.states.is_empty() || filter.since.is_some()
    }

    fn reset(self) {
        self.phase.set(None);
        self.period.set(Period::Any);
        self.filter.update(|filter| {
            *filter = Filter { sort: filter.sort, descending: filter.descending, ..Filter::default() };
        });
    }
}

#[component]
pub fn Deliveries() -> View {
    let Mount { words, format, session, announcer, host, list: state, .. } = Mount::here();

    let filter = state.filter;
    let rows = rows(move |start| delivery::list(&filter.get(), start), move || delivery::total(&filter.get()));
    let extent = rows.extent();
    let is_moving = Derived::new(move || rows.any(|row| Motion::of(row.state.value) == Motion::Moving));
    poll(is_moving, Box::new(move || Box::pin(async move { session.give_beat() })));

    effect(move || host.set_title(&format!("{} · {}", words.say(&Msg::Deliveries), words.say(&Msg::AppName))));
    effect(move || {
        let total = extent.total();
        if extent.state() == Remote::Ready(()) {
            announcer.say(words.say(&Msg::NDeliveries(format.number(total as i64))));
        }
    });

    let sorting = Sorting {
        column: Derived::new(move || COLUMNS.iter().position(|(_, key)| *key == filter.get().sort)),
        is_descending: Derived::new(move || filter.get().descending),
        on_sort: Handler::new(move |column: usize| {
            let key = COLUMNS[column].1;
            filter.update(|filter| {
                // Words start with A, figures and dates with the largest.
                let first = !matches!(key, Key::Label | Key::Code);
                filter.descending = if filter.sort == key { !filter.descending } else { first };
                filter.sort = key;
            });
        }),
    };
    let columns = COLUMNS
        .into_iter()
        .map(|(title, key)| match key {
            Key::ToDeliver | Key::Processed | Key::Success => Column::number(title),
            _ => Column::text(title),
        })
        .collect();
    let empty =
        Derived::new(move || words.say(if state.is_narrowed() { &Msg::NoDeliveriesMatch } else { &Msg::NoDeliveries }));
    let total = move || {
        let is_known = extent.state() == Remote::Ready(());
        is_known.then(|| format.number(extent.total() as i64))
    };
    view! {
        <div class="head">
            <Heading>{words.t(Msg::Deliveries)}</Heading>
            <span class="quiet" aria-hidden="true">{total}</span>
            <span class="grow"></span>
            {freshness()}
        </div>
        <Tools state/>
        <Table name=Msg::Deliveries columns rows row=draw_row empty sorting remark=words.t(Msg::OpenHint).into()/>
    }
}

/// Search, status and period.
#[component]
fn Tools(state: ListState) -> View {
    let Mount { words, .. } = Mount::here();
    let filter = state.filter;
    // Asks once the typing pauses; a new key starts the wait anew.
    let pause = Held::new(None::<Timeout>);
    let on_search = move |event| {
        let text = event_target_value(&event);
        let wait = Timeout::new(250, move || {
            if filter.with_untracked(|filter| filter.text != text) {
                filter.update(|filter| filter.text = text);
            }
        });
        pause.update(|pause| *pause = Some(wait));
    };
    let on_phase = move |event| {
        let phase = event_target_value(&event).parse::<usize>().ok().and_then(|index| PHASES.get(index).copied());
        state.phase.set(phase);
        filter.update(|filter| filter.states = phase.map_or(&[], Phase::states));
    };
    let on_period = move |event| {
        let index = event_target_value(&event).parse::<usize>().unwrap_or(0);
        let period = Period::ALL.get(index).copied().unwrap_or(Period::Any);
        state.period.set(period);
        filter.update(|filter| filter.since = period.since());
    };
    let phases = PHASES
        .into_iter()
        .enumerate()
        .map(|(index, phase)| {
            view! {
                <option value=index.to_string() prop:selected=move || state.phase.get() == Some(phase)>
                    {words.t(Msg::Phase(phase))}
                </option>
            }
        })
        .collect::<Vec<_>>();
    let periods = Period::ALL
        .into_iter()
        .enumerate()
        .map(|(index, period)| {
            view! {
                <option value=index.to_string() prop:selected=move || state.period.get() == period>
                    {words.t(period.name())}
                </option>
            }
        })
        .collect::<Vec<_>>();
    let reset = move || {
        state.is_narrowed().then(|| {
            view! {
                <button type="button" class="plain" on:click=move |_| state.reset()>{words.t(Msg::ResetFilters)}</button>
            }
        })
    };
    view! {
        <search class="tools" part="toolbar">
            <input type="search" class="field search" aria-label=words.t(Msg::Search) placeholder=words.t(Msg::SearchHint)
                autocomplete="off" spellcheck="false" prop:value=move || filter.get().text on:input=on_search/>
            <select class="field" aria-label=words.t(Msg::Status) on:change=on_phase>
                <option value="" prop:selected=move || state.phase.get().is_none()>{words.t(Msg::AllStatuses)}</option>
                {phases}
            </select>
            <select class="field" aria-label=words.t(Msg::Period) on:change=on_period>{periods}</select>
            {reset}
        </search>
    }
}

fn draw_row(index: usize, row: &Row) -> View {
    let Mount { format, navigator, .. } = Mount::here();
    let route = Id::new(&row.id).map_or(Route::Unknown, |id| Route::Delivery { id, tab: Tab::Summary });
    let href = navigator.href(&route);
    let open = Handler::new(move |()| navigator.go(&route));
    let on_link = move |event: leptos::ev::MouseEvent| {
        // With a modifier the browser opens another tab or window.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            open.run(());
        }
    };
    let label = if row.label.is_empty() { DASH.to_owned() } else { row.label.clone() };
    let label = view! {
        <a href=href on:click=on_link><bdi dir="auto">{label}</bdi></a>
        " "
        <span class="code"><bdi>{row.internal_name.clone()}</bdi></span>
    };
    let figure = |part: i64| {
        view! { {format.number(part)}" "<span class="quiet part">{format.percent(part, row.to_deliver)}</span> }
    };
    let cells = vec![
        cell(Msg::Label, "first", label),
        cell(Msg::DeliveryCode, "", foreign(&row.code)),
        cell(Msg::Status, "", state_badge(&row.state)),
        cell(Msg::ContactDate, "", child(format.minute(row.contact_date))),
        cell(Msg::MessagesToSend, "n", child(format.number(row.to_deliver))),
        cell(Msg::Processed, "n", figure(row.processed)),
        cell(Msg::Success, "n", figure(row.success)),
    ];
    open_row(index, open, cells)
}
