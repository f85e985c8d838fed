//! `cargo xtask screenshots`: every screen as a picture.

use std::path::PathBuf;

use crate::browser::Engine;
use crate::dist::{self, Copies};
use crate::failure::Failure;
use crate::{browser, process, shrink, step, tools, workspace};

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    /// The folder for the pictures [default: screenshots in Cargo's target folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Take only the README's picture, docs/screenshot.png
    #[arg(long, conflicts_with = "out")]
    readme: bool,
    /// Install missing system packages (done anyway where CI=true)
    #[arg(long)]
    install: bool,
}

/// Builds the app and has the browser tests' harness take the pictures.
pub fn run(options: &Options) -> Result<(), Failure> {
    let browser = browser::provide(Engine::Chromium, options.install)?;
    let tools = tools::provide()?;
    let shrinker = shrink::provide(options.install)?;
    let app = dist::release(&tools, Some(&shrinker), Copies::LeftOut)?;
    let mut cargo = workspace::cargo();
    cargo.args(["run", "--quiet", "--package", "browser-tests", "--bin", "screenshots", "--"]);
    if options.readme {
        cargo.arg("--readme").arg(workspace::root().join("docs/screenshot.png"));
    } else {
        let out =
            options.out.clone().map_or_else(|| workspace::target().map(|target| target.join("screenshots")), Ok)?;
        cargo.arg("--out").arg(out);
    }
    browser.tell(cargo.env("APP", app).env("FAILURES", workspace::target()?.join("browser-failures")));
    step::loud("Screenshots", || process::loud(&mut cargo))
}
