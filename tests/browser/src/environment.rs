//! What xtask tells the tests.

use std::path::PathBuf;

/// The folder with the app's files.
pub fn app() -> PathBuf {
    told("APP")
}

/// The browser's program.
pub fn chromium() -> PathBuf {
    told("CHROMIUM")
}

/// The program that drives the browser.
pub fn chromedriver() -> PathBuf {
    told("CHROMEDRIVER")
}

/// The accessibility checker's source.
pub fn axe() -> PathBuf {
    told("AXE")
}

/// The folder for pictures of failed journeys.
pub fn failures() -> PathBuf {
    told("FAILURES")
}

fn told(variable: &str) -> PathBuf {
    let value = std::env::var_os(variable);
    value.map(PathBuf::from).unwrap_or_else(|| panic!("{variable} is not set: start with `cargo xtask test`."))
}
