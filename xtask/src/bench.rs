//! `cargo xtask bench`: what speed and memory are, measured in Chromium. Tests never measure them.

mod answer;
mod speed;

use crate::failure::Failure;
use crate::{process, step, walk};

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    bench: Bench,
    /// Install missing system packages (done anyway where CI=true)
    #[arg(long, global = true)]
    install: bool,
}

#[derive(clap::Subcommand)]
enum Bench {
    /// How fast an answer of 10,000 delivery logs is read, by the app and by Adobe's client
    Answer,
    /// How large WebAssembly's memory is while deliveries are opened, rows drawn and elements mounted
    Memory,
    /// How long opening, scrolling on and typing take
    Speed(speed::Options),
}

/// Builds what is measured, and measures it.
pub fn run(options: &Options) -> Result<(), Failure> {
    match &options.bench {
        Bench::Answer => answer::run(options.install),
        Bench::Memory => {
            let mut cargo = walk::through_the_app("memory", options.install)?;
            step::loud("Memory", || process::loud(&mut cargo))
        }
        Bench::Speed(speed) => speed::run(speed, options.install),
    }
}
