//! `cargo xtask screenshots`: every screen as a picture.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::{process, step, walk, workspace};

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// The folder for the pictures [default: screenshots in Cargo's target folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Take only the README's picture, docs/screenshot.png
    #[arg(long, conflicts_with = "out")]
    readme: bool,
    /// Install missing system packages (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Builds the app and runs the program of the browser tests that takes the pictures.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut cargo = walk::through_the_app("screenshots", options.install)?;
    if options.readme {
        cargo.arg("--readme").arg(workspace::root().join("docs/screenshot.png"));
    } else {
        let out =
            options.out.clone().map_or_else(|| workspace::target().map(|target| target.join("screenshots")), Ok)?;
        cargo.arg("--out").arg(out);
    }
    step::loud("Screenshots", || process::loud(&mut cargo))
}
