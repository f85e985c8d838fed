//! The rows of a delivery: the recipient, the result, and the reason.

use std::sync::Arc;

use campaign::{
    codes::{Code, FailureReason, FailureType, LogStatus},
    delivery::Delivery,
    lifecycle::Outcome,
    log::{self, Entry, Filter, List},
    value::Id,
};
use leptos::{html, prelude::*};

use super::{
    address::said,
    explain::explain,
    facets::{Chosen, Facets},
    find::{Find, FindTools},
    narrowing,
};
use crate::{
    format::{Format, Numbers},
    host::Host,
    navigator::Navigator,
    pages::status::outcome_look,
    remote::{query, rows},
    ui::{
        button::Button,
        chips::{Chip, chips},
        show::Show,
        table::{Column, Corner, Finder, Source, Table, TableRows},
        text::{foreign, isolated},
    },
    words::{Words, msg::Msg},
};

/// Where the browser keeps whether the filters are shown.
const FACETS_KEPT: &str = "facets";
const SHOWN: &str = "shown";

/// With less width, the filters beside the rows would hide columns.
const FACETS_FIT_PX: i32 = 1440;

#[component]
pub fn Logs(delivery: Memo<Arc<Delivery>>, list: List) -> impl IntoView {
    let (words, format, host) = (expect_context::<Words>(), expect_context::<Format>(), expect_context::<Host>());
    let now = move || delivery.get_untracked();
    // The filter is in the address, so it survives another tab and a reload.
    let navigator = expect_context::<Navigator>();
    let filter = RwSignal::new(narrowing::read(&navigator.place()));
    Effect::new(move |_| navigator.set_place(filter.with(narrowing::place)));
    // Leaving the tab masks the numbers again.
    let is_revealed = RwSignal::new(false);
    let rows = rows(
        move |start| filter.with(|filter| log::entries(&now(), list, filter, start)),
        move || filter.with(|filter| log::total(&now(), list, filter)),
    );
    let (find, finder) = (Find::new(filter, rows), Finder::new(None));
    let route = navigator.route_untracked();
    let link = Callback::new(move |id: String| {
        let place = narrowing::place(&Filter { id: Id::new(&id), ..Filter::default() });
        navigator.link(&route, &place).unwrap_or_default()
    });
    let title = || match list {
        List::Log => Msg::DeliveryLogs,
        List::Exclusions => Msg::ExclusionLogs,
    };
    let id = match list {
        List::Log => "log",
        List::Exclusions => "exclusion",
    };
    let columns: Arc<[Column<Entry>]> = Arc::from([
        Column::moment(
            "@lastModified",
            Msg::LastModified,
            15.5,
            |entry: &Entry| entry.last_modified,
            format,
            Format::second,
        )
        .at(Corner::UnderEnd),
        Column::new("@status", Msg::Status, 13.0, move |entry: &Entry| words.log_status(&entry.status)),
        Column::new("outcome", Msg::OutcomeTitle, 16.5, move |entry: &Entry| {
            words.say(&Msg::Outcome(entry.status.outcome()))
        })
        .mark(|entry| outcome_look(entry.status.outcome()))
        .at(Corner::Start),
        Column::new("[msg/@failureReason]", Msg::Reason, 12.0, move |entry: &Entry| words.code(&entry.reason))
            .view(move |entry, _| why(entry, entry.reason.code == FailureReason::NotDefined, words.code(&entry.reason)))
            .at(Corner::Under),
        Column::new("[msg/@failureType]", Msg::FailureType, 8.5, move |entry: &Entry| words.code(&entry.failure_type))
            .view(move |entry, _| {
                why(entry, entry.failure_type.code == FailureType::NotDefined, words.code(&entry.failure_type))
            }),
        Column::new("@address", Msg::Address, 11.0, move |entry: &Entry| {
            said(words, entry.address.as_deref(), is_revealed.get())
        })
        .source(Source::Phone(|entry| entry.address.clone().filter(|number| !number.is_empty())))
        .code()
        .at(Corner::End),
        Column::rest("[msg/@text]", Msg::Text, 16.0, |entry: &Entry| entry.text.clone()),
        Column::raw("@id", 8.0, |entry: &Entry| entry.id.clone()),
        Column::raw("@status (code)", 8.0, |entry: &Entry| entry.status.code.number().to_string())
            .source(Source::Number(|entry| Some(entry.status.code.number()))),
        Column::raw("[msg/@failureReason] (code)", 8.0, |entry: &Entry| entry.reason.code.number().to_string())
            .source(Source::Number(|entry| Some(entry.reason.code.number()))),
        Column::raw("[msg/@failureType] (code)", 8.0, |entry: &Entry| entry.failure_type.code.number().to_string())
            .source(Source::Number(|entry| Some(entry.failure_type.code.number()))),
    ]);
    let empty = move || {
        let delivery = delivery.get();
        words.say(match (list, delivery.state.code.is_prepared()) {
            _ if find.may_find_more() => &Msg::NumberNotFound,
            _ if filter.with(|filter| *filter != Filter::default()) => &Msg::NothingFound,
            // Campaign has counted exclusions, but stored none.
            (List::Exclusions, true) if delivery.rejected > 0 => &Msg::ExclusionsNotStored,
            (List::Log, true) => &Msg::NoLogs,
            (List::Log, false) => &Msg::NoLogsYet,
            (List::Exclusions, true) => &Msg::NoExclusions,
            (List::Exclusions, false) => &Msg::NoExclusionsYet,
        })
    };
    let reveal = move || words.say(if is_revealed.get() { &Msg::HideNumbers } else { &Msg::ShowNumbers });
    let on_reveal = move |()| is_revealed.update(|is_revealed| *is_revealed = !*is_revealed);
    // Counting costs the server more than a page, so where there is no space for it, the user asks for it.
    let shows_facets = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let kept = host.kept(FACETS_KEPT);
        let has_space = place.get().is_some_and(|place| place.client_width() >= FACETS_FIT_PX);
        shows_facets.set(kept.map_or(has_space, |kept| kept == SHOWN));
    });
    let on_facets = move |_| {
        shows_facets.update(|shows| *shows = !*shows);
        host.keep(FACETS_KEPT, if shows_facets.get_untracked() { SHOWN } else { "" });
    };
    let details = move |entry: &Arc<Entry>| explain(entry, words, format, is_revealed, filter);
    let file = Signal::derive(move || format!("{}-{id}", delivery.read().internal_name));
    let part = move |last: Option<&Id>| filter.with_untracked(|filter| log::part(&now(), list, filter, last));
    let table = TableRows::with_details(rows, columns.clone(), details).export(file, is_revealed.into(), columns, part);
    view! {
        <div class="head">
            <h2>{words.t(title())}</h2>
            <Statuses delivery list filter/>
            <span class="grow">{()}</span>
            <button type="button" part="button" aria-expanded=move || shows_facets.get().to_string() aria-controls="facets"
                on:click=on_facets>
                {words.t(Msg::Filters)}
            </button>
            <Button label=reveal on_press=on_reveal/>
        </div>
        <FindTools find finder rows delivery list/>
        <Chosen filter/>
        <div class="bench" data-facets=move || shows_facets.get() node_ref=place>
            <Show when=move || shows_facets.get()><Facets delivery list filter rows/></Show>
            <div>
                <Table name=title() id finder link rows=table empty/>
            </div>
        </div>
    }
}

