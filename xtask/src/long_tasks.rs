//! `cargo xtask long-tasks`: the tasks that block the page's main thread, step by step.

use crate::failure::Failure;
use crate::{process, step, walk};

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Install missing system packages (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Builds the app and runs the program of the browser tests that measures.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut cargo = walk::through_the_app("long_tasks", options.install)?;
    step::loud("Tasks of 50 ms and more", || process::loud(&mut cargo))
}
