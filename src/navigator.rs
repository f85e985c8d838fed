//! The route in the address; in memory if the address belongs to the host. Only this module reads or writes the address.

use leptos::{ev, leptos_dom::helpers::location, prelude::*};
use wasm_bindgen::JsValue;

use crate::{
    host::{Event, Host},
    route::{Place, Route, split},
};

/// The current route, and the ways to change it. A handle, so that closures stay small.
#[derive(Clone, Copy)]
pub struct Navigator(StoredValue<Inner>);

#[derive(Clone, Copy)]
struct Inner {
    host: Host,
    route: RwSignal<Route>,
    /// The last place of the user on each page.
    places: StoredValue<Vec<(Route, Place)>>,
    /// Grows when an address leads to another place on the current page.
    moves: RwSignal<u32>,
    /// Whether the user has navigated. Until then the app does not move the focus.
    is_users: RwSignal<bool>,
}

impl Navigator {
    /// Follows the address if the element is the page, and keeps the route in memory otherwise.
    pub fn new(host: Host, start: &str) -> Self {
        let is_page = host.is_page();
        let (route, place) = if is_page { from_address() } else { split(start) };
        let here = Self(StoredValue::new(Inner {
            host,
            route: RwSignal::new(route.clone()),
            places: StoredValue::new(vec![(route, place)]),
            moves: RwSignal::new(0),
            is_users: RwSignal::new(is_page),
        }));
        if is_page {
            let listener = window_event_listener(ev::hashchange, move |_| here.arrive(from_address()));
            on_cleanup(move || listener.remove());
        }
        here
    }

    /// Shows what an address leads to.
    fn arrive(self, (route, place): (Route, Place)) {
        let here = self.0.get_value();
        let is_same = here.route.get_untracked() == route;
        let is_elsewhere = here.place_on(&route) != place;
        here.remember(&route, place);
        if !is_same {
            here.route.set(route);
        } else if is_elsewhere {
            here.moves.update(|n| *n += 1);
        }
    }

    /// The rows of the current page: from the address, or from the user's last visit.
    pub fn place(self) -> Place {
        let here = self.0.get_value();
        here.place_on(&here.route.get_untracked())
    }

    /// Writes the shown rows into the address, without an entry in the history.
    pub fn set_place(self, place: Place) {
        let here = self.0.get_value();
        let route = here.route.get_untracked();
        if here.place_on(&route) != place {
            self.keep_place(place);
            if !here.host.is_page() {
                here.host.tell(&Event::RouteChange { address: &here.address(&route), replace: true });
            }
        }
    }

    /// Stores the user's place on this page for the way back. The page does not change, so there is no event for the host.
    pub fn keep_place(self, place: Place) {
        let here = self.0.get_value();
        let route = here.route.get_untracked();
        here.remember(&route, place);
        if here.host.is_page() {
            let address = format!("#/{}", here.address(&route));
            // Replacing our own address cannot fail.
            let _ =
                window().history().map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        }
    }

    /// The current route; reactive.
    pub fn route(self) -> Route {
        self.0.get_value().route.get()
    }

    /// Grows when the page is to begin again at another [place](Self::place); reactive.
    pub fn moves(self) -> u32 {
        self.0.get_value().moves.get()
    }

    /// The current route, not reactive.
    pub fn route_untracked(self) -> Route {
        self.0.get_value().route.get_untracked()
    }

    /// Goes to a route for the user, unless the host prevents it.
    pub fn go(self, route: &Route) {
        let here = self.0.get_value();
        if here.host.is_page() {
            // The hash sets the route through its event, and the browser keeps the history. Setting it cannot fail.
            let _ = location().set_hash(&format!("/{}", here.address(route)));
            return;
        }
        let former = here.route.get_untracked();
        if former != *route && here.host.tell(&Event::Navigate(route)) {
            let replace = former == Route::Unknown;
            here.is_users.set(true);
            here.route.set(route.clone());
            here.host.tell(&Event::RouteChange { address: &here.address(route), replace });
        }
    }

    /// Goes to certain rows of a route for the user.
    pub fn go_to(self, route: &Route, place: Place) {
        self.remember(route, place);
        self.go(route);
    }

    /// Shows these rows when the user comes to the route.
    pub fn remember(self, route: &Route, place: Place) {
        self.0.get_value().remember(route, place);
    }

    /// Goes to a route for the host.
    pub fn follow(self, text: &str) {
        let (here, (route, place)) = (self.0.get_value(), split(text));
        if here.host.is_page() {
            // As in `go`.
            let _ = location().set_hash(&format!("/{route}{place}"));
        } else {
            if here.route.get_untracked() != route || here.place_on(&route) != place {
                here.is_users.set(false);
            }
            self.arrive((route, place));
        }
    }

    /// Whether a new page may take the focus.
    pub fn takes_focus(self) -> bool {
        self.0.get_value().is_users.get_untracked()
    }

    /// The whole address of a place on a route, for somebody else; `None` if the host has none.
    pub fn link(self, route: &Route, place: &Place) -> Option<String> {
        self.0.get_value().host.whole_address(&self.href_to(route, place)?)
    }

    /// The address of a route for a link; for an embedded element that of the host.
    pub fn href(self, route: &Route) -> Option<String> {
        self.href_to(route, &Place::default())
    }

    /// The same for a place on the route.
    pub fn href_to(self, route: &Route, place: &Place) -> Option<String> {
        let (host, there) = (self.0.get_value().host, format!("{route}{place}"));
        if host.is_page() { Some(format!("#/{there}")) } else { host.href_for(&there) }
    }
}

impl Inner {
    fn place_on(self, route: &Route) -> Place {
        self.places.with_value(|places| {
            places.iter().find(|(known, _)| known == route).map(|(_, place)| place.clone()).unwrap_or_default()
        })
    }

    fn remember(self, route: &Route, place: Place) {
        self.places.update_value(|places| {
            places.retain(|(known, _)| known != route);
            places.push((route.clone(), place));
        });
    }

    fn address(self, route: &Route) -> String {
        format!("{route}{}", self.place_on(route))
    }
}

fn from_address() -> (Route, Place) {
    split(location().hash().unwrap_or_default().trim_start_matches('#'))
}
