//! Settings: the element's attributes, then `config.json` beside the page, then defaults.
//!
//! The file's settings are read by hand: serde would bring its error messages, and with them the printing of floats.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::{element::Host, transport};

/// The keys that the file may have.
const KEYS: [&str; 3] = ["baseUrl", "signIn", "operators"];

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

/// What cannot be used, in the file or among the attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// The file is no JSON object.
    File,
    BaseUrl,
    SignIn,
    Operators,
}

/// Reads the settings. `config.json` is read by the page only, an embedded element is set up by its attributes; a file
/// that is missing counts as empty, a key that nobody knows is told on the console.
///
/// # Errors
/// The first setting that cannot be used: guessing could send a password to the wrong place.
pub async fn load(host: Host) -> Result<Config, Invalid> {
    let file = if host.is_page() { transport::get_json("config.json").await } else { Ok(None) };
    let file = file.map_err(|_| Invalid::File)?.unwrap_or_else(|| Object::new().into());
    let is_list = Array::is_array(&file);
    let file: Object = file.dyn_into().ok().filter(|_| !is_list).ok_or(Invalid::File)?;
    let keys = Object::keys(&file);
    for key in keys.iter().filter_map(|key| key.as_string()).filter(|key| !KEYS.contains(&key.as_str())) {
        web_sys::console::warn_1(&format!("config.json: {key} is not known.").into());
    }
    let base_url = setting(host, "base-url", &file, "baseUrl").map_err(|()| Invalid::BaseUrl)?.unwrap_or_default();
    if !is_base(&base_url) {
        return Err(Invalid::BaseUrl);
    }
    let way = match setting(host, "sign-in", &file, "signIn").map_err(|()| Invalid::SignIn)?.as_deref() {
        Some("host") => Some(Way::Host),
        Some("page") => Some(Way::Page),
        Some("password") => Some(Way::Password),
        Some(_) => return Err(Invalid::SignIn),
        None => None,
    };
    let operators = operators(&file).ok_or(Invalid::Operators)?;
    Ok(Config { way, base_url: base_url.trim_end_matches('/').to_owned(), operators })
}

/// An attribute, or the text under a key of the file.
fn setting(host: Host, attribute: &str, file: &Object, key: &str) -> Result<Option<String>, ()> {
    match (host.attribute(attribute), member(file, key)) {
        (Some(value), _) => Ok(Some(value)),
        (None, Some(value)) => value.as_string().map(Some).ok_or(()),
        (None, None) => Ok(None),
    }
}

fn operators(file: &Object) -> Option<Vec<KnownOperator>> {
    let Some(list) = member(file, "operators") else { return Some(Vec::new()) };
    let text = |known: &JsValue, name| member(known, name)?.as_string();
    let operator =
        |known: JsValue| Some(KnownOperator { login: text(&known, "login")?, password: text(&known, "password")? });
    if Array::is_array(&list) { Array::from(&list).iter().map(operator).collect() } else { None }
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// An address that a path can be added to: of the web, or below the page's own origin.
fn is_base(url: &str) -> bool {
    let begins = ["https://", "http://", "/"].iter().any(|start| url.starts_with(start));
    url.is_empty() || (begins && !url.starts_with("//") && !url.contains(['?', '#', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_can_take_a_path() {
        for url in ["", "https://campaign.example.com", "http://localhost:8080/x/", "/campaign"] {
            assert!(is_base(url), "{url}");
        }
        for url in ["campaign.example.com", "//evil.example", "javascript:alert(1)", "https://x/?a=b", "/x#y", "/a b"] {
            assert!(!is_base(url), "{url}");
        }
    }
}
