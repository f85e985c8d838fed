//! `cargo xtask bench`: what speed and memory are, measured in Chromium. Tests never measure them.

mod beside;
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
    /// How fast the parts of a text are counted, by the app and by the npm package sms-segments-calculator
    Count,
    /// How long a key takes to be painted on a machine that seems four times as slow
    Typing,
    /// How large WebAssembly's memory is while deliveries are opened, rows drawn and elements mounted
    Memory,
    /// How long opening, scrolling on and typing take
    Speed(speed::Options),
}

/// Builds what is measured, and measures it.
pub fn run(options: &Options) -> Result<(), Failure> {
    match &options.bench {
        Bench::Answer => beside::run(&beside::ADOBES_CLIENT, options.install),
        Bench::Count => beside::run(&beside::SEGMENTS, options.install),
        Bench::Memory => {
            let mut cargo = walk::through_the_app("memory", options.install)?;
            step::loud("Memory", || process::loud(&mut cargo))
        }
        Bench::Typing => {
            let mut cargo = walk::through_the_app("typing", options.install)?;
            step::loud("Typing", || process::loud(&mut cargo))
        }
        Bench::Speed(speed) => speed::run(speed, options.install),
    }
}
