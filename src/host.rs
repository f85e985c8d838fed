//! The element and its host page: reads attributes, properties and tokens, and dispatches events.
//!
//! Only this module and [`element`](crate::element) access them. [`download`] and [`archive`] are the files that
//! the user gets.

mod archive;
mod download;

use std::rc::Rc;

use js_sys::{Array, Function, Map, Object, Promise, Reflect};
use leptos::{ev, prelude::*};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement, Storage, Url};

pub use self::{
    archive::Archive,
    download::{Download, Saved},
};
use crate::{
    error::{Error, FileError},
    route::Route,
};

/// The ways to sign in (contract 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInMethod {
    /// By tokens from the host's `getToken`.
    Host,
    /// By the security token that Campaign writes into a page that it serves.
    Page,
    /// By a password, at the instance or a proxy in front of it.
    Password,
}

impl SignInMethod {
    /// The method that a setting names.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "host" => Some(Self::Host),
            "page" => Some(Self::Page),
            "password" => Some(Self::Password),
            _ => None,
        }
    }
}

/// The events for the host. None contains a phone number or a message text.
pub enum Event<'a> {
    /// The user wants to go there; the host may prevent it.
    Navigate(&'a Route),
    /// The user wants to leave for this address; the host may prevent it.
    Leave(&'a str),
    /// The user is there now. With `replace` the former address is not worth an entry in the history.
    RouteChange { address: &'a str, replace: bool },
    /// The user has confirmed to send what is shown at this route; the host may prevent it.
    BeforeSend(&'a Route),
    /// The session has ended, and nobody could renew it.
    SessionExpired,
    /// The server did not answer, or its answer cannot be used.
    Failed(&'a Error),
}

/// The `<sms-dashboard>` of this app. A handle, so that closures stay small.
#[derive(Clone, Copy)]
pub struct Host(StoredValue<Inner, LocalStorage>);

struct Inner {
    element: HtmlElement,
    /// Stored texts by their keys, for browsers that store nothing. They live as long as the element.
    memory: Map,
    tell: Function,
    load: Function,
    /// An attribute has changed.
    changed: Trigger,
}

impl Host {
    /// `memory` lives as long as the element. `tell` gets the name and the detail of an event, and returns false if the
    /// host has prevented it. `load` loads what is not always needed, by its name.
    pub fn new(element: HtmlElement, memory: Map, tell: Function, load: Function) -> Self {
        Self(StoredValue::new_local(Inner { element, memory, tell, load, changed: Trigger::new() }))
    }

    fn element(self) -> HtmlElement {
        self.0.with_value(|inner| inner.element.clone())
    }

    fn changed(self) -> Trigger {
        self.0.with_value(|inner| inner.changed)
    }

    /// Must be called when an attribute has changed.
    pub fn change(self) {
        self.changed().notify();
    }

    /// The value of an attribute; `None` if it is missing or empty.
    pub fn attribute(self, name: &str) -> Option<String> {
        self.element().get_attribute(name).filter(|value| !value.is_empty())
    }

    /// The same as a reactive value.
    pub fn setting(self, name: &str) -> Option<String> {
        self.changed().track();
        self.attribute(name)
    }

    /// Whether the host allows no changes, whatever the rights of the operator; reactive.
    pub fn is_read_only(self) -> bool {
        self.changed().track();
        self.element().get_attribute("readonly").is_some_and(|value| value != "false")
    }

    /// Whether the element is the whole page. Then the app sets the title and the address.
    pub fn is_page(self) -> bool {
        self.attribute("routing").as_deref() == Some("hash")
    }

    /// Dispatches an event; false if the host has prevented the action.
    pub fn tell(self, event: &Event) -> bool {
        let detail = Object::new();
        let set = |name: &str, value: JsValue| {
            // Setting a property of our own object cannot fail.
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
            Event::RouteChange { address, replace } => {
                set("route", (*address).into());
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
        let tell = self.0.with_value(|inner| inner.tell.clone());
        // A listener that throws does not prevent the action.
        tell.call2(&JsValue::NULL, &name.into(), &detail).ok().and_then(|is_let| is_let.as_bool()) != Some(false)
    }

    /// Sets the title of the page; an embedded element does not change the title of its host.
    pub fn set_title(self, title: &str) {
        if self.is_page() {
            document().set_title(title);
        }
    }

    /// Lets the browser ask before unsaved text is lost; for an embedded element that is the host's task.
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

    /// Sets the language of the page.
    pub fn set_language(self, tag: &str) {
        if self.is_page()
            && let Some(root) = document().document_element()
        {
            // Setting an attribute of our own page cannot fail.
            let _ = root.set_attribute("lang", tag);
        }
    }

    /// Whether the page is hidden now.
    pub fn is_hidden(self) -> bool {
        document().hidden()
    }

    /// Calls `on_return` when the network is back and when the page becomes visible.
    pub fn on_return(self, on_return: impl Fn() + 'static) {
        let on_return = Rc::new(on_return);
        for name in ["online", "visibilitychange"] {
            let on_return = on_return.clone();
            let listener = window_event_listener_untyped(name, move |_| {
                if !self.is_hidden() {
                    on_return();
                }
            });
            on_cleanup(move || listener.remove());
        }
    }

    /// The language of the browser.
    pub fn browser_language(self) -> Option<String> {
        window().navigator().language()
    }

    /// Focuses the element with this id in the shadow root.
    pub fn focus_on(self, id: &str) {
        let there = self.element().shadow_root().and_then(|root| root.get_element_by_id(id));
        if let Some(there) = there.and_then(|there| there.dyn_into::<HtmlElement>().ok()) {
            // Focusing an element that is there cannot fail.
            let _ = there.focus();
        }
    }

    /// Calls `on_leaving` before the page is left or reloaded; for an embedded element that is the host's task.
    pub fn on_leaving(self, on_leaving: impl Fn() + 'static) {
        if self.is_page() {
            let listener = window_event_listener_untyped("pagehide", move |_| on_leaving());
            on_cleanup(move || listener.remove());
        }
    }

    fn memory(self) -> Map {
        self.0.with_value(|inner| inner.memory.clone())
    }

    /// Stores a text until the tab is closed, or removes it. If the browser stores nothing, it lives as long as the element.
    pub fn store(self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => {
                self.memory().set(&key.into(), &text.into());
            }
            None => {
                self.memory().delete(&key.into());
            }
        }
        if let Some(storage) = storage() {
            let _ = match text {
                Some(text) => storage.set_item(key, text),
                None => storage.remove_item(key),
            };
        }
    }

    /// The stored text.
    pub fn stored(self, key: &str) -> Option<String> {
        let in_memory = self.memory().get(&key.into()).as_string();
        in_memory.or_else(|| storage()?.get_item(key).ok().flatten())
    }

    /// Removes all texts whose key begins with `prefix`.
    pub fn forget(self, prefix: &str) {
        let memory = self.memory();
        for key in Array::from(&memory.keys()).iter() {
            if key.as_string().is_some_and(|key| key.starts_with(prefix)) {
                memory.delete(&key);
            }
        }
        let Some(storage) = storage() else { return };
        let n_keys = storage.length().unwrap_or(0);
        let keys: Vec<_> = (0..n_keys).filter_map(|index| storage.key(index).ok().flatten()).collect();
        for key in keys.iter().filter(|key| key.starts_with(prefix)) {
            let _ = storage.remove_item(key);
        }
    }

    /// The text that was kept for good under a key; `None` if there is none, or if the browser keeps nothing.
    pub fn kept(self, key: &str) -> Option<String> {
        local_storage()?.get_item(&format!("{KEPT}{key}")).ok().flatten()
    }

    /// Keeps a text in this browser, where it stays after the tab is closed; false if the browser refuses.
    pub fn keep(self, key: &str, text: &str) -> bool {
        local_storage().is_some_and(|storage| storage.set_item(&format!("{KEPT}{key}"), text).is_ok())
    }

    /// Whether the user has selected text on the page.
    pub fn has_selected_text(self) -> bool {
        let selection = window().get_selection().ok().flatten();
        selection.is_some_and(|selection| !String::from(selection.to_string()).is_empty())
    }

    /// Puts a text on the clipboard; false if the browser forbids it.
    pub async fn put_on_clipboard(self, text: &str) -> bool {
        // Without TLS there is no clipboard, whatever its type says.
        let navigator = window().navigator();
        let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
        has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
    }

    /// Selects the text of a field and copies it; false if the browser forbids it.
    pub fn copy(self, field: &HtmlTextAreaElement) -> bool {
        field.select();
        let document = document().dyn_into::<HtmlDocument>().ok();
        document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
    }

    /// Changes the text of `field` to `text` by typing the difference, so that the browser can undo it.
    pub fn retype(self, field: &HtmlTextAreaElement, text: &str) {
        let (before, after) = (units(&field.value()), units(text));
        let (start, end) = difference(&before, &after);
        let new = String::from_utf16_lossy(&after[start..after.len() - (before.len() - end)]);
        // Selecting in a field that is there cannot fail.
        let _ = field.set_selection_range(start as u32, end as u32);
        self.insert(field, &new);
    }

    /// Types `text` into `field` in place of the selection.
    pub fn insert(self, field: &HtmlTextAreaElement, text: &str) {
        // Focusing a field that is there cannot fail.
        let _ = field.focus();
        let command = if text.is_empty() { "delete" } else { "insertText" };
        let document = document().dyn_into::<HtmlDocument>().ok();
        // A browser without this command does not change the field.
        let _ = document.map(|document| document.exec_command_with_show_ui_and_value(command, false, text));
    }

    /// The first available way to sign in.
    pub fn sign_in_method(self) -> SignInMethod {
        if self.function("getToken").is_some() {
            SignInMethod::Host
        } else if self.page_token().is_some() {
            SignInMethod::Page
        } else {
            SignInMethod::Password
        }
    }

    /// The security token that Campaign writes into the pages that it serves (contract 2.1, mode A).
    pub fn page_token(self) -> Option<String> {
        if !self.is_page() {
            return None;
        }
        // Both spellings occur (contract 19.4).
        let tokens = ["__securitytoken", "__securityToken"].map(|name| own(&document(), name));
        tokens.into_iter().flatten().filter_map(|token| token.as_string()).find(|token| !token.is_empty())
    }

    /// Calls the host's `getToken`.
    pub fn ask_token(self) -> Option<Promise> {
        Some(Promise::resolve(&self.function("getToken")?.call0(&self.element()).ok()?))
    }

    /// The host's address of a route, from its `hrefFor`; `None` if there is none that a link may have.
    pub fn href_for(self, route: &str) -> Option<String> {
        let address = self.function("hrefFor")?.call1(&self.element(), &route.into()).ok()?.as_string()?;
        let address = address.trim();
        is_address(address).then(|| address.to_owned())
    }

    /// An address of this page with its origin.
    pub fn whole_address(self, address: &str) -> Option<String> {
        let base = document().base_uri().ok().flatten()?;
        Url::new_with_base(address, &base).ok().map(|url| url.href())
    }

    /// The numbering plans that are beside the app, as text; `None` if they cannot be loaded.
    pub async fn numbering_plans(self) -> Option<String> {
        self.load("plans").await?.as_string()
    }

    /// An archive for a workbook.
    ///
    /// # Errors
    /// The script that makes it cannot be loaded.
    pub async fn archive(self) -> Result<Archive, FileError> {
        Archive::new(&self.load("workbook").await.ok_or(FileError::MakerMissing)?)
    }

    async fn load(self, name: &str) -> Option<JsValue> {
        let load = self.0.with_value(|inner| inner.load.clone());
        JsFuture::from(Promise::resolve(&load.call1(&JsValue::NULL, &name.into()).ok()?)).await.ok()
    }

    /// A function that the host has set as an own property of the element.
    pub fn function(self, name: &str) -> Option<Function> {
        own(&self.element(), name)?.dyn_into().ok()
    }
}

/// An own property of the object. Inherited ones may come from a page that changed `Object.prototype`.
fn own(object: &Object, name: &str) -> Option<JsValue> {
    let name = JsValue::from(name);
    Object::has_own(object, &name).then(|| Reflect::get(object, &name).ok()).flatten()
}

/// Whether a link may have this address: `http`, `https`, or an address on the page's own origin.
fn is_address(text: &str) -> bool {
    let before_path = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_here = !text.is_empty() && !text.starts_with("//") && !before_path.contains(':');
    // Browsers read `\` as `/`, and skip a line break.
    (is_web(text) || is_here) && !text.contains(|c: char| c.is_control() || c == '\\')
}

/// Whether an address is one of the web: `http` or `https`.
pub fn is_web(text: &str) -> bool {
    let starts_with = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts_with("http://") || starts_with("https://")
}

/// The begin of the keys of what is kept longer than a tab.
const KEPT: &str = "sms-dashboard:";

/// The session storage of the tab; `None` if the browser has none.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What is kept longer than a tab; `None` if the browser has none.
fn local_storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The start and the end of the part of `before` that `after` replaces, in UTF-16 units. Surrogate pairs stay whole.
fn difference(before: &[u16], after: &[u16]) -> (usize, usize) {
    let is_inside = |text: &[u16], at: usize| text.get(at).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
    let mut start = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    if is_inside(before, start) || is_inside(after, start) {
        start -= 1;
    }
    let most = before.len().min(after.len()) - start;
    let mut kept =
        before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    if is_inside(before, before.len() - kept) {
        kept -= 1;
    }
    (start, before.len() - kept)
}

/// A token from the host. It has no `Debug`, so that no log can contain it.
#[derive(Clone)]
pub enum HostToken {
    Bearer(String),
    Security { security: String, session: String },
}

/// A token as the host writes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GivenToken {
    bearer: Option<String>,
    security_token: Option<String>,
    session_token: Option<String>,
}

impl HostToken {
    /// Reads the value of the host's promise; `None` if it is no token, or one that no header can carry.
    pub fn read(value: &JsValue) -> Option<Self> {
        // The copy inherits nothing, so a page's `Object.prototype.toJSON` is not called.
        let own = Object::assign(&Object::create(JsValue::NULL.unchecked_ref::<Object>()), value.unchecked_ref());
        let json = js_sys::JSON::stringify(&own).ok()?;
        Self::parse(&JsValue::from(json).as_string()?)
    }

    fn parse(json: &str) -> Option<Self> {
        let GivenToken { bearer, security_token, session_token } = serde_json::from_str(json).ok()?;
        let texts = [&bearer, &security_token, &session_token].into_iter().flatten();
        let is_sendable = texts.flat_map(|text| text.bytes()).all(|byte| byte.is_ascii_graphic());
        let token = match bearer {
            Some(bearer) => Self::Bearer(bearer),
            None => Self::Security { security: security_token?, session: session_token.unwrap_or_default() },
        };
        is_sendable.then_some(token)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{HostToken, difference, is_address, units};

    proptest! {
        #[test]
        fn a_difference_covers_every_change_and_cuts_no_character(before in "[ab😀😁é]{0,12}", after in "[ab😀😁é]{0,12}") {
            let (before, after) = (units(&before), units(&after));
            let (start, end) = difference(&before, &after);
            let new = &after[start..after.len() - (before.len() - end)];
            prop_assert_eq!([&before[..start], new, &before[end..]].concat(), after.clone());
            for text in [&before[..start], &before[start..end], new, &before[end..]] {
                prop_assert!(String::from_utf16(text).is_ok());
            }
        }
    }

    #[test]
    fn an_address_of_the_host_is_of_the_web_or_of_its_own_origin() {
        for text in [
            "https://portal.example/sms#a:b",
            "HTTP://portal.example",
            "/sms/1:2",
            "sms?at=a:b",
            "?route=x",
            "#/x",
            "../x",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "//other.example/sms",
            "/\\other.example",
            "\\\\other.example",
            "/\t/other.example",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "https:other.example",
            "mailto:a@b.example",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn a_host_gives_either_kind_of_token() {
        assert!(matches!(HostToken::parse(r#"{"bearer":"a.b"}"#), Some(HostToken::Bearer(bearer)) if bearer == "a.b"));
        let both = HostToken::parse(r#"{"securityToken":"@x==","sessionToken":"___y"}"#);
        assert!(matches!(both, Some(HostToken::Security { session, .. }) if session == "___y"));
        let alone = HostToken::parse(r#"{"securityToken":"@x=="}"#);
        assert!(matches!(alone, Some(HostToken::Security { session, .. }) if session.is_empty()));
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_refused() {
        for json in [
            "null",
            "{}",
            "\"a\"",
            r#"{"bearer":1}"#,
            r#"{"bearer":"a\nb"}"#,
            r#"{"securityToken":"é"}"#,
            r#"{"securityToken":"a","sessionToken":"b c"}"#,
        ] {
            assert!(HostToken::parse(json).is_none(), "{json}");
        }
    }
}
