//! The programs of browser tests: Chromium, Firefox or WebKitGTK with its driver, and the accessibility checker.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::system::Need;
use crate::{npm, system, tools, workspace};

/// The names of the program Chromium.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Chromium without its user interface: the same engine, started three times as fast.
const HEADLESS_SHELL: &str = "chromium-headless-shell";

/// Its program. What is on PATH is a script that starts it: a driver that ends the script does not end the browser.
const HEADLESS_SHELL_ITSELF: &str = "/usr/lib/chromium/chromium-headless-shell";

/// The names of the program Firefox.
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// WebKitGTK's own small browser. Some systems have a folder named after the architecture before it.
const MINIBROWSER: &str = "webkit2gtk-4.1/MiniBrowser";

/// The checker's place among the packages.
const AXE: &str = "axe-core/axe.min.js";

/// A browser for journeys.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    Chromium,
    Firefox,
    #[value(name = "webkit")]
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        }
    }
}

/// The programs and files of browser tests.
pub struct Browser {
    /// Which one it is.
    pub engine: Engine,
    program: PathBuf,
    driver: PathBuf,
    axe: PathBuf,
}

impl Browser {
    /// Sets the variables for `command` that `tests/browser` reads.
    pub fn tell(&self, command: &mut Command) {
        let (engine, program, driver) = match self.engine {
            Engine::Chromium => ("chromium", "CHROMIUM", "CHROMEDRIVER"),
            Engine::Firefox => ("firefox", "FIREFOX", "GECKODRIVER"),
            Engine::WebKit => ("webkit", "MINIBROWSER", "WEBKITWEBDRIVER"),
        };
        command.env("ENGINE", engine).env(program, &self.program).env(driver, &self.driver).env("AXE", &self.axe);
        // A failed step says where it is. A backtrace would be of what calls the journeys, and hide the step.
        command.env_remove("RUST_BACKTRACE");
    }
}

/// Finds the browser for journeys and the checker. System packages are installed only where `install` allows it.
pub fn provide(engine: Engine, install: bool) -> Result<Browser, Failure> {
    system::provide(&format!("the browser tests in {}", engine.name()), &[need(engine)], install)?;
    let (program, driver) = match engine {
        Engine::Chromium => provide_chromium(find_headless_shell())?,
        Engine::Firefox => provide_firefox()?,
        Engine::WebKit => provide_webkit()?,
    };
    Ok(Browser { engine, program, driver, axe: provide_axe(install)? })
}

/// Finds the whole Chromium, as people have it: for measurements and pictures.
pub fn provide_whole_chromium(install: bool) -> Result<Browser, Failure> {
    system::provide("Chromium", &[need(Engine::Chromium)], install)?;
    let (program, driver) = provide_chromium(find("CHROMIUM", &CHROMIUM))?;
    Ok(Browser { engine: Engine::Chromium, program, driver, axe: provide_axe(install)? })
}

/// The system packages for a browser's journeys.
pub fn need(engine: Engine) -> Need {
    match engine {
        Engine::Chromium => {
            let has_driver = find_chromedriver().is_some();
            let is_here = has_driver && find_headless_shell().is_some() && find("CHROMIUM", &CHROMIUM).is_some();
            Need { packages: &["chromium", "chromium-driver", HEADLESS_SHELL], is_here, tests: None }
        }
        // Debian has no driver for Firefox: it is built like the other tools.
        Engine::Firefox => Need { packages: &["firefox-esr"], is_here: find_firefox().is_some(), tests: None },
        // The driver's package depends on the engine and its browser. Xvfb is the virtual display.
        Engine::WebKit => {
            Need { packages: &["webkit2gtk-driver", "xvfb"], is_here: find_webkit().is_some(), tests: None }
        }
    }
}

fn provide_chromium(program: Option<PathBuf>) -> Result<(PathBuf, PathBuf), Failure> {
    program.zip(find_chromedriver()).ok_or_else(|| {
        Failure::new("Chromium or its driver is still missing. Set CHROMIUM and CHROMEDRIVER to the two programs.")
    })
}

/// The program that `CHROMIUM` names serves as well.
fn find_headless_shell() -> Option<PathBuf> {
    told("CHROMIUM").or_else(|| Some(PathBuf::from(HEADLESS_SHELL_ITSELF)).filter(|program| program.is_file()))
}

fn find_chromedriver() -> Option<PathBuf> {
    told("CHROMEDRIVER").or_else(|| tools::on_path("chromedriver"))
}

fn provide_firefox() -> Result<(PathBuf, PathBuf), Failure> {
    let program =
        find_firefox().ok_or_else(|| Failure::new("Firefox is still missing. Set FIREFOX to the program."))?;
    let driver = told("GECKODRIVER").map_or_else(tools::provide_geckodriver, Ok)?;
    Ok((program, driver))
}

fn find_firefox() -> Option<PathBuf> {
    find("FIREFOX", &FIREFOX)
}

fn provide_webkit() -> Result<(PathBuf, PathBuf), Failure> {
    find_webkit().ok_or_else(|| {
        Failure::new(
            "WebKitGTK's browser, its driver or Xvfb is still missing. Set MINIBROWSER and WEBKITWEBDRIVER to the first \
             two programs, and put Xvfb on PATH.",
        )
    })
}

fn find_webkit() -> Option<(PathBuf, PathBuf)> {
    let program = told("MINIBROWSER").or_else(minibrowser);
    let driver = told("WEBKITWEBDRIVER").or_else(|| tools::on_path("WebKitWebDriver"));
    program.zip(driver).filter(|_| tools::on_path("Xvfb").is_some())
}

fn minibrowser() -> Option<PathBuf> {
    let beside = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = beside.chain(["/usr/lib", "/usr/libexec"].map(PathBuf::from));
    folders.map(|folder| folder.join(MINIBROWSER)).find(|program| program.is_file())
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    told(variable).or_else(|| names.iter().copied().find_map(tools::on_path))
}

fn told(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|program| program.is_file())
}

/// Fetches axe-core into the cache.
fn provide_axe(install: bool) -> Result<PathBuf, Failure> {
    npm::provide_itself("the accessibility checker", install)?;
    Ok(npm::provide(&workspace::root().join("tests/browser"))?.join(AXE))
}
