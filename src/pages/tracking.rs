//! Tracking: the tracked URLs and the clicks on them.

use std::sync::Arc;

use campaign::{
    codes::UrlType,
    delivery::{Coded, Delivery},
    times::Step,
    tracking::{self, Click, Clicks, Filter, Link, Url},
    value::Id,
};
use leptos::prelude::*;

use crate::{
    format::{DASH, Format, Numbers},
    host::Host,
    navigator::Navigator,
    pages::over_time::{OverTime, refine},
    remote::{Query, Remote, query, rows},
    route::Place,
    ui::{
        button::Button,
        icon::Tone,
        link::link,
        note::{Failure, Note},
        table::{Column, Corner, Spot, Table, TableRows},
        text::{brief, foreign, foreign_url},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Tracking(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let words = expect_context::<Words>();
    let is_tracked = Memo::new(move |_| delivery.get().is_tracked);
    move || {
        if is_tracked.get() {
            view! { <Tracked delivery/> }.into_any()
        } else {
            view! { <Note tone=Tone::Idle>{words.t(Msg::TrackingOff)}</Note> }.into_any()
        }
    }
}

#[component]
fn Tracked(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let words = expect_context::<Words>();
    let (format, host) = (expect_context::<Format>(), expect_context::<Host>());
    let now = move || delivery.get_untracked();
    let clicks = query(move || tracking::clicks_by_url(&now()));
    let urls = rows(move |start| tracking::urls(&now(), start), move || tracking::total_urls(&now()));
    // Which clicks are listed is in the address, so it survives another tab and a reload.
    let navigator = expect_context::<Navigator>();
    let filter = RwSignal::new(read(&navigator.place()));
    Effect::new(move |_| navigator.set_place(filter.with(place)));
    let log = rows(
        move |start| filter.with(|filter| tracking::clicks(&now(), filter, start)),
        move || filter.with(|filter| tracking::total_clicks(&now(), filter)),
    );
    let step = RwSignal::new(Step::Hour);
    let of_url = Memo::new(move |_| filter.with(|filter| Filter { url: filter.url.clone(), time: None }));
    let times = query(move || of_url.with(|filter| tracking::times(&now(), filter, step.get())));
    refine(step, move || times.ready());
    let chosen = Signal::derive(move || filter.with(|filter| filter.time.clone()));
    let choose = Callback::new(move |time| filter.update(|filter| filter.time = time));
    let route = navigator.route_untracked();
    let clicks_link = move |url: &Url, spot| {
        let n = count(url, clicks, |clicks| Some(clicks.clicks));
        let said = said(n, format);
        let Some(id) = Id::new(&url.id).filter(|_| n.is_some_and(|n| n > 0)) else { return said.into_any() };
        let on_url = Filter { url: Some(id), time: None };
        let href = navigator.href_to(&route, &place(&on_url));
        let on_follow = Callback::new(move |()| {
            filter.set(on_url.clone());
            host.focus_on("click-log");
        });
        link(href, spot == Spot::Row, on_follow, said)
    };
    let no_urls = move || {
        let has_messages = delivery.get().state.code.has_messages();
        words.say(if has_messages { &Msg::NoUrls } else { &Msg::NoTrackingYet })
    };
    let [label, kind, source] = link_columns(words, host, ["@label", "@type", "@source"], |url: &Url| &url.link);
    let url_columns = vec![
        label,
        kind.at(Corner::UnderEnd),
        source,
        Column::new("clicks", Msg::Clicks, 6.0, move |url: &Url| {
            figure(url, clicks, format, |clicks| Some(clicks.clicks))
        })
        .view(move |url, spot| clicks_link(url, spot))
        .number()
        .at(Corner::End),
        Column::new("people", Msg::People, 14.5, move |url: &Url| figure(url, clicks, format, |clicks| clicks.people))
            .number(),
    ];
    let [label, kind, source] =
        link_columns(words, host, ["[url/@label]", "[url/@type]", "[url/@source]"], |click: &Click| &click.link);
    let log_columns = vec![
        Column::moment("@logDate", Msg::Date, 15.5, |click: &Click| click.date, format, Format::second)
            .at(Corner::UnderEnd),
        label,
        kind.at(Corner::End),
        source,
    ];
    let is_narrowed = Memo::new(move |_| filter.with(|filter| *filter != Filter::default()));
    let all = move || {
        let show_all = move |()| filter.set(Filter::default());
        let all = view! { <Button label=words.t(Msg::AllClicks) class="plain" on_press=show_all/> };
        is_narrowed.get().then_some(all)
    };
    let no_times = move || match times.value.get() {
        Remote::Failed(error) => Some(view! { <Failure error on_retry=move |()| times.again()/> }),
        Remote::Loading | Remote::Ready(_) => None,
    };
    view! {
        <h2>{words.t(Msg::TrackedUrls)}</h2>
        <Table name=Msg::TrackedUrls id="url" rows=TableRows::new(urls, url_columns) empty=no_urls/>
        <div class="head">
            <h2 id="click-log" tabindex="-1">{words.t(Msg::ClickLog)}</h2>
            {all}
        </div>
        <section class="times" aria-label=words.t(Msg::ClicksOverTime)>
            <OverTime times=move || times.ready() title=|minutes| Msg::ClicksPer { minutes } chosen
                here=Signal::stored(None) on_choose=choose/>
            {no_times}
        </section>
        <Table name=Msg::ClickLog id="click" rows=TableRows::new(log, log_columns) empty=words.t(Msg::NoClicks)/>
    }
}

/// The form of a filter in an address.
pub fn place(filter: &Filter) -> Place {
    let url = filter.url.as_ref().map(Id::as_str).unwrap_or_default();
    Place::default().and("url", url).and_time(filter.time.as_ref())
}

fn read(place: &Place) -> Filter {
    Filter { url: Id::new(place.get("url")), time: place.time() }
}

/// The label, the type and the source of a link.
fn link_columns<T: 'static>(
    words: Words,
    host: Host,
    [label, kind, source]: [&'static str; 3],
    link: fn(&T) -> &Link,
) -> [Column<T>; 3] {
    [
        Column::new(label, Msg::Label, 16.0, move |row| link(row).label.clone())
            .view(move |row, _| label_view(words, &link(row).label))
            .at(Corner::Start),
        Column::new(kind, Msg::Kind, 10.0, move |row| kind_word(words, link(row).kind.as_ref()))
            .view(move |row, _| kind_view(words, link(row).kind.as_ref())),
        Column::rest(source, Msg::SourceUrl, 20.0, move |row| link(row).source.clone())
            .view(move |row, spot| foreign_url(host, &link(row).source, spot == Spot::Row))
            .at(Corner::Under),
    ]
}

/// A number of clicks or of people, as the server counted them for a URL.
fn figure(url: &Url, clicks: Query<Vec<Clicks>>, format: Format, which: fn(&Clicks) -> Option<i64>) -> String {
    said(count(url, clicks, which), format)
}

fn said(n: Option<i64>, format: Format) -> String {
    n.map_or_else(|| DASH.to_owned(), |n| format.number(n))
}

/// The same as a number; `None` if it is not known.
fn count(url: &Url, clicks: Query<Vec<Clicks>>, which: fn(&Clicks) -> Option<i64>) -> Option<i64> {
    // A URL that the answer lacks has no clicks; a figure that the server did not count is unknown.
    clicks.ready()?.iter().find(|clicks| clicks.url_id == url.id).map_or(Some(0), which)
}

fn label_view(words: Words, label: &str) -> AnyView {
    if label.is_empty() {
        view! { <span class="quiet">{words.say(&Msg::NoLabel)}</span> }.into_any()
    } else {
        foreign(&brief(label))
    }
}

/// The type of a link. The server's label ignores the channel, so here it is only a hint: its "Email click" is shown as
/// a click.
fn kind_view(words: Words, kind: Option<&Coded<UrlType>>) -> AnyView {
    let raw = kind.map(|kind| words.code(kind)).unwrap_or_default();
    view! { <span title=raw>{foreign(&kind_word(words, kind))}</span> }.into_any()
}

fn kind_word(words: Words, kind: Option<&Coded<UrlType>>) -> String {
    match kind {
        Some(kind) if kind.code == UrlType::Click => words.say(&Msg::Click),
        Some(kind) => words.code(kind),
        None => String::new(),
    }
}
