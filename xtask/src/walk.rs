//! Programs of the browser tests' harness that run the app in Chromium.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::Browser;
use crate::dist::{self, Copies};
use crate::failure::Failure;
use crate::{browser, shrink, tools, workspace};

/// Builds the app as it is deployed, and returns the command that starts `program` with it; add the program's
/// arguments.
pub fn through_the_app(name: &str, install: bool) -> Result<Command, Failure> {
    let browser = browser::provide_whole_chromium(install)?;
    program(name, &app(install)?, &browser)
}

/// Builds the app as it is deployed, and returns the folder.
pub fn app(install: bool) -> Result<PathBuf, Failure> {
    let tools = tools::provide()?;
    let shrinker = shrink::provide(install)?;
    dist::release(&tools, Some(&shrinker), Copies::LeftOut)
}

/// The command that starts the program `name` with the files in the folder `app`; add the program's arguments.
pub fn program(name: &str, app: &Path, browser: &Browser) -> Result<Command, Failure> {
    start(name, &[], app, browser)
}

/// The same with a fast build of the harness, whose sandbox then answers as fast as that of `cargo xtask serve`.
pub fn fast_program(name: &str, app: &Path, browser: &Browser) -> Result<Command, Failure> {
    start(name, &["--release"], app, browser)
}

fn start(name: &str, profile: &[&str], app: &Path, browser: &Browser) -> Result<Command, Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["run", "--quiet"]).args(profile).args(["--package", "browser-tests", "--bin", name, "--"]);
    browser.tell(cargo.env("APP", app).env("FAILURES", workspace::target()?.join("browser-failures")));
    Ok(cargo)
}
