//! The custom element: attributes and properties in, mount and unmount.
//!
//! `loader.js` calls these functions; nothing else in the app knows the element or the page around it.

use js_sys::{Function, Promise, Reflect};
use leptos::ev;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::HtmlElement;

use crate::{app::App, config::Way, dom, prelude::*};

/// One element's app; freeing it unmounts and ends everything that it started.
#[wasm_bindgen]
pub struct Mounted {
    _owner: Owner,
}

/// Mounts the app of `host` into `stage`, a `<div>` in its shadow root.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, stage: HtmlElement) -> Mounted {
    Mounted { _owner: dom::mount(&stage, move || view! { <App host=Host::new(host)/> }) }
}

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

/// The `<sms-dashboard>` that this app lives in.
#[derive(Clone, Copy)]
pub struct Host(Held<HtmlElement>);

impl Host {
    fn new(element: HtmlElement) -> Self {
        Self(Held::new(element))
    }

    #[inline(never)]
    fn element(self) -> HtmlElement {
        self.0.get()
    }

    /// An attribute, if it is there and not empty.
    pub fn attribute(self, name: &str) -> Option<String> {
        self.element().get_attribute(name).filter(|value| !value.is_empty())
    }

    /// Whether the element is the whole page: then title and address are ours.
    pub fn is_page(self) -> bool {
        self.attribute("routing").as_deref() == Some("hash")
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
        if self.token_function().is_some() {
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
        Some(Promise::resolve(&self.token_function()?.call0(&self.element()).ok()?))
    }

    fn token_function(self) -> Option<Function> {
        Reflect::get(&self.element(), &"getToken".into()).ok()?.dyn_into().ok()
    }
}

/// What the host's `getToken` resolves to. It has no `Debug`: a token is never shown.
pub enum HostToken {
    Bearer(String),
    Security { security: String, session: String },
}

impl HostToken {
    /// What the host's promise came to; `None` if it has no token to give.
    pub fn read(answer: Result<JsValue, JsValue>) -> Option<Self> {
        let value = answer.ok()?;
        let text = |name: &str| Reflect::get(&value, &name.into()).ok()?.as_string();
        Some(match text("bearer") {
            Some(bearer) => Self::Bearer(bearer),
            None => {
                Self::Security { security: text("securityToken")?, session: text("sessionToken").unwrap_or_default() }
            }
        })
    }
}
