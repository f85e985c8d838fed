//! `cargo xtask long-tasks`: what keeps the page's main thread, step by step.

use crate::failure::Failure;
use crate::{process, step, walk};

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    /// Install missing system packages (done anyway where CI=true)
    #[arg(long)]
    install: bool,
}

/// Builds the app and has the browser tests' harness walk through it.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut cargo = walk::through_the_app("long_tasks", options.install)?;
    step::loud("Tasks of 50 ms and more", || process::loud(&mut cargo))
}
