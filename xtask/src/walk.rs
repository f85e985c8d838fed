//! Programs that walk through the app in Chromium, with the browser tests' harness.

use std::process::Command;

use crate::browser::Engine;
use crate::dist::{self, Copies};
use crate::failure::Failure;
use crate::{browser, shrink, tools, workspace};

/// Builds the app as it is deployed; the command starts `program` with it and takes the program's arguments.
pub fn through_the_app(program: &str, install: bool) -> Result<Command, Failure> {
    let browser = browser::provide(Engine::Chromium, install)?;
    let tools = tools::provide()?;
    let shrinker = shrink::provide(install)?;
    let app = dist::release(&tools, Some(&shrinker), Copies::LeftOut)?;
    let mut cargo = workspace::cargo();
    cargo.args(["run", "--quiet", "--package", "browser-tests", "--bin", program, "--"]);
    browser.tell(cargo.env("APP", app).env("FAILURES", workspace::target()?.join("browser-failures")));
    Ok(cargo)
}
