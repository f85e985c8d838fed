//! The list of SMS deliveries.
//!
//! [`choice`] is the filter and the order, [`tools`], [`statuses`] and [`own`] are their controls, [`place`] restores the loaded rows,
//! [`outcomes`] asks the logs, [`neighbours`] leads from one delivery to the next.

mod choice;
mod neighbours;
mod outcomes;
mod own;
mod place;
mod state;
mod statuses;
mod tools;

use std::sync::Arc;

use campaign::{
    codes::Code,
    delivery::{self, Column as Key, Row},
    flag::flag,
    ladder::{Ladder, Part},
    lifecycle::{Motion, Outcome},
    value::Id,
};
use leptos::prelude::*;

pub use self::{neighbours::Neighbours, state::ListState};

use self::{
    choice::Choice,
    outcomes::Outcomes,
    own::OwnViews,
    place::{at, follow, place},
    state::Left,
    statuses::Statuses,
    tools::Tools,
};
use super::{
    behind::{Behind, number_link},
    heading::{Freshness, Heading},
    status::{flag_badge, parts_bar, share, state_mark},
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
        text::{Announcer, Unseen, brief},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Deliveries() -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let (host, announcer) = (expect_context::<Host>(), expect_context::<Announcer>());
    let (list, refresh) = (expect_context::<ListState>(), expect_context::<Refresh>());
    let state = list.choice;

    let navigator = expect_context::<Navigator>();
    // The address decides. A part of the filter that it lacks stays as it was.
    let there = navigator.place();
    let chosen = Choice::read(&there, clock::now());
    if state.with_untracked(Choice::place) != chosen.place() {
        state.set(chosen);
    }
    let choice = relay(move || state.get());
    let session = expect_context::<Session>();
    let filter = Memo::new(move |_| choice.with(|choice| choice.of(session.message_types())));
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
            SHOWN.iter().position(|shown| *shown == Shown::By(sort) && is_sorted)
        }),
        is_descending,
        can_sort: |index| matches!(SHOWN.get(index), Some(Shown::By(_))),
        on_sort: Callback::new(move |index: usize| {
            if let Some(Shown::By(key)) = SHOWN.get(index) {
                state.update(|choice| choice.sort_by(*key));
            }
        }),
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
        list.left.set(at.as_ref().map(|at| Left { index: at.index, total: n_known.get_untracked() }));
        navigator.keep_place(untrack(|| choice.with(|choice| place(choice, at.as_ref()))));
        navigator.go(&route(&row));
    });
    let columns = Columns { words, format, navigator, on_open, outcomes: Outcomes::of(rows) };
    let columns = SHOWN.into_iter().map(|shown| columns.column(shown));
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
        <OwnViews state choice/>
        <Table name=Msg::Deliveries id="row" finder takes_focus=navigator.takes_focus()
            rows=table empty sorting remark=words.t(Msg::OpenHint)/>
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// What the list can be sorted by.
    By(Key),
    Outcome,
    Received,
    Attention,
}

/// The columns in their order.
const SHOWN: [Shown; 11] = [
    Shown::By(Key::Label),
    Shown::By(Key::State),
    Shown::Outcome,
    Shown::Received,
    Shown::By(Key::Errors),
    Shown::By(Key::ToDeliver),
    Shown::Attention,
    Shown::By(Key::ContactDate),
    Shown::By(Key::Code),
    Shown::By(Key::Processed),
    Shown::By(Key::Success),
];

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
    outcomes: Outcomes,
}

impl Columns {
    fn column(self, shown: Shown) -> Column<Row> {
        let words = self.words;
        match shown {
            Shown::By(key) => self.sorted(key),
            Shown::Outcome => Column::new("outcome", Msg::OutcomeTitle, 8.5, move |row: &Row| self.outcome(row))
                .view(move |row, spot| self.outcome_bar(row, spot)),
            Shown::Received => Column::new("received", Msg::ReceivedTitle, 6.5, move |row: &Row| self.received(row))
                .view(move |row, _| {
                    let row = row.clone();
                    (move || self.received(&row)).into_any()
                })
                .number(),
            Shown::Attention => {
                let told = move |row: &Row| flag(row, &self.outcomes.get(row), clock::now());
                Column::new("attention", Msg::Attention, 16.5, move |row: &Row| {
                    told(row).map(|flag| words.say(&Msg::Flag(flag))).unwrap_or_default()
                })
                .view(move |row, _| {
                    let row = row.clone();
                    (move || told(&row).map(|flag| flag_badge(words, flag))).into_any()
                })
                .at(Corner::UnderEnd)
            }
        }
    }

