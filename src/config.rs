//! Settings: the element's attributes, then `config.json` beside the page, then defaults.

use serde::Deserialize;

use crate::{element::Host, transport};

/// `config.json`, read by the page only; an embedded element is set up by its attributes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct File {
    base_url: String,
    operators: Vec<KnownOperator>,
}

/// An operator to be offered at one click: for demonstrations, whose passwords are no secret.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KnownOperator {
    pub login: String,
    pub password: String,
}

#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The instance's base address without a final slash; empty for the page's own origin.
    pub base_url: String,
    pub operators: Vec<KnownOperator>,
}

/// Reads the settings; a `config.json` that is missing or unreadable counts as empty.
pub async fn load(host: &Host) -> Config {
    let file = if host.is_page() { read_file().await.unwrap_or_default() } else { File::default() };
    let base_url = host.attribute("base-url").unwrap_or(file.base_url);
    Config { base_url: base_url.trim_end_matches('/').to_owned(), operators: file.operators }
}

async fn read_file() -> Option<File> {
    serde_wasm_bindgen::from_value(transport::get_json("config.json").await?).ok()
}
