//! The custom element: attributes and properties in, events out, mount and unmount.
//!
//! `loader.js` calls these functions; nothing else in the app knows the element or the page around it.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::ev;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::HtmlElement;

use crate::{app::App, config::Way, dom, error::Error, pages::sms::KeptDrafts, prelude::*, route::Route};

/// One element's app; freeing it unmounts and ends everything that it started.
#[wasm_bindgen]
pub struct Mounted {
    mount: Mount,
    owner: Owner,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // What it owns holds it too: letting go of it here would end nothing.
        self.owner.cleanup();
    }
}

/// Mounts the app of `host` into `stage`, a `<div>` in its shadow root. An element that is not the page starts at `route`.
/// `kept` is what it had when it was taken away. `tell` is called with the name and the detail of an event, and returns
/// whether the host lets it be.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, stage: HtmlElement, route: &str, kept: Option<Kept>, tell: Function) -> Mounted {
    dom::start();
    let owner = Owner::new();
    let mount = owner.with(|| Mount::start(Host::new(host, tell), route, kept.map(|kept| kept.0)));
    dom::mount(&owner, &stage, || view! { <App/> });
    Mounted { mount, owner }
}

#[wasm_bindgen]
impl Mounted {
    /// What was typed and is not saved, for the next mount of the same element.
    pub fn keep(&self) -> Option<Kept> {
        self.mount.drafts.keep().map(Kept)
    }

    /// An attribute has changed.
    pub fn changed(&self) {
        self.mount.host.changes().notify();
    }

    /// The host goes to another route: it is neither asked nor told.
    pub fn navigate(&self, route: &str) {
        self.mount.navigator.follow(route);
    }

    pub fn refresh(&self) {
        self.mount.refresh();
    }

    pub fn sign_out(&self) {
        self.mount.actions.run(self.mount.session.sign_out());
    }
}

/// What an element keeps while it is not mounted.
#[wasm_bindgen]
pub struct Kept(KeptDrafts);

/// The style sheet that each shadow root adopts.
#[wasm_bindgen]
pub fn style() -> String {
    include_str!(concat!(env!("OUT_DIR"), "/style.css")).to_owned()
}

/// Calls `report` with the message of a panic, before the instance is dead.
#[wasm_bindgen]
pub fn on_panic(report: Function) {
    let report = SendWrapper::new(report);
    std::panic::set_hook(Box::new(move |info| {
        // The loader's own failure must not hide the panic.
        let _ = report.call1(&JsValue::NULL, &JsValue::from_str(&info.to_string()));
    }));
}

