//! Tracked URLs and the clicks on them (contract 9.5).

use std::ops::Range;

use serde::Serialize;

use crate::{
    codes::UrlType,
    delivery::{Coded, Delivery},
    query::{PAGE, Query},
    request::Request,
    times::{self, Step, Times},
    value::{Id, Instant, instant},
    xml::Element,
};

/// A tracked URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Url {
    pub id: String,
    #[serde(flatten)]
    pub link: Link,
}

/// What is known about a link in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    pub label: String,
    /// `None` in a shorter answer.
    pub kind: Option<Coded<UrlType>>,
    pub source: String,
}

impl Link {
    /// Reads the link whose attributes begin with this path.
    fn read(row: &Element, path: &str) -> Self {
        let [label, kind, source] = ["label", "type", "source"].map(|name| format!("{path}@{name}"));
        Self {
            label: row.text_at(&label),
            kind: row.value(&kind).map(|_| Coded::read(row, &kind)),
            source: row.text_at(&source),
        }
    }
}

/// The clicks on one tracked URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clicks {
    pub url_id: String,
    pub clicks: i64,
    /// The number of messages with clicks; `None` if the server does not count them.
    pub people: Option<i64>,
}

/// One click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Click {
    pub id: String,
    pub date: Option<Instant>,
    #[serde(flatten)]
    pub link: Link,
}

/// One page of tracked URLs, from row `start` on.
pub fn urls(delivery: &Delivery, start: usize) -> Request<Vec<Url>> {
    const NAMES: [&str; 3] = ["@id", "@label", "@source"];
    let base = || Query::page("nms:trackingUrl", start).filter(&delivery.its_own()).order("@id", false).nodes(&NAMES);
    // Contract 8.4 only infers the link from a URL to its delivery; the link from a delivery to its URLs is certain.
    let through =
        Query::get_if_exists("nms:delivery").filter(&delivery.id.condition()).collection("trackingUrl", &NAMES);
    base()
        .analyzed("@type")
        .request(move |root, _| {
            // A query through the delivery returns all URLs at once.
            let start = if root.name == "delivery" { start } else { 0 };
            Ok(root.children.iter().skip(start).take(PAGE + 1).map(url).collect())
        })
        .or(base().call())
        .or(through.call())
}

fn url(row: &Element) -> Url {
    Url { id: row.text_at("@id"), link: Link::read(row, "") }
}

/// The number of tracked URLs.
pub fn total_urls(delivery: &Delivery) -> Request<u64> {
    let counted =
        Query::get_if_exists("nms:delivery").filter(&delivery.id.condition()).aliased("[properties/@url]", "@count");
    Query::count("nms:trackingUrl").filter(&delivery.its_own()).total().or(counted.call())
}

/// The clicks on each tracked URL. The opening pixel (1) does not count.
pub fn clicks_by_url(delivery: &Delivery) -> Request<Vec<Clicks>> {
    let minimal = || {
        let all = clicked(delivery, Query::select(&delivery.storage.tracking, 0, 1000));
        all.grouped("[@url-id]").aliased("Count(@id)", "@clicks")
    };
    minimal()
        .aliased("CountDistinct([@broadLog-id])", "@people")
        .rows(|row| Clicks {
            url_id: row.text_at("@url-id"),
            clicks: row.count("@clicks"),
            people: row.integer("@people"),
        })
        .or(minimal().call())
}

/// Which clicks are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// On this URL.
    pub url: Option<Id>,
    /// In this time.
    pub time: Option<Range<Instant>>,
}

impl Filter {
    fn narrow(&self, query: Query) -> Query {
        let query = match &self.url {
            Some(url) => query.filter(&format!("[@url-id]={}", url.literal())),
            None => query,
        };
        match &self.time {
            Some(time) => query.during("@logDate", time),
            None => query,
        }
    }
}

