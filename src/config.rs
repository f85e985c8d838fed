//! Settings: the element's attributes, then `config.json` beside the page, then defaults.
//!
//! The file's two settings are read by hand: serde would bring its error messages, and with them the printing of floats.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use crate::{element::Host, transport};

/// An operator to be offered at one click: for demonstrations, whose passwords are no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOperator {
    pub login: String,
    pub password: String,
}

/// How people get in (contract 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The host's `getToken` gives tokens.
    Host,
    /// The page is served by Campaign, which wrote its security token into it.
    Page,
    /// With a password, to the instance or a proxy before it.
    Password,
}

#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The only way in; without it the first that is there, in the order of [`Way`].
    pub way: Option<Way>,
    /// The instance's base address without a final slash; empty for the page's own origin.
    pub base_url: String,
    pub operators: Vec<KnownOperator>,
}

/// Reads the settings. `config.json` is read by the page only, an embedded element is set up by its attributes; a file
/// that is missing or unreadable counts as empty.
pub async fn load(host: Host) -> Config {
    let file = if host.is_page() { transport::get_json("config.json").await } else { None };
    let file = file.unwrap_or(JsValue::UNDEFINED);
    let base_url = host.attribute("base-url").or_else(|| text(&file, "baseUrl")).unwrap_or_default();
    let operators = Array::from(&member(&file, "operators").unwrap_or_else(|| Array::new().into()));
    let operator =
        |known: JsValue| Some(KnownOperator { login: text(&known, "login")?, password: text(&known, "password")? });
    let way = match host.attribute("sign-in").or_else(|| text(&file, "signIn")).as_deref() {
        Some("host") => Some(Way::Host),
        Some("page") => Some(Way::Page),
        Some("password") => Some(Way::Password),
        _ => None,
    };
    Config {
        way,
        base_url: base_url.trim_end_matches('/').to_owned(),
        operators: operators.iter().filter_map(operator).collect(),
    }
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    member(object, name)?.as_string()
}
