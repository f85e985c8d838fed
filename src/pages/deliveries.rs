//! The list of SMS deliveries.
//!
//! [`choice`] is the filter and the order; [`tools`], [`spellings`], [`statuses`] and [`own`] are their controls. [`columns`]
//! are what the rows show, [`outcomes`] asks the logs for it. [`place`] restores the loaded rows, [`neighbours`] leads from
//! one delivery to the next.

mod choice;
mod columns;
mod neighbours;
mod outcomes;
mod own;
mod place;
mod spellings;
mod state;
mod statuses;
mod tools;

use std::sync::Arc;

use campaign::{
    delivery::{self, Row},
    lifecycle::Motion,
    usual::usual,
    value::Id,
};
use leptos::prelude::*;

pub use self::{neighbours::Neighbours, state::ListState};

use self::{
    choice::Choice,
    columns::{Columns, sort_of, sorted},
    outcomes::Outcomes,
    own::OwnChoices,
    place::{at, follow, place},
    spellings::Spellings,
    state::Left,
    statuses::Statuses,
    tools::Tools,
};
use super::{
    heading::{Freshness, Heading},
    listed::route,
};
use crate::{
    clock,
    format::{Format, Numbers},
    host::Host,
    navigator::Navigator,
    relay::relay,
    remote::{Count, Refresh, Remote, costly_query, poll, rows},
    server::{Session, SessionStatus},
    ui::{
        table::{At, Finder, Sorting, Table, TableRows},
        text::Announcer,
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
    let chosen = Choice::read(&there);
    if state.with_untracked(Choice::place) != chosen.place() {
        state.set(chosen);
    }
    let choice = relay(move || state.get());
    let (session, status) = (expect_context::<Session>(), expect_context::<SessionStatus>());
    let message_types = relay(move || session.message_types());
    let filter = move || choice.with(|choice| choice.filter(message_types.get(), clock::now()));
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
    // The rows, and the number of them or the numbers of the statuses.
    poll(motion, Box::new(move || Box::pin(async move { refresh.poll(2) })));

    Effect::new(move |_| host.set_title(&format!("{} · {}", words.say(&Msg::Deliveries), words.say(&Msg::AppName))));
    Effect::new(move |_| {
        if let Some(total) = n_known.get() {
            announcer.say(words.say(&Msg::NDeliveries(total)));
        }
    });

    let sort = Memo::new(move |_| choice.with(|choice| choice.sort));
    let is_descending = Memo::new(move |_| choice.with(|choice| choice.is_descending));
    let sorting = Sorting {
        column: Memo::new(move |_| {
            let sort = sort.get();
            // A minimal answer is not sorted by an attribute that it lacks.
            let is_sorted = extent.why_partial().is_none() || sort.is_known_everywhere();
            sorted(sort).filter(|_| is_sorted)
        }),
        is_descending,
        can_sort: |index| sort_of(index).is_some(),
        on_sort: Callback::new(move |index: usize| {
            if let Some(key) = sort_of(index) {
                state.update(|choice| choice.sort_by(key));
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
    let leave = Callback::new(move |row: Arc<Row>| {
        let at = rows.list.index(&row.id).map(|index| At { index, id: Some(row.id.clone()) });
        list.left.set(at.as_ref().map(|at| Left { index: at.index, total: n_known.get_untracked() }));
        navigator.keep_place(untrack(|| choice.with(|choice| place(choice, at.as_ref()))));
    });
    let on_open = Callback::new(move |row: Arc<Row>| {
        leave.run(row.clone());
        navigator.go(&route(&row));
    });
    // Not polled: what is usual does not change from one minute to the next.
    let usual = costly_query(move || usual(&message_types.get(), clock::now().unwrap_or_default()));
    let columns = Columns {
        words,
        format,
        navigator,
        leave,
        on_open,
        outcomes: Outcomes::of(rows),
        usual,
        minute: status.minute(),
    };
    let columns = columns.all();
    let part = move |last: Option<&Id>| delivery::part(&untrack(filter), last);
    let table = TableRows::to_open(rows, columns.clone(), on_open).export("sms".into(), false.into(), columns, part);
    view! {
        <div class="head">
            <Heading>{words.t(Msg::Deliveries)}</Heading>
            <span class="quiet" aria-hidden="true">{total}</span>
            <span class="grow">{()}</span>
            <Freshness/>
        </div>
        <Tools state choice finder list=rows.list/>
        <Spellings state choice rows labels=list.labels/>
        <Statuses state choice message_types/>
        <OwnChoices state choice views=list.views/>
        <Table name=Msg::Deliveries id="row" finder takes_focus=navigator.takes_focus()
            rows=table empty sorting remark=words.t(Msg::OpenHint)/>
    }
}
