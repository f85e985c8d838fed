//! Tracking: the tracked URLs and the clicks on them.

use crate::prelude::*;
use std::sync::Arc;

use campaign::{
    codes::URL_TYPE,
    delivery::{Coded, Delivery},
    tracking::{self, Click, Clicks, Url},
};

use crate::{
    format::Format,
    i18n::{Msg, Words},
    remote::{Query, query, rows},
    ui::{
        icon::Tone,
        note::Note,
        table::{Cell, Column, PlainRow, Table},
        text::{Foreign, ForeignUrl},
    },
};

/// What a link in a mail is called; in an SMS it is just a click.
const CLICK: i64 = 1;

#[component]
pub fn Tracking(delivery: Signal<Arc<Delivery>>) -> AnyView {
    let words = expect_context::<Words>();
    let is_tracked = Memo::new(move |_| delivery.get().is_tracked);
    child(move || {
        if is_tracked.get() {
            view! { <Tracked delivery/> }
        } else {
            view! { <Note tone=Tone::Idle>{words.t(Msg::TrackingOff)}</Note> }
        }
    })
}

#[component]
fn Tracked(delivery: Signal<Arc<Delivery>>) -> AnyView {
    let words = expect_context::<Words>();
    let now = move || delivery.get_untracked();
    let clicks = query(move || tracking::clicks_by_url(&now()));
    let urls = rows(move |start| tracking::urls(&now(), start), move || tracking::total_urls(&now()));
    let log = rows(move |start| tracking::clicks(&now(), start), move || tracking::total_clicks(&now()));
    let no_urls = Signal::derive(move || {
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

fn draw_url(index: usize, url: &Url, clicks: Query<Vec<Clicks>>) -> AnyView {
    let format = expect_context::<Format>();
    let url = url.clone();
    let id = StoredValue::new(url.id);
    let figure = move |which: fn(&Clicks) -> i64| {
        move || match clicks.ready() {
            Some(all) => {
                let of_this = all.iter().find(|clicks| id.with_value(|id| clicks.url_id == *id));
                format.number(of_this.map_or(0, which))
            }
            None => crate::format::DASH.to_owned(),
        }
    };
    view! {
        <PlainRow index>
            <Cell title=Msg::Label class="first"><UrlLabel label=url.label/></Cell>
            <Cell title=Msg::Kind><Kind kind=url.kind/></Cell>
            <Cell title=Msg::SourceUrl class="long"><ForeignUrl url=url.source/></Cell>
            <Cell title=Msg::Clicks is_number=true>{figure(|clicks| clicks.clicks)}</Cell>
            <Cell title=Msg::People is_number=true>{figure(|clicks| clicks.people)}</Cell>
        </PlainRow>
    }
}

fn draw_click(index: usize, click: &Click) -> AnyView {
    let click = click.clone();
    let format = expect_context::<Format>();
    view! {
        <PlainRow index>
            <Cell title=Msg::Date>{move || format.second(click.date)}</Cell>
            <Cell title=Msg::Label><UrlLabel label=click.label/></Cell>
            <Cell title=Msg::Kind><Kind kind=click.kind/></Cell>
            <Cell title=Msg::SourceUrl class="long"><ForeignUrl url=click.source/></Cell>
        </PlainRow>
    }
}

#[component]
fn UrlLabel(label: String) -> AnyView {
    let words = expect_context::<Words>();
    if label.is_empty() {
        view! { <span class="quiet">{words.t(Msg::NoLabel)}</span> }
    } else {
        view! { <Foreign text=label/> }
    }
}

/// The type of a link. The server's label is blind to the channel, so that it is only a hint here.
#[component]
fn Kind(kind: Coded) -> AnyView {
    let words = expect_context::<Words>();
    let raw = {
        let kind = kind.clone();
        move || words.code(URL_TYPE, &kind)
    };
    let word = {
        let raw = raw.clone();
        move || if kind.value == CLICK { words.say(&Msg::Click) } else { raw() }
    };
    view! { <bdi title=raw>{word}</bdi> }
}
