//! Where the user is: the list, or a tab of a delivery. Only this module touches the address.

use std::{fmt, str::FromStr};

use campaign::value::Id;
use leptos::{ev, leptos_dom::helpers::window_event_listener};

use crate::{
    element::{Event, Host},
    prelude::*,
};

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

/// The current route, and how to leave it.
#[derive(Clone, Copy)]
pub struct Navigator {
    route: Live<Route>,
    host: Host,
    /// Whether the user has gone somewhere: until then the focus is the host's.
    is_users: Live<bool>,
}

impl Navigator {
    /// Follows the address if the element is the page, and keeps the route in memory otherwise.
    pub fn new(host: Host, start: &str) -> Self {
        let is_page = host.is_page();
        let route = Live::new(if is_page { from_address() } else { read(start) });
        if is_page {
            let listener = window_event_listener(ev::hashchange, move |_| {
                let there = from_address();
                if route.get_untracked() != there {
                    route.set(there);
                }
            });
            on_cleanup(move || listener.remove());
        }
        Self { route, host, is_users: Live::new(is_page) }
    }

    pub fn route(self) -> Route {
        self.route.get()
    }

    /// Goes where the user wants to, if the host lets them.
    pub fn go(self, route: &Route) {
        if self.host.is_page() {
            // The hash sets the route through its event, and the browser keeps the history. Setting it cannot fail.
            let _ = location().set_hash(&format!("/{route}"));
        } else if self.route.with_untracked(|here| here != route) && self.host.tell(&Event::Navigate(route)) {
            let replace = self.route.with_untracked(|here| *here == Route::Unknown);
            self.is_users.set(true);
            self.route.set(route.clone());
            self.host.tell(&Event::RouteChange { route, replace });
        }
    }

    /// Goes where the host wants to.
    pub fn follow(self, text: &str) {
        let route = read(text);
        if self.host.is_page() {
            self.go(&route);
        } else if self.route.with_untracked(|here| *here != route) {
            self.is_users.set(false);
            self.route.set(route);
        }
    }

    /// Whether a page that opens may take the focus.
    pub fn takes_focus(self) -> bool {
        self.is_users.get_untracked()
    }

    /// The address of a route, for a link; an embedded element has none of its own.
    pub fn href(self, route: &Route) -> String {
        if self.host.is_page() { format!("#/{route}") } else { "#".to_owned() }
    }
}

fn from_address() -> Route {
    read(location().hash().unwrap_or_default().trim_start_matches('#'))
}

fn read(text: &str) -> Route {
    // Parsing a route cannot fail.
    text.parse().unwrap_or(Route::Unknown)
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
