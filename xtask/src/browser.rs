//! What browser tests take: Chromium, its driver, and the accessibility checker.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::{npm, system, tools, workspace};

/// The names under which systems know the browser.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// The checker's place among the packages.
const AXE: &str = "axe-core/axe.min.js";

/// The programs and files of browser tests.
pub struct Browser {
    chromium: PathBuf,
    chromedriver: PathBuf,
    axe: PathBuf,
}

impl Browser {
    /// Tells `command` where everything is; `tests/browser` reads these variables.
    pub fn tell(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.chromedriver).env("AXE", &self.axe);
    }
}

/// Finds the browser and the checker. System packages are installed only where `install` allows it.
pub fn provide(install: bool) -> Result<Browser, Failure> {
    if find_chromium().is_none() || find_chromedriver().is_none() {
        system::provide("the browser tests", &["chromium", "chromium-driver"], install)?;
    }
    let found = find_chromium().zip(find_chromedriver());
    let (chromium, chromedriver) = found.ok_or_else(|| {
        Failure::new("Chromium or its driver is still missing. Set CHROMIUM and CHROMEDRIVER to the two programs.")
    })?;
    Ok(Browser { chromium, chromedriver, axe: provide_axe(install)? })
}

fn find_chromium() -> Option<PathBuf> {
    told("CHROMIUM").or_else(|| CHROMIUM.into_iter().find_map(tools::on_path))
}

fn find_chromedriver() -> Option<PathBuf> {
    told("CHROMEDRIVER").or_else(|| tools::on_path("chromedriver"))
}

fn told(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|program| program.is_file())
}

/// Fetches axe-core into the cache.
fn provide_axe(install: bool) -> Result<PathBuf, Failure> {
    npm::provide_itself("the accessibility checker", install)?;
    Ok(npm::provide(&workspace::root().join("tests/browser"))?.join(AXE))
}
