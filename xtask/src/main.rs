//! The commands of `cargo xtask`: `serve`, `dist`, `doctor`, `check-headers`, `test`, `fuzz`, `bench`, `size`,
//! `long-tasks`, `screenshots`, `phone-plans`, `workbook`.
//!
//! In reading order: [`serve`], [`dist`], [`doctor`], [`check_headers`], [`check`], [`fuzz`], [`bench`], [`size`],
//! [`long_tasks`], [`screenshots`] and [`phone`] are the commands; [`app`] builds the page, [`shrink`] makes it smaller,
//! [`sandbox`] builds the sandbox and [`connect`] the connection to a real instance, [`servers`] tests the headers in
//! nginx, Apache and Caddy, [`segments`] compares the counter of SMS parts with another, [`package`] tests the npm
//! package and [`walk`] runs the app in a browser; [`tools`], [`browser`], [`host_pages`], [`npm`] and [`system`] provide
//! the tools; every command prints with [`step`], starts programs with [`process`] and fails with [`failure`];
//! [`workspace`] has the paths.
#![expect(clippy::print_stdout, reason = "a command line tool prints to standard output")]

mod check_headers;
mod dist;
mod doctor;
mod serve;

mod bench;
mod check;
mod fuzz;
mod long_tasks;
mod phone;
mod screenshots;
mod size;

mod app;
mod connect;
mod package;
mod sandbox;
mod segments;
mod servers;
mod shrink;
mod walk;

mod browser;
mod host_pages;
mod npm;
mod office;
mod system;
mod tools;

mod failure;
mod process;
mod step;
mod workbook;
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
    /// Build the app and serve it with the sandbox, or with a real instance, from one origin until Ctrl-C
    Serve(serve::Options),
    /// Build the deployment: hashed files, compressed copies, headers, bill of materials, npm package
    Dist(dist::Options),
    /// Check the connection to an instance of Campaign, say what to change, and print what the app needs of it
    ///
    /// It changes nothing. Tokens come from the environment: CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and
    /// CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and CAMPAIGN_PASSWORD; without them you are asked.
    Doctor(doctor::Options),
    /// Check the headers of a live deployment, and say what is wrong, what that causes and what to set
    ///
    /// It changes nothing. Only a sign-in shows what the proxy to Campaign forwards: set the doctor's variables for
    /// that.
    CheckHeaders(check_headers::Options),
    /// Run every test and say what was left out
    Test(check::Options),
    /// Feed hostile documents to the readers of Campaign's answers until the time is up or a test fails
    Fuzz(fuzz::Options),
    /// Measure speed and memory in Chromium
    Bench(bench::Options),
    /// Print the weight of the first load, file by file
    Size(size::Options),
    /// Print the tasks that block the page's main thread for 50 ms or more, step by step, in Chromium
    LongTasks(long_tasks::Options),
    /// Take pictures of every screen in both themes, languages and widths
    Screenshots(screenshots::Options),
    /// Write the numbering plans of telephone numbers, crates/phone/plans.txt, from libphonenumber-js
    PhonePlans(phone::Options),
    /// Write the script that makes workbooks, workbook/workbook.min.js, from workbook/archive.js and @zip.js/zip.js
    Workbook(workbook::Options),
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
        Command::PhonePlans(options) => phone::write(&options),
        Command::Workbook(options) => workbook::write(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