/// One page of clicks, from row `start` on, the last click first.
pub fn clicks(delivery: &Delivery, filter: &Filter, start: usize) -> Request<Vec<Click>> {
    let base = || filter.narrow(clicked(delivery, Query::page(&delivery.storage.tracking, start)));
    let minimal = base().nodes(&["@id", "@logDate"]).order("@logDate", true).order("@id", true);
    base()
        .nodes(&["@id", "@logDate", "[url/@label]"])
        .analyzed("[url/@type]")
        .node("[url/@source]")
        .order("@logDate", true)
        .order("@id", true)
        .rows(|row| Click {
            id: row.text_at("@id"),
            date: row.value("@logDate").and_then(instant),
            link: Link::read(row, "url/"),
        })
        .or(minimal.call())
}

/// Limits the tracking log to a delivery's clicks; URL type 1 is the opening pixel.
fn clicked(delivery: &Delivery, query: Query) -> Query {
    query.filter(&delivery.its_own()).filter("[@url-id]<>1")
}

/// The number of clicks.
pub fn total_clicks(delivery: &Delivery, filter: &Filter) -> Request<u64> {
    filter.narrow(clicked(delivery, Query::count(&delivery.storage.tracking))).total()
}

/// The clicks by their time. What the filter says of the time does not count.
pub fn times(delivery: &Delivery, filter: &Filter, step: Step) -> Request<Times> {
    let filter = Filter { time: None, ..filter.clone() };
    let rows = |limit| filter.narrow(clicked(delivery, Query::select(&delivery.storage.tracking, 0, limit)));
    times::times(rows, "@logDate", step)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        delivery,
        sample::{ask, conditions},
        times::{Counted, Kind},
    };

    #[test]
    fn clicks_are_counted_without_the_opening_pixel() {
        let delivery = ask(&delivery::get(&Id::new("7").unwrap()), "<delivery id='7'/>").unwrap();
        let request = clicks_by_url(&delivery);
        assert_eq!(conditions(&request.calls.full), ["[@delivery-id]=7", "[@url-id]<>1"]);
        let sample = "<trackingLogRcp-collection><trackingLogRcp url-id='12' clicks='4' people='3'/></trackingLogRcp-collection>";
        assert_eq!(ask(&request, sample), [Clicks { url_id: "12".into(), clicks: 4, people: Some(3) }]);
    }

    #[test]
    fn clicks_on_one_url_are_asked_for_by_its_id_and_those_of_a_time_by_their_date() {
        let delivery = ask(&delivery::get(&Id::new("7").unwrap()), "<delivery id='7'/>").unwrap();
        let (from, until) = ("2026-11-27T13:00:00.000Z", "2026-11-27T14:00:00.000Z");
        let time = instant(from).unwrap()..instant(until).unwrap();
        let filter = Filter { url: Id::new("12"), time: Some(time) };
        let [from, until] = [format!("@logDate >= #{from}#"), format!("@logDate < #{until}#")];
        let expected = ["[@delivery-id]=7", "[@url-id]<>1", "[@url-id]=12", &from, &until];
        assert_eq!(conditions(&clicks(&delivery, &filter, 0).calls.full), expected);
        assert_eq!(conditions(&total_clicks(&delivery, &filter).calls.full), expected);
        assert_eq!(conditions(&clicks(&delivery, &Filter::default(), 0).calls.full), expected[..2]);
        // The counts show from which times one can choose.
        assert_eq!(conditions(&times(&delivery, &filter, Step::Hour).calls.full), expected[..3]);
    }

    #[test]
    fn clicks_over_time_have_no_status() {
        let delivery = ask(&delivery::get(&Id::new("7").unwrap()), "<delivery id='7'/>").unwrap();
        let sample = "<trackingLogRcp-collection><trackingLogRcp begin='2026-11-27 13:00:00.000Z' count='4'/></trackingLogRcp-collection>";
        let begin = instant("2026-11-27 13:00:00.000Z").unwrap();
        let found = ask(&times(&delivery, &Filter::default(), Step::Hour), sample);
        assert_eq!(found.counts, [Counted { begin, kind: Kind::Click, n: 4 }]);
    }
}
