//! The address, or a place in memory where the address belongs to the host. Only this module touches the address.

use leptos::{ev, leptos_dom::helpers::location, prelude::*};

use crate::{
    host::{Event, Host},
    route::Route,
};

/// The current route, and how to leave it. A handle, so that closures hold little.
#[derive(Clone, Copy)]
pub struct Navigator(StoredValue<Inner>);

#[derive(Clone, Copy)]
struct Inner {
    host: Host,
    route: RwSignal<Route>,
    /// Whether the user has gone somewhere: until then the focus is the host's.
    is_users: RwSignal<bool>,
}

impl Navigator {
    /// Follows the address if the element is the page, and keeps the route in memory otherwise.
    pub fn new(host: Host, start: &str) -> Self {
        let is_page = host.is_page();
        let route = RwSignal::new(if is_page { from_address() } else { Route::read(start) });
        if is_page {
            let listener = window_event_listener(ev::hashchange, move |_| {
                let there = from_address();
                if route.get_untracked() != there {
                    route.set(there);
                }
            });
            on_cleanup(move || listener.remove());
        }
        Self(StoredValue::new(Inner { host, route, is_users: RwSignal::new(is_page) }))
    }

    /// Where the user is; follows it.
    pub fn route(self) -> Route {
        self.0.get_value().route.get()
    }

    /// Where the user is now.
    pub fn route_untracked(self) -> Route {
        self.0.get_value().route.get_untracked()
    }

    /// Goes where the user wants to, if the host lets them.
    pub fn go(self, route: &Route) {
        let here = self.0.get_value();
        if here.host.is_page() {
            // The hash sets the route through its event, and the browser keeps the history. Setting it cannot fail.
            let _ = location().set_hash(&format!("/{route}"));
            return;
        }
        let former = here.route.get_untracked();
        if former != *route && here.host.tell(&Event::Navigate(route)) {
            let replace = former == Route::Unknown;
            here.is_users.set(true);
            here.route.set(route.clone());
            here.host.tell(&Event::RouteChange { route, replace });
        }
    }

    /// Goes where the host wants to.
    pub fn follow(self, text: &str) {
        let (here, route) = (self.0.get_value(), Route::read(text));
        if here.host.is_page() {
            self.go(&route);
        } else if here.route.get_untracked() != route {
            here.is_users.set(false);
            here.route.set(route);
        }
    }

    /// Whether a page that opens may take the focus.
    pub fn takes_focus(self) -> bool {
        self.0.get_value().is_users.get_untracked()
    }

    /// The address of a route, for a link; an embedded element has none of its own.
    pub fn href(self, route: &Route) -> String {
        if self.0.get_value().host.is_page() { format!("#/{route}") } else { "#".to_owned() }
    }
}

fn from_address() -> Route {
    Route::read(location().hash().unwrap_or_default().trim_start_matches('#'))
}