    fn sorted(self, key: Key) -> Column<Row> {
        let Self { words, format, .. } = self;
        match key {
            Key::Label => Column::rest(key.expr(), Msg::Label, 20.0, |row: &Row| row.label.clone())
                .view(move |row, _| self.label(row))
                .at(Corner::Start),
            Key::Code => Column::new(key.expr(), Msg::DeliveryCode, 11.0, |row: &Row| row.code.clone()).optional(),
            Key::State => Column::new(key.expr(), Msg::Status, 15.5, move |row: &Row| words.code(&row.state))
                .view(move |row, _| state_mark(words, &row.state))
                .at(Corner::Under),
            Key::ContactDate | Key::LastModified => {
                Column::new(key.expr(), Msg::ContactDate, 12.0, move |row: &Row| format.minute(row.contact_date))
                    .source(Source::Moment(|row| row.contact_date))
                    .at(Corner::End)
            }
            Key::ToDeliver => {
                Column::new(key.expr(), Msg::ToSend, 8.0, move |row: &Row| self.number(row, row.to_deliver))
                    .view(move |row, spot| self.linked(row, Behind::Log, row.to_deliver, spot))
                    .source(Source::Number(|row| (!row.is_partial).then_some(row.to_deliver)))
                    .number()
            }
            Key::Processed => self
                .figure(key, Msg::Processed, Behind::Log, |row| row.processed)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.processed)))
                .optional(),
            Key::Success => self
                .figure(key, Msg::Success, Behind::Succeeded, |row| row.success)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.success)))
                .optional(),
            Key::Errors => self
                .figure(key, Msg::FailedMessages, Behind::Is(Outcome::Failed), |row| row.errors)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.errors))),
        }
    }

    /// What became of the messages, by Campaign's counters, which do not tell what was received.
    fn outcome(self, row: &Row) -> String {
        if row.is_partial || row.to_deliver == 0 {
            return String::new();
        }
        let [success, failed] = [row.success, row.errors].map(|n| self.format.percent(n, row.to_deliver));
        self.words.say(&Msg::OutcomeByCampaign { success, failed })
    }

    /// The parts as a bar, with their words for those who do not see it.
    fn outcome_bar(self, row: &Arc<Row>, spot: Spot) -> AnyView {
        let (this, said) = (row.clone(), self.outcome(row));
        if said.is_empty() {
            return ().into_any();
        }
        let content = move || {
            let ladder = self.outcomes.get(&this);
            let said = if ladder.is_of_log() { self.outcome_of_log(&ladder) } else { said.clone() };
            if spot == Spot::Details {
                return said.into_any();
            }
            let title = said.clone();
            view! { <span class="outcome" title=title>{parts_bar(&ladder)}<Unseen text=said/></span> }.into_any()
        };
        content.into_any()
    }

    /// The share of the messages that a phone confirmed; a dash until the log has told it, and empty as long as all wait.
    fn received(self, row: &Row) -> String {
        let (ladder, n) = (self.outcomes.get(row), row.to_deliver);
        match ladder.is_of_log() {
            _ if row.is_partial => DASH.to_owned(),
            _ if ladder.number(Part::Is(Outcome::Waiting)) >= n => String::new(),
            true => self.format.percent(ladder.number(Part::Is(Outcome::Received)), n),
            false => DASH.to_owned(),
        }
    }

    fn outcome_of_log(self, ladder: &Ladder) -> String {
        let is = |outcome| ladder.number(Part::Is(outcome));
        let numbers = [is(Outcome::Received), ladder.unconfirmed(), is(Outcome::Failed)];
        let [received, unconfirmed, failed] = numbers.map(|n| self.format.percent(n, ladder.targeted));
        self.words.say(&Msg::OutcomeByLog { received, unconfirmed, failed })
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
