//! The list of SMS deliveries.
//!
//! [`choice`] is the filter and the order, [`tools`] and [`statuses`] are their controls, [`place`] restores the loaded rows.

mod choice;
mod place;
mod statuses;
mod tools;

use std::sync::Arc;

use campaign::{
    codes::Code,
    delivery::{self, Column as Key, Filter, Row},
    lifecycle::Motion,
    value::Id,
};
use leptos::prelude::*;

use self::{
    choice::{COLUMNS, Choice, Period},
    place::{at, follow, place},
    statuses::Statuses,
    tools::Tools,
};
use super::{
    behind::{Behind, number_link},
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
        table::{At, Column, Corner, Finder, Sorting, Source, Spot, Table, TableRows},
        text::{Announcer, brief},
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
    let filter = Memo::new(move |_| {
        let message_types = session.message_types();
        choice.with(|choice| Filter { message_types, ..choice.filter.clone() })
    });
    let rows =
        rows(move |start| filter.with(|filter| delivery::list(filter, start)), move || filter.with(delivery::total));
    let extent = rows.list.extent;
    let n_known = Memo::new(move |_| match extent.count() {
        Count::Known(n) if extent.state() == Remote::Ready(()) => Some(n as i64),
        _ => None,
    });
    let motion = Memo::new(move |_| {
        let moves = |how| rows.any(|row| row.state.code.motion() == how);
        [Motion::Moving, Motion::MayRest].into_iter().find(|how| moves(*how)).unwrap_or(Motion::Resting)
    });
    // The rows, and the number of them or the numbers of the statuses.
    poll(motion, Box::new(move || Box::pin(async move { refresh.poll(2) })));

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
        n_columns: COLUMNS.len(),
        on_sort: Callback::new(move |column: usize| state.update(|choice| choice.sort_by(COLUMNS[column].2))),
    };
    let empty = move || {
        let is_narrowed = choice.with(Choice::is_narrowed);
        words.say(if is_narrowed { &Msg::NoDeliveriesMatch } else { &Msg::NoDeliveries })
    };
    let total = move || n_known.get().map(|total| format.number(total));
    let finder = Finder::new(at(&there));
    follow(choice, rows.list, finder.at);
    let on_open = Callback::new(move |row: Arc<Row>| {
        let at = rows.list.index(&row.id).map(|index| At { index, id: Some(row.id.clone()) });
        navigator.keep_place(untrack(|| choice.with(|choice| place(choice, at.as_ref()))));
        navigator.go(&route(&row));
    });
    let columns = Columns { words, format, navigator, on_open };
    let columns = COLUMNS.into_iter().map(|(_, title, key)| columns.column(title, key));
    let columns = columns.chain([
        Column::raw("@id", 8.0, |row: &Row| row.id.clone()),
        Column::raw("@internalName", 11.0, |row: &Row| row.internal_name.clone()),
        Column::raw("@state", 6.0, |row: &Row| row.state.code.number().to_string())
            .source(Source::Number(|row| Some(row.state.code.number()))),
    ]);
    let columns: Arc<[Column<Row>]> = columns.collect();
    let part = move |last: Option<&Id>| filter.with_untracked(|filter| delivery::part(filter, last));
    let table = TableRows::to_open(rows, columns.clone(), on_open).export("sms".into(), false.into(), columns, part);
    view! {
        <div class="head">
            <Heading>{words.t(Msg::Deliveries)}</Heading>
            <span class="quiet" aria-hidden="true">{total}</span>
            <span class="grow">{()}</span>
            <Freshness/>
        </div>
        <Tools state choice finder list=rows.list/>
        <Statuses state choice filter/>
        <Table name=Msg::Deliveries id="row" finder takes_focus=navigator.takes_focus()
            rows=table empty sorting remark=words.t(Msg::OpenHint)/>
    }
}

fn route(row: &Row) -> Route {
    Id::new(&row.id).map_or(Route::Unknown, |id| Route::Delivery { id, tab: Tab::Summary })
}

/// What the columns need.
#[derive(Clone, Copy)]
struct Columns {
    words: Words,
    format: Format,
    navigator: Navigator,
    on_open: Callback<Arc<Row>>,
}

impl Columns {
    fn column(self, title: Msg, key: Key) -> Column<Row> {
        let Self { words, format, .. } = self;
        match key {
            Key::Label => Column::rest(key.expr(), title, 22.0, |row: &Row| row.label.clone())
                .view(move |row, _| self.label(row))
                .at(Corner::Start),
            Key::Code => Column::new(key.expr(), title, 11.0, |row: &Row| row.code.clone()),
            Key::State => Column::new(key.expr(), title, 16.0, move |row: &Row| words.code(&row.state))
                .view(move |row, _| state_badge(words, &row.state))
                .at(Corner::Under),
            Key::ContactDate | Key::LastModified => {
                Column::new(key.expr(), title, 14.0, move |row: &Row| format.minute(row.contact_date))
                    .view(move |row, _| contact_date(words, format, &row.state, row.contact_date))
                    .source(Source::Moment(|row| row.contact_date))
                    .at(Corner::UnderEnd)
            }
            Key::ToDeliver => Column::new(key.expr(), title, 11.0, move |row: &Row| self.number(row, row.to_deliver))
                .view(move |row, spot| self.linked(row, Behind::Log, row.to_deliver, spot))
                .source(Source::Number(|row| (!row.is_partial).then_some(row.to_deliver)))
                .number(),
            Key::Processed => self
                .figure(key, title, Behind::Log, |row| row.processed)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.processed))),
            Key::Success => self
                .figure(key, title, Behind::Succeeded, |row| row.success)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.success)))
                .at(Corner::End),
        }
    }

    fn label(self, row: &Arc<Row>) -> AnyView {
        let label = if row.label.is_empty() { DASH.to_owned() } else { brief(&row.label) };
        let (this, on_open) = (row.clone(), self.on_open);
        let on_follow = Callback::new(move |()| on_open.run(this.clone()));
        view! {
            {link(self.navigator.href(&route(row)), true, on_follow, view! { <bdi dir="auto">{label}</bdi> })}
            " "
            <span class="code"><bdi>{brief(&row.internal_name)}</bdi></span>
        }
        .into_any()
    }

    /// A missing number is unknown, not 0.
    fn number(self, row: &Row, n: i64) -> String {
        if row.is_partial { DASH.to_owned() } else { self.format.number(n) }
    }

    fn linked(self, row: &Row, behind: Behind, n: i64, spot: Spot) -> AnyView {
        let rows = if row.is_partial { 0 } else { n };
        number_link(self.navigator, &row.id, behind, rows, spot == Spot::Row, self.number(row, n))
    }

    /// A number with its share of the messages to send.
    fn figure(self, key: Key, title: Msg, behind: Behind, part: fn(&Row) -> i64) -> Column<Row> {
        let view = move |row: &Arc<Row>, spot| {
            let share = share(self.words, self.format, part(row), row.to_deliver);
            view! { {self.linked(row, behind, part(row), spot)}" "<span class="quiet part">{share}</span> }.into_any()
        };
        Column::new(key.expr(), title, 10.5, move |row: &Row| self.number(row, part(row)))
            .view(move |row, spot| if row.is_partial { DASH.into_any() } else { view(row, spot) })
            .number()
    }
}
