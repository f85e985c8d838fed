//! Where the user is: the list, or a tab of a delivery.

use std::{fmt, str::FromStr};

use campaign::value::Id;

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
    /// An address that leads nowhere.
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
    /// Where `text` leads; an address that leads nowhere is a route as well.
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_that_leads_nowhere_is_unknown() {
        for text in ["/elsewhere", "/deliveries/1/nothing", "/deliveries/1'/sms", "/deliveries/1/sms/2"] {
            assert_eq!(text.parse(), Ok(Route::Unknown), "{text}");
        }
        assert_eq!("".parse(), Ok(Route::Deliveries));
        assert_eq!("/".parse(), Ok(Route::Deliveries));
    }

    proptest! {
        #[test]
        fn a_route_survives_its_address(id in "[0-9a-zA-Z-]{1,64}", tab in 0usize..6) {
            let route = Route::Delivery { id: Id::new(&id).unwrap(), tab: Tab::ALL[tab] };
            prop_assert_eq!(route.to_string().parse(), Ok(route));
        }

        #[test]
        fn any_text_is_a_route(text in any::<String>()) {
            let _: Route = text.parse().unwrap();
        }
    }
}