/// The key of the choice of all statuses.
const ALL: &str = "all";

/// The number of rows with each status; the user can filter by a status.
#[component]
fn Statuses(delivery: Memo<Arc<Delivery>>, list: List, filter: RwSignal<Filter>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let counts = query(move || filter.with(|filter| log::by_status(&delivery.get_untracked(), list, filter)));
    let is_chosen = move |value: Option<LogStatus>| {
        filter.with(|filter| value.map_or(filter.statuses.is_empty(), |value| filter.statuses.contains(&value)))
    };
    // A second press takes the choice back.
    let choose = move |value: Option<LogStatus>| {
        let value = value.filter(|value| !is_chosen(Some(*value)));
        filter.update(|filter| filter.statuses = value.into_iter().collect());
    };
    // A single status needs no filter, but a filter needs a way to clear it.
    let keys = move || {
        let is_filtered = filter.with(|filter| !filter.statuses.is_empty());
        let counts = counts.ready().unwrap_or_default();
        if counts.len() < 2 && !is_filtered {
            return Vec::new();
        }
        let each = counts.iter().map(|(coded, _)| coded.code.number().to_string());
        [ALL.to_owned()].into_iter().chain(each).collect()
    };
    let chip = move |key: &str| {
        let value = key.parse().ok().map(LogStatus::of);
        let found = move || {
            let counts = counts.ready().unwrap_or_default();
            counts.into_iter().filter(move |(coded, _)| value.is_none_or(|value| value == coded.code))
        };
        let label = move || match value {
            None => words.say(&Msg::AllRows),
            Some(_) => found().next().map(|(coded, _)| words.log_status(&coded)).unwrap_or_default(),
        };
        Chip {
            label: Signal::derive(label),
            n: Signal::derive(move || format.number(found().map(|(_, n)| n).sum())),
            is_chosen: Signal::derive(move || is_chosen(value)),
            on_press: Callback::new(move |()| choose(value)),
        }
    };
    chips(Signal::derive(words.t(Msg::FilterByStatus)), Box::new(keys), Arc::new(chip))
}

/// A reason or a type of failure. Where nothing has failed there is none; where something has, it may not be known yet.
fn why(entry: &Entry, is_none: bool, word: String) -> AnyView {
    match entry.status.outcome() {
        _ if !is_none => foreign(&word),
        Outcome::Failed => foreign(""),
        _ => isolated(String::new()),
    }
}
