//! What xtask tells the tests by environment variables.

use std::path::PathBuf;

use crate::engine::Engine;

/// The browser of this run. Without a variable it is Chromium.
pub fn engine() -> Engine {
    let Some(name) = std::env::var_os("ENGINE") else { return Engine::Chromium };
    let engine = name.to_str().and_then(Engine::named);
    engine.unwrap_or_else(|| panic!("ENGINE is {name:?}: it is chromium, firefox or webkit."))
}

/// Whether the sandboxes of this run are strict.
pub fn is_strict() -> bool {
    std::env::var_os("STRICT").is_some()
}

/// The folder with the app's files.
pub fn app() -> PathBuf {
    told("APP")
}

/// The folder with the files of a next version of the app: the same app, but with other names and another version.
pub fn next() -> PathBuf {
    told("NEXT")
}

/// The browser's program.
pub fn browser() -> PathBuf {
    told(match engine() {
        Engine::Chromium => "CHROMIUM",
        Engine::Firefox => "FIREFOX",
        Engine::WebKit => "MINIBROWSER",
    })
}

/// The program that drives the browser.
pub fn driver() -> PathBuf {
    told(match engine() {
        Engine::Chromium => "CHROMEDRIVER",
        Engine::Firefox => "GECKODRIVER",
        Engine::WebKit => "WEBKITWEBDRIVER",
    })
}

/// The accessibility checker's source.
pub fn axe() -> PathBuf {
    told("AXE")
}

/// The folder with the pages of others that embed the dashboard.
pub fn hosts() -> PathBuf {
    told("HOSTS")
}

/// The folder with pages of other libraries, to compare with; `None` where nothing is compared.
pub fn peers() -> Option<PathBuf> {
    std::env::var_os("PEERS").map(PathBuf::from)
}

/// The folder for the pictures of failed journeys.
pub fn failures() -> PathBuf {
    told("FAILURES")
}

fn told(variable: &str) -> PathBuf {
    let value = std::env::var_os(variable);
    value.map(PathBuf::from).unwrap_or_else(|| panic!("{variable} is not set: start with `cargo xtask test`."))
}
