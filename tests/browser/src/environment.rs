//! What xtask tells the tests.

use std::path::PathBuf;

use crate::engine::Engine;

/// The browser that journeys go through; Chromium where nothing is said.
pub fn engine() -> Engine {
    let Some(name) = std::env::var_os("ENGINE") else { return Engine::Chromium };
    let engine = name.to_str().and_then(Engine::named);
    engine.unwrap_or_else(|| panic!("ENGINE is {name:?}: it is chromium, firefox or webkit."))
}

/// Whether journeys go through a strict sandbox.
pub fn is_strict() -> bool {
    std::env::var_os("STRICT").is_some()
}

/// The folder with the app's files.
pub fn app() -> PathBuf {
    told("APP")
}

/// The folder with the same app's files as if they were built later: its version and all that the entry loads are others.
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

/// The folder for pictures of failed journeys.
pub fn failures() -> PathBuf {
    told("FAILURES")
}

fn told(variable: &str) -> PathBuf {
    let value = std::env::var_os(variable);
    value.map(PathBuf::from).unwrap_or_else(|| panic!("{variable} is not set: start with `cargo xtask test`."))
}
