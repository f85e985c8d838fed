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
        table::{Column, Table, TableRows, cell},
        text::{foreign, foreign_url},
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
    let drawing = Drawing { words, format: expect_context(), host: expect_context() };
    let now = move || delivery.get_untracked();
    let clicks = query(move || tracking::clicks_by_url(&now()));
    let urls = rows(move |start| tracking::urls(&now(), start), move || tracking::total_urls(&now()));
    let log = rows(move |start| tracking::clicks(&now(), start), move || tracking::total_clicks(&now()));
    // The query for the clicks is separate, so the rows must be drawn again after its answer.
    Effect::new(move |_| {
        clicks.value.track();
        urls.list.redraw();
    });
    let no_urls = move || {
        let has_messages = delivery.get().state.code.has_messages();
        words.say(if has_messages { &Msg::NoUrls } else { &Msg::NoTrackingYet })
    };
    let url_columns = vec![
        Column::text(Msg::Label),
        Column::text(Msg::Kind),
        Column::text(Msg::SourceUrl),
        Column::number(Msg::Clicks),
        Column::number(Msg::People),
    ];
    let log_columns =
        vec![Column::text(Msg::Date), Column::text(Msg::Label), Column::text(Msg::Kind), Column::text(Msg::SourceUrl)];
    view! {
        <h2>{words.t(Msg::TrackedUrls)}</h2>
        <Table name=Msg::TrackedUrls columns=url_columns rows=TableRows::new(urls, move |url| url_cells(url, clicks, drawing))
            empty=no_urls/>
        <h2>{words.t(Msg::ClickLog)}</h2>
        <Table name=Msg::ClickLog columns=log_columns rows=TableRows::new(log, move |click| click_cells(click, drawing))
            empty=words.t(Msg::NoClicks)/>
    }
}

/// The values with which a row is drawn.
#[derive(Clone, Copy)]
struct Drawing {
    words: Words,
    format: Format,
    host: Host,
}

fn url_cells(url: &Url, clicks: Query<Vec<Clicks>>, drawing: Drawing) -> Vec<AnyView> {
    let Drawing { words, format, host } = drawing;
    let all = clicks.ready();
    // A URL that the answer lacks has no clicks; a figure that the server did not count is unknown.
    let figure = |which: fn(&Clicks) -> Option<i64>| {
        let known =
            all.as_ref().and_then(|all| all.iter().find(|clicks| clicks.url_id == url.id).map_or(Some(0), which));
        known.map_or_else(|| DASH.to_owned(), |known| format.number(known))
    };
    vec![
        cell(words, Msg::Label, "first", label(words, &url.label)),
        cell(words, Msg::Kind, "", kind(words, url.kind.as_ref())),
        cell(words, Msg::SourceUrl, "long", foreign_url(host, &url.source)),
        cell(words, Msg::Clicks, "n", figure(|clicks| Some(clicks.clicks))),
        cell(words, Msg::People, "n", figure(|clicks| clicks.people)),
    ]
}

fn click_cells(click: &Click, Drawing { words, format, host }: Drawing) -> Vec<AnyView> {
    vec![
        cell(words, Msg::Date, "", format.second(click.date)),
        cell(words, Msg::Label, "", label(words, &click.label)),
        cell(words, Msg::Kind, "", kind(words, click.kind.as_ref())),
        cell(words, Msg::SourceUrl, "long", foreign_url(host, &click.source)),
    ]
}

fn label(words: Words, label: &str) -> AnyView {
    if label.is_empty() {
        view! { <span class="quiet">{words.say(&Msg::NoLabel)}</span> }.into_any()
    } else {
        foreign(label)
    }
}

/// The type of a link. The server's label ignores the channel, so here it is only a hint: its "Email click" is shown as
/// a click.
fn kind(words: Words, kind: Option<&Coded<UrlType>>) -> AnyView {
    let Some(kind) = kind else { return foreign("") };
    let raw = words.code(kind);
    let word = if kind.code == UrlType::Click { words.say(&Msg::Click) } else { raw.clone() };
    view! { <bdi title=raw>{word}</bdi> }.into_any()
}
