//! `cargo xtask bench`: measures speed and memory in Chromium. Tests do not measure them.

mod beside;
mod faults;
mod speed;
mod table;

use crate::failure::Failure;
use crate::{browser, process, step, walk};

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    bench: Bench,
    /// Install missing system packages (always done if CI=true)
    #[arg(long, global = true)]
    install: bool,
}

#[derive(clap::Subcommand)]
enum Bench {
    /// The time to read an answer of 10,000 delivery logs, in the app and in Adobe's client
    Answer,
    /// The time to count the parts of a text, in the app and in the npm package sms-segments-calculator
    Count,
    /// The time from a key to its paint, with the CPU slowed down four times
    Typing,
    /// The size of WebAssembly's memory while deliveries are opened, rows drawn and elements mounted
    Memory,
    /// The time of opening, scrolling and typing
    Speed(speed::Options),
    /// Scrolling a million rows, opening and jumping, in the app and in the tables of other libraries
    Table(table::Options),
    /// Time, requests and memory of an export of a million rows
    Export,
    /// The result of every fault between page and server at every action: the tables of docs/reliability.md
    Faults,
}

/// Builds the app and measures it.
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
        Bench::Table(table) => table::run(table, options.install),
        Bench::Export => {
            let browser = browser::provide_whole_chromium(options.install)?;
            let mut cargo = walk::fast_program("export", &walk::app(options.install)?, &browser)?;
            step::loud("Export", || process::loud(&mut cargo))
        }
        Bench::Faults => faults::run(options.install),
    }
}
