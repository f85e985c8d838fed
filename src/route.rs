//! The user's place in the app: the list or a tab of a delivery, and the rows that are shown.

use std::{fmt, ops::Range, str::FromStr};

use campaign::value::{Id, Instant, instant, instant_literal};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The tabs of a delivery, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Summary,
    Sms,
    Delivery,
    Exclusions,
    Tracking,
    Audit,
}

impl Tab {
    pub const ALL: [Tab; 6] = [Self::Summary, Self::Sms, Self::Delivery, Self::Exclusions, Self::Tracking, Self::Audit];

    /// The tab's word in an address, the same in every language.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Sms => "sms",
            Self::Delivery => "delivery",
            Self::Exclusions => "exclusions",
            Self::Tracking => "tracking",
            Self::Audit => "audit",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Deliveries,
    Delivery {
        id: Id,
        tab: Tab,
    },
    /// An address without a page.
    Unknown,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deliveries | Self::Unknown => f.write_str("deliveries"),
            Self::Delivery { id, tab } => write!(f, "deliveries/{id}/{}", tab.slug()),
        }
    }
}

impl Route {
    /// The route of an address; an address without a page also has one.
    pub fn read(text: &str) -> Self {
        text.parse().unwrap_or(Self::Unknown)
    }
}

impl FromStr for Route {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
        let tab = |slug: &str| Tab::ALL.into_iter().find(|tab| tab.slug() == slug);
        Ok(match parts[..] {
            [""] | ["deliveries"] => Self::Deliveries,
            ["deliveries", id] => Id::new(id).map_or(Self::Unknown, |id| Self::Delivery { id, tab: Tab::Summary }),
            ["deliveries", id, slug] => match (Id::new(id), tab(slug)) {
                (Some(id), Some(tab)) => Self::Delivery { id, tab },
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        })
    }
}

/// The rows that a page shows, as named values: the part of an address after its `?`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place(Vec<(String, String)>);

impl Place {
    /// Reads `status=2&rows=200`; a part without a value is ignored.
    pub fn read(text: &str) -> Self {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
    }

    /// The value of this name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The time between `from` and `until`; `None` if they are no times, or not in this order.
    pub fn time(&self) -> Option<Range<Instant>> {
        let read = |name| instant(&format!("{}:00Z", self.get(name).strip_suffix('Z')?));
        Some(read("from")?..read("until")?).filter(|time| !time.is_empty())
    }

    /// Adds a time of whole minutes, if there is one.
    pub fn and_time(self, time: Option<&Range<Instant>>) -> Self {
        let Some(Range { start, end }) = time else { return self };
        self.and("from", &minute(*start)).and("until", &minute(*end))
    }

    /// Adds a value, unless it is empty.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

impl fmt::Display for Place {
    /// The values after a `?`; nothing if there are none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        for (index, (name, value)) in self.0.iter().enumerate() {
            let before = if index == 0 { '?' } else { '&' };
            write!(f, "{before}{}={}", encoded(name), encoded(value))?;
        }
        Ok(())
    }
}

/// `2026-11-27T13:00Z`
fn minute(instant: Instant) -> String {
    let literal = instant_literal(instant);
    literal.get(1..17).map(|minute| format!("{minute}Z")).unwrap_or_default()
}

/// Whether a text has as many digits as a phone number, in any script. No address may have one.
pub fn may_be_number(text: &str) -> bool {
    phone::digits(text).len() > 6
}

/// The route and the place in an address.
pub fn split(address: &str) -> (Route, Place) {
    let (route, place) = address.split_once('?').unwrap_or((address, ""));
    (Route::read(route), Place::read(place))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_without_a_page_is_unknown() {
        for text in ["/elsewhere", "/deliveries/1/nothing", "/deliveries/1'/sms", "/deliveries/1/sms/2"] {
            assert_eq!(text.parse(), Ok(Route::Unknown), "{text}");
        }
        assert_eq!("".parse(), Ok(Route::Deliveries));
        assert_eq!("/".parse(), Ok(Route::Deliveries));
    }

    proptest! {
        #[test]
        fn a_route_is_read_back_from_its_address(id in "[0-9a-zA-Z-]{1,64}", tab in 0usize..6) {
            let route = Route::Delivery { id: Id::new(&id).unwrap(), tab: Tab::ALL[tab] };
            prop_assert_eq!(route.to_string().parse(), Ok(route));
        }

        #[test]
        fn a_place_is_read_back_from_its_address(values in prop::collection::vec(("[a-z]{1,8}", ".{1,20}"), 0..5)) {
            let place = values.iter().fold(Place::default(), |place, (name, value)| place.and(name, value));
            prop_assert_eq!(split(&format!("{}{place}", Route::Deliveries)), (Route::Deliveries, place));
        }

        #[test]
        fn any_text_can_be_split_as_an_address(text in any::<String>()) {
            let _ = split(&text).1.get("status");
        }

        #[test]
        fn any_text_has_a_route(text in any::<String>()) {
            let _: Route = text.parse().unwrap();
        }
    }
}
