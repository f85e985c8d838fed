//! The list of SMS deliveries.
//!
//! [`choice`] is the filter and the order, [`tools`] are their controls, [`place`] restores the loaded rows.

mod choice;
mod place;
mod tools;

use std::sync::Arc;

use campaign::{
    delivery::{self, Column as Key, Filter, Row},
    lifecycle::Motion,
    value::Id,
};
use leptos::prelude::*;

use self::{
    choice::{COLUMNS, Choice, Period},
    place::{follow, place},
    tools::Tools,
};
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
        link::link,
        table::{Column, Sorting, Table, TableRows, cell},
        text::{Announcer, brief, foreign},
    },
    words::{Words, msg::Msg},
};

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

    let navigator = expect_context::<Navigator>();
    // The address decides. A part of the filter that it lacks stays as it was.
    let there = navigator.place();
    let chosen = Choice::read(&there, clock::now());
    if state.with_untracked(Choice::place) != chosen.place() {
        state.set(chosen);
    }
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
            // A minimal answer is not sorted by an attribute that it lacks.
            let is_sorted = extent.why_partial().is_none() || sort.is_known_everywhere();
            COLUMNS.iter().position(|(.., key)| *key == sort && is_sorted)
        }),
        is_descending,
        on_sort: Callback::new(move |column: usize| state.update(|choice| choice.sort_by(COLUMNS[column].2))),
    };
    let columns = COLUMNS
        .into_iter()
        .map(|(_, title, key)| match key {
            Key::ToDeliver | Key::Processed | Key::Success => Column::number(title),
            _ => Column::text(title),
        })
        .collect();
    let empty = move || {
        let is_narrowed = choice.with(Choice::is_narrowed);
        words.say(if is_narrowed { &Msg::NoDeliveriesMatch } else { &Msg::NoDeliveries })
    };
    let total = move || n_known.get().map(|total| format.number(total));
    follow(choice, rows.list, &there);
    let on_open = Callback::new(move |row: Arc<Row>| {
        let here = untrack(|| choice.with(|choice| place(choice, rows.list)));
        navigator.keep_place(here.and("at", &row.id));
        navigator.go(&route(&row));
    });
    view! {
        <div class="head">
            <Heading>{words.t(Msg::Deliveries)}</Heading>
            <span class="quiet" aria-hidden="true">{total}</span>
            <span class="grow">{()}</span>
            <Freshness/>
        </div>
        <Tools state choice/>
        <Table name=Msg::Deliveries columns rows=TableRows::to_open(rows, move |row| cells(row, words, format, navigator, on_open), on_open) empty sorting
            remark=words.t(Msg::OpenHint)/>
    }
}

fn route(row: &Row) -> Route {
    Id::new(&row.id).map_or(Route::Unknown, |id| Route::Delivery { id, tab: Tab::Summary })
}

fn cells(
    row: &Arc<Row>,
    words: Words,
    format: Format,
    navigator: Navigator,
    on_open: Callback<Arc<Row>>,
) -> Vec<AnyView> {
    let label = if row.label.is_empty() { DASH.to_owned() } else { brief(&row.label) };
    let this = row.clone();
    let on_follow = Callback::new(move |()| on_open.run(this.clone()));
    let label = view! {
        {link(navigator.href(&route(row)), on_follow, view! { <bdi dir="auto">{label}</bdi> })}
        " "
        <span class="code"><bdi>{brief(&row.internal_name)}</bdi></span>
    };
    // A missing figure is unknown, not 0.
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
        cell(words, Msg::DeliveryCode, "", foreign(&brief(&row.code))),
        cell(words, Msg::Status, "", state_badge(words, &row.state)),
        cell(words, Msg::ContactDate, "", contact_date(words, format, &row.state, row.contact_date)),
        cell(words, Msg::MessagesToSend, "n", to_deliver),
        cell(words, Msg::Processed, "n", figure(row.processed)),
        cell(words, Msg::Success, "n", figure(row.success)),
    ]
}
