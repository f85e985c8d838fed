//! Tracked URLs and the clicks on them (contract 9.5).

use serde::Serialize;

use crate::{
    codes::UrlType,
    delivery::{Coded, Delivery},
    query::{PAGE, Query},
    request::Request,
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

/// One page of clicks, on one URL or on all, from row `start` on, the last click first.
pub fn clicks(delivery: &Delivery, url: Option<&Id>, start: usize) -> Request<Vec<Click>> {
    let base = || on_url(clicked(delivery, Query::page(&delivery.storage.tracking, start)), url);
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

fn on_url(query: Query, url: Option<&Id>) -> Query {
    match url {
        Some(url) => query.filter(&format!("[@url-id]={}", url.literal())),
        None => query,
    }
}

/// The number of clicks, on one URL or on all.
pub fn total_clicks(delivery: &Delivery, url: Option<&Id>) -> Request<u64> {
    on_url(clicked(delivery, Query::count(&delivery.storage.tracking)), url).total()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        delivery,
        sample::{ask, conditions},
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
    fn clicks_on_one_url_are_asked_for_by_its_id() {
        let delivery = ask(&delivery::get(&Id::new("7").unwrap()), "<delivery id='7'/>").unwrap();
        let url = Id::new("12");
        let expected = ["[@delivery-id]=7", "[@url-id]<>1", "[@url-id]=12"];
        assert_eq!(conditions(&clicks(&delivery, url.as_ref(), 0).calls.full), expected);
        assert_eq!(conditions(&total_clicks(&delivery, url.as_ref()).calls.full), expected);
        assert_eq!(conditions(&clicks(&delivery, None, 0).calls.full), expected[..2]);
    }
}
