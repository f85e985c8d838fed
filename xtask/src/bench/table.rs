//! Compares the app's table with those of other libraries: each scrolls a million rows in the same run.

use crate::browser;
use crate::failure::Failure;
use crate::{npm, process, shrink, step, walk, workspace};

/// The folder with the manifest, the page and the scripts of the others.
const PROJECT: &str = "tests/table-peers";
/// Their scripts.
const PEERS: [&str; 3] = ["tanstack.js", "ag-grid.js", "plain.js"];
const FILES: [&str; 2] = ["index.html", "peers.css"];

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// How often everything is measured; the medians are printed
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
}

/// Builds all of them, and runs the program of the browser tests that measures them.
pub fn run(options: &Options, install: bool) -> Result<(), Failure> {
    let browser = browser::provide_whole_chromium(install)?;
    let shrinker = shrink::provide(install)?;
    let app = walk::app(install)?;
    let project = workspace::root().join(PROJECT);
    let packages = npm::provide(&project)?;
    let folder = workspace::target()?.join("bench").join("table");
    let unusable = |error| Failure::new(format!("{} cannot be made: {error}.", folder.display()));
    std::fs::create_dir_all(&folder).map_err(unusable)?;
    step::quiet("Other tables", || {
        for file in FILES {
            std::fs::copy(project.join(file), folder.join(file)).map_err(unusable)?;
        }
        PEERS.iter().try_for_each(|peer| shrinker.bundle(&project.join(peer), &packages, &folder.join(peer), &[]))
    })?;
    let mut cargo = walk::fast_program("table", &app, &browser)?;
    step::loud("Tables", || process::loud(cargo.arg(options.rounds.to_string()).env("PEERS", &folder)))
}
