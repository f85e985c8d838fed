//! What people type: `cargo xtask serve`, `dist`, `doctor`, `check-headers`, `test`, `fuzz`, `bench`, `size`,
//! `long-tasks`, `screenshots`.
//!
//! In reading order: [`serve`], [`dist`], [`doctor`], [`check_headers`], [`check`], [`fuzz`], [`bench`], [`size`],
//! [`long_tasks`] and [`screenshots`] are the commands; [`app`] builds the page, [`shrink`] makes it smaller,
//! [`sandbox`] builds the server and [`connect`] the way to a real instance, [`servers`] tests the headers in nginx,
//! Apache and Caddy, [`static_parts`] looks for what Trusted Types refuse, [`segments`] compares the counter of SMS
//! parts with another, [`package`] tests the files as an npm package and [`walk`] goes through them in a browser;
//! [`tools`], [`browser`], [`host_pages`], [`npm`] and [`system`] provide what that takes; [`step`], [`process`] and
//! [`failure`] are how every command speaks, starts programs and gives up; [`workspace`] knows where things are.
#![expect(clippy::print_stdout, reason = "a command line tool talks on standard output")]

mod check_headers;
mod dist;
mod doctor;
mod serve;

mod bench;
mod check;
mod fuzz;
mod long_tasks;
mod screenshots;
mod size;

mod app;
mod connect;
mod package;
mod sandbox;
mod segments;
mod servers;
mod shrink;
mod static_parts;
mod walk;

mod browser;
mod host_pages;
mod npm;
mod system;
mod tools;

mod failure;
mod process;
mod step;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs and tests the SMS dashboard.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the app, start the sandbox or the way to a real instance, and serve both from one origin until Ctrl-C
    Serve(serve::Options),
    /// Build what is deployed: hashed files, compressed copies, headers, bill of materials, npm package
    Dist(dist::Options),
    /// Walk the connection to an instance of Campaign, say what to change, and print what the app needs of it
    ///
    /// It reads only. Tokens come from the environment: CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and
    /// CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and CAMPAIGN_PASSWORD; without them you are asked.
    Doctor(doctor::Options),
    /// Walk a live deployment of the app's files and say what its headers get wrong, what that causes and what to set
    ///
    /// It reads only. What the proxy to Campaign forwards is seen by signing in: set the doctor's variables for that.
    CheckHeaders(check_headers::Options),
    /// Run every check: format, lints, crates, fuzzing, Adobe's client, SMS counters, headers in servers, npm package,
    /// browser, size
    Test(check::Options),
    /// Feed hostile documents to the readers of Campaign's answers until time is up or one breaks a law
    Fuzz(fuzz::Options),
    /// Measure speed and memory in Chromium
    Bench(bench::Options),
    /// Print what the first load weighs, file by file
    Size(size::Options),
    /// Print what keeps the page's main thread for 50 ms or more, step by step, in Chromium
    LongTasks(long_tasks::Options),
    /// Take pictures of every screen in both themes, languages and widths
    Screenshots(screenshots::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    process::end_all_on_interrupt();
    let outcome = match arguments.command {
        Command::Serve(options) => serve::run(&options),
        Command::Dist(options) => dist::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::CheckHeaders(options) => check_headers::run(&options),
        Command::Test(options) => check::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Size(options) => size::run(&options),
        Command::LongTasks(options) => long_tasks::run(&options),
        Command::Screenshots(options) => screenshots::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
