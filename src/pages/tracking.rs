//! Tracking: the tracked URLs and the clicks on them.

use std::sync::Arc;

use campaign::{
    codes::URL_TYPE,
    delivery::{Coded, Delivery},
    tracking::{self, Click, Clicks, Url},
};

use crate::{
    format::DASH,
    i18n::Msg,
    prelude::*,
    remote::{Query, query, rows},
    ui::{
        icon::Tone,
        note::Note,
        table::{Column, Table, cell, plain_row},
        text::{foreign, foreign_url},
    },
};

/// What a link in a mail is called; in an SMS it is just a click.
const CLICK: i64 = 1;

#[component]
pub fn Tracking(delivery: Derived<Arc<Delivery>>) -> View {
    let Mount { words, .. } = Mount::here();
    let is_tracked = Derived::new(move || delivery.get().is_tracked);
    child(move || {
        if is_tracked.get() {
            view! { <Tracked delivery/> }
        } else {
            view! { <Note tone=Tone::Idle>{words.t(Msg::TrackingOff)}</Note> }
        }
    })
}

#[component]
fn Tracked(delivery: Derived<Arc<Delivery>>) -> View {
    let Mount { words, .. } = Mount::here();
    let now = move || delivery.get_untracked();
    let clicks = query(move || tracking::clicks_by_url(&now()));
    let urls = rows(move |start| tracking::urls(&now(), start), move || tracking::total_urls(&now()));
    let log = rows(move |start| tracking::clicks(&now(), start), move || tracking::total_clicks(&now()));
    let no_urls = Derived::new(move || {
        words.say(if delivery.get().state.value > 25 { &Msg::NoUrls } else { &Msg::NoTrackingYet })
    });
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
        <Table name=Msg::TrackedUrls columns=url_columns rows=urls row=move |index, url| draw_url(index, url, clicks) empty=no_urls/>
        <h2>{words.t(Msg::ClickLog)}</h2>
        <Table name=Msg::ClickLog columns=log_columns rows=log row=draw_click empty=words.t(Msg::NoClicks)/>
    }
}

fn draw_url(index: usize, url: &Url, clicks: Query<Vec<Clicks>>) -> View {
    let Mount { format, .. } = Mount::here();
    let figure = |which: fn(&Clicks) -> i64| {
        let id = url.id.clone();
        child(move || match clicks.ready() {
            Some(all) => format.number(all.iter().find(|clicks| clicks.url_id == id).map_or(0, which)),
            None => DASH.to_owned(),
        })
    };
    let cells = vec![
        cell(Msg::Label, "first", label(&url.label)),
        cell(Msg::Kind, "", kind(&url.kind)),
        cell(Msg::SourceUrl, "long", foreign_url(&url.source)),
        cell(Msg::Clicks, "n", figure(|clicks| clicks.clicks)),
        cell(Msg::People, "n", figure(|clicks| clicks.people)),
    ];
    plain_row(index, cells)
}

fn draw_click(index: usize, click: &Click) -> View {
    let Mount { format, .. } = Mount::here();
    let cells = vec![
        cell(Msg::Date, "", child(format.second(click.date))),
        cell(Msg::Label, "", label(&click.label)),
        cell(Msg::Kind, "", kind(&click.kind)),
        cell(Msg::SourceUrl, "long", foreign_url(&click.source)),
    ];
    plain_row(index, cells)
}

fn label(label: &str) -> View {
    let Mount { words, .. } = Mount::here();
    if label.is_empty() {
        view! { <span class="quiet">{words.say(&Msg::NoLabel)}</span> }
    } else {
        foreign(label)
    }
}

/// The type of a link. The server's label is blind to the channel, so that it is only a hint here.
fn kind(kind: &Coded) -> View {
    let Mount { words, .. } = Mount::here();
    let raw = words.code(URL_TYPE, kind);
    let word = if kind.value == CLICK { words.say(&Msg::Click) } else { raw.clone() };
    view! { <bdi title=raw>{word}</bdi> }
}
