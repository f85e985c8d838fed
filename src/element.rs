//! The custom element: attributes and properties in, mount and unmount.
//!
//! `loader.js` calls these functions; nothing else in the app knows the element or the page around it.

use js_sys::{Function, Promise, Reflect};
use leptos::ev;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::{app::App, prelude::*};

/// One element's app; freeing it unmounts and ends everything that it started.
#[wasm_bindgen]
pub struct Mounted {
    _unmount: Box<dyn std::any::Any>,
}

/// Mounts the app of `host` into `stage`, a `<div>` in its shadow root.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, stage: HtmlElement) -> Mounted {
    let host = Host(SendWrapper::new(host));
    let unmount = leptos::mount::mount_to(stage, move || view! { <App host/> });
    Mounted { _unmount: Box::new(unmount) }
}

/// The style sheet that each shadow root adopts.
#[wasm_bindgen]
pub fn style() -> String {
    concat!(include_str!("../style/tokens.css"), include_str!("../style/app.css")).to_owned()
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
#[derive(Clone)]
pub struct Host(SendWrapper<HtmlElement>);

impl Host {
    /// An attribute, if it is there and not empty.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.0.get_attribute(name).filter(|value| !value.is_empty())
    }

    /// Whether the element is the whole page: then title and address are ours.
    pub fn is_page(&self) -> bool {
        self.attribute("routing").as_deref() == Some("hash")
    }

    /// Names the page; an embedded element leaves the host's title alone.
    pub fn set_title(&self, title: &str) {
        if self.is_page() {
            document().set_title(title);
        }
    }

    /// Asks before the page is left while something is unsaved; an embedded element leaves that to its host.
    pub fn guard_leaving(&self, is_unsaved: impl Fn() -> bool + 'static) {
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
    pub fn set_language(&self, tag: &str) {
        if self.is_page()
            && let Some(root) = document().document_element()
        {
            // Setting an attribute of our own page cannot fail.
            let _ = root.set_attribute("lang", tag);
        }
    }

    /// Whether the host gives tokens.
    pub fn has_tokens(&self) -> bool {
        self.token_function().is_some()
    }

    /// Asks the host for tokens, by its `getToken` property; `None` if it has none to give.
    pub async fn get_token(&self) -> Option<HostToken> {
        let promise = self.token_function()?.call0(&self.0).ok()?;
        let value = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
        let text = |name: &str| Reflect::get(&value, &name.into()).ok()?.as_string();
        match text("bearer") {
            Some(bearer) => Some(HostToken::Bearer(bearer)),
            None => Some(HostToken::Security {
                security: text("securityToken")?,
                session: text("sessionToken").unwrap_or_default(),
            }),
        }
    }

    fn token_function(&self) -> Option<Function> {
        Reflect::get(&self.0, &"getToken".into()).ok()?.dyn_into().ok()
    }
}

/// What the host's `getToken` resolves to. It has no `Debug`: a token is never shown.
pub enum HostToken {
    Bearer(String),
    Security { security: String, session: String },
}