/// What the host is told. None of it says who gets what text.
pub enum Event<'a> {
    /// The user wants to go there; the host may prevent it.
    Navigate(&'a Route),
    /// The user wants to leave for this address; the host may prevent it.
    Leave(&'a str),
    /// The user went there. `replace`: where they were was no place to come back to.
    RouteChange { route: &'a Route, replace: bool },
    /// The user has confirmed to send what is shown at this route; the host may prevent it.
    BeforeSend(&'a Route),
    /// The session has ended, and nobody could renew it.
    SessionExpired,
    /// The server gave no answer, or none that can be used.
    Failed(&'a Error),
}

/// The `<sms-dashboard>` that this app lives in.
#[derive(Clone, Copy)]
pub struct Host(Held<Inner>);

struct Inner {
    element: HtmlElement,
    tell: Function,
    changes: Live<()>,
}

impl Host {
    fn new(element: HtmlElement, tell: Function) -> Self {
        Self(Held::new(Inner { element, tell, changes: Live::new(()) }))
    }

    #[inline(never)]
    fn element(self) -> HtmlElement {
        self.0.with(|inner| inner.element.clone())
    }

    fn changes(self) -> Live<()> {
        self.0.with(|inner| inner.changes)
    }

    /// An attribute, if it is there and not empty.
    pub fn attribute(self, name: &str) -> Option<String> {
        self.element().get_attribute(name).filter(|value| !value.is_empty())
    }

    /// The same, and follows it.
    pub fn setting(self, name: &str) -> Option<String> {
        self.changes().get();
        self.attribute(name)
    }

    /// Whether nothing may be changed here, whatever the operator may do; follows it.
    pub fn is_read_only(self) -> bool {
        self.changes().get();
        self.element().get_attribute("readonly").is_some_and(|value| value != "false")
    }

    /// Whether the element is the whole page: then title and address are ours.
    pub fn is_page(self) -> bool {
        self.attribute("routing").as_deref() == Some("hash")
    }

    /// Tells the host; false if it has prevented what was to come.
    pub fn tell(self, event: &Event) -> bool {
        let detail = Object::new();
        let set = |name: &str, value: JsValue| {
            // An object of our own takes every property.
            let _ = Reflect::set(&detail, &name.into(), &value);
        };
        let name = match event {
            Event::Navigate(route) => {
                set("route", route.to_string().into());
                "sms-navigate"
            }
            Event::Leave(href) => {
                set("href", (*href).into());
                "sms-navigate"
            }
            Event::RouteChange { route, replace } => {
                set("route", route.to_string().into());
                set("replace", (*replace).into());
                "sms-route-change"
            }
            Event::BeforeSend(route) => {
                set("route", route.to_string().into());
                "sms-before-send"
            }
            Event::SessionExpired => "sms-session-expired",
            Event::Failed(error) => {
                set("code", error.code().into());
                set("retryable", error.is_retryable().into());
                "sms-error"
            }
        };
        let tell = self.0.with(|inner| inner.tell.clone());
        // A listener that throws has prevented nothing.
        tell.call2(&JsValue::NULL, &name.into(), &detail).ok().and_then(|is_let| is_let.as_bool()) != Some(false)
    }

    /// Names the page; an embedded element leaves the host's title alone.
    pub fn set_title(self, title: &str) {
        if self.is_page() {
            document().set_title(title);
        }
    }

    /// Asks before the page is left while something is unsaved; an embedded element leaves that to its host.
    pub fn guard_leaving(self, is_unsaved: impl Fn() -> bool + 'static) {
        if self.is_page() {
            let listener = window_event_listener(ev::beforeunload, move |event| {
                if is_unsaved() {
                    event.prevent_default();
                }
            });
            on_cleanup(move || listener.remove());
        }
    }

    /// Names the language of what is shown.
    pub fn set_language(self, tag: &str) {
        if self.is_page()
            && let Some(root) = document().document_element()
        {
            // Setting an attribute of our own page cannot fail.
            let _ = root.set_attribute("lang", tag);
        }
    }

    /// The first way in that is there.
    pub fn way(self) -> Way {
        if self.function("getToken").is_some() {
            Way::Host
        } else if self.page_token().is_some() {
            Way::Page
        } else {
            Way::Password
        }
    }

    /// The security token that Campaign writes into the pages that it serves (contract 2.1, mode A).
    pub fn page_token(self) -> Option<String> {
        if !self.is_page() {
            return None;
        }
        let token = Reflect::get(&document(), &"__securitytoken".into()).ok()?.as_string()?;
        Some(token).filter(|token| !token.is_empty())
    }

    /// Asks the host for tokens, by its `getToken` property.
    pub fn ask_token(self) -> Option<Promise> {
        Some(Promise::resolve(&self.function("getToken")?.call0(&self.element()).ok()?))
    }

    /// A function that the host has set as a property of the element.
    pub fn function(self, name: &str) -> Option<Function> {
        Reflect::get(&self.element(), &name.into()).ok()?.dyn_into().ok()
    }
}

/// What the host's `getToken` resolves to. It has no `Debug`: a token is never shown.
pub enum HostToken {
    Bearer(String),
    Security { security: String, session: String },
}

impl HostToken {
    /// What the host's promise came to; `None` if it has no token to give.
    pub fn read(value: &JsValue) -> Option<Self> {
        // What no header can carry is no token.
        let is_sendable = |text: &String| text.bytes().all(|byte| byte.is_ascii_graphic());
        let text = |name: &str| Reflect::get(value, &name.into()).ok()?.as_string().filter(is_sendable);
        Some(match text("bearer") {
            Some(bearer) => Self::Bearer(bearer),
            None => {
                Self::Security { security: text("securityToken")?, session: text("sessionToken").unwrap_or_default() }
            }
        })
    }
}
