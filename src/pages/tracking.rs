//! Tracking: the tracked URLs and the clicks on them.

use std::sync::Arc;

use campaign::{
    codes::UrlType,
    delivery::{Coded, Delivery},
    tracking::{self, Click, Clicks, Url},
};
use leptos::prelude::*;

use crate::{
    format::{DASH, Format, Numbers},
    host::Host,
    remote::{Query, query, rows},
    ui::{
        icon::Tone,
        note::Note,
        table::{Column, Corner, Spot, Table, TableRows},
        text::{brief, foreign, foreign_url},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Tracking(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let words = expect_context::<Words>();
    let is_tracked = Memo::new(move |_| delivery.get().is_tracked);
    let is_off = move || view! { <Note tone=Tone::Idle>{words.t(Msg::TrackingOff)}</Note> };
    view! {
        <Show when=move || is_tracked.get() fallback=is_off>
            <Tracked delivery/>
        </Show>
    }
}

#[component]
fn Tracked(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let words = expect_context::<Words>();
    let (format, host) = (expect_context::<Format>(), expect_context::<Host>());
    let now = move || delivery.get_untracked();
    let clicks = query(move || tracking::clicks_by_url(&now()));
    let urls = rows(move |start| tracking::urls(&now(), start), move || tracking::total_urls(&now()));
    let log = rows(move |start| tracking::clicks(&now(), start), move || tracking::total_clicks(&now()));
    let no_urls = move || {
        let has_messages = delivery.get().state.code.has_messages();
        words.say(if has_messages { &Msg::NoUrls } else { &Msg::NoTrackingYet })
    };
    let url_columns = vec![
        Column::new("@label", Msg::Label, 16.0, |url: &Url| url.label.clone())
            .view(move |url, _| label(words, &url.label))
            .at(Corner::Start),
        Column::new("@type", Msg::Kind, 10.0, move |url: &Url| kind_word(words, url.kind.as_ref()))
            .view(move |url, _| kind(words, url.kind.as_ref()))
            .at(Corner::UnderEnd),
        Column::rest("@source", Msg::SourceUrl, 20.0, |url: &Url| url.source.clone())
            .view(move |url, spot| foreign_url(host, &url.source, spot == Spot::Row))
            .at(Corner::Under),
        Column::new("clicks", Msg::Clicks, 6.0, move |url: &Url| {
            figure(url, clicks, format, |clicks| Some(clicks.clicks))
        })
        .number()
        .at(Corner::End),
        Column::new("people", Msg::People, 7.0, move |url: &Url| figure(url, clicks, format, |clicks| clicks.people))
            .number(),
    ];
    let log_columns = vec![
        Column::new("@logDate", Msg::Date, 15.5, move |click: &Click| format.second(click.date)).at(Corner::UnderEnd),
        Column::new("[url/@label]", Msg::Label, 16.0, |click: &Click| click.label.clone())
            .view(move |click, _| label(words, &click.label))
            .at(Corner::Start),
        Column::new("[url/@type]", Msg::Kind, 10.0, move |click: &Click| kind_word(words, click.kind.as_ref()))
            .view(move |click, _| kind(words, click.kind.as_ref()))
            .at(Corner::End),
        Column::rest("[url/@source]", Msg::SourceUrl, 20.0, |click: &Click| click.source.clone())
            .view(move |click, spot| foreign_url(host, &click.source, spot == Spot::Row))
            .at(Corner::Under),
    ];
    view! {
        <h2>{words.t(Msg::TrackedUrls)}</h2>
        <Table name=Msg::TrackedUrls id="url" rows=TableRows::new(urls, url_columns) empty=no_urls/>
        <h2>{words.t(Msg::ClickLog)}</h2>
        <Table name=Msg::ClickLog id="click" rows=TableRows::new(log, log_columns) empty=words.t(Msg::NoClicks)/>
    }
}

/// A number of clicks or of people, as the server counted them for a URL.
fn figure(url: &Url, clicks: Query<Vec<Clicks>>, format: Format, which: fn(&Clicks) -> Option<i64>) -> String {
    // A URL that the answer lacks has no clicks; a figure that the server did not count is unknown.
    let of_url = |all: Vec<Clicks>| all.iter().find(|clicks| clicks.url_id == url.id).map_or(Some(0), which);
    clicks.ready().and_then(of_url).map_or_else(|| DASH.to_owned(), |known| format.number(known))
}

fn label(words: Words, label: &str) -> AnyView {
    if label.is_empty() {
        view! { <span class="quiet">{words.say(&Msg::NoLabel)}</span> }.into_any()
    } else {
        foreign(&brief(label))
    }
}

/// The type of a link. The server's label ignores the channel, so here it is only a hint: its "Email click" is shown as
/// a click.
fn kind(words: Words, kind: Option<&Coded<UrlType>>) -> AnyView {
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
