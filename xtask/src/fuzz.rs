//! `cargo xtask fuzz`: hostile documents for the readers of Campaign's answers.
//!
//! libFuzzer keeps the inputs that reach new code and changes them further. It needs no nightly toolchain: the compiler
//! is told to count what is reached by options of stable Rust, and libFuzzer itself is built from C++.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::system::Need;
use crate::{process, step, system, tools, workspace};

/// How long `cargo xtask test` tries.
const BRIEF_SECONDS: u32 = 10;

/// What makes the compiler count, for libFuzzer, which edges and comparisons are reached.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    /// How long to try
    #[arg(long, default_value_t = 60, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// Only try the input in this file once
    #[arg(long, value_name = "FILE", conflicts_with = "seconds")]
    repeat: Option<PathBuf>,
    /// Install missing system packages (done anyway where CI=true)
    #[arg(long)]
    install: bool,
}

/// Tries inputs, or one of them again.
pub fn run(options: &Options) -> Result<(), Failure> {
    let program = build(options.install)?;
    match &options.repeat {
        Some(file) => {
            let mut command = Command::new(program);
            step::loud("The input again", || process::loud(command.arg(file)))
        }
        None => hunt(&program, options.seconds),
    }
}

pub fn need() -> Need {
    Need { packages: &["g++"], is_here: tools::on_path("c++").is_some(), tests: None }
}

/// The short run of `cargo xtask test`.
pub fn briefly(install: bool) -> Result<(), Failure> {
    hunt(&build(install)?, BRIEF_SECONDS)
}

/// Builds the fuzzer beside everything else: its compiler options are its own.
fn build(install: bool) -> Result<PathBuf, Failure> {
    system::provide("fuzzing", &[need()], install)?;
    let version = process::quiet(Command::new("rustc").arg("-vV").current_dir(workspace::root()))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::new("`rustc -vV` names no host. Reinstall the Rust toolchain."))?;
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "fuzz", "--features", "libfuzzer", "--profile", "fuzz"]);
    // With a target named, build scripts are spared the options.
    cargo.args(["--target", host]).env("RUSTFLAGS", COVERAGE).env_remove("CARGO_ENCODED_RUSTFLAGS");
    step::quiet("The fuzzer", || process::quiet(&mut cargo))?;
    Ok(workspace::target()?.join(host).join("fuzz/fuzz"))
}

fn hunt(program: &Path, seconds: u32) -> Result<(), Failure> {
    let samples = workspace::root().join("fuzz");
    let kept = workspace::target()?.join("fuzz");
    let (corpus, findings) = (kept.join("corpus"), kept.join("findings"));
    for folder in [&corpus, &findings] {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure::new(format!("{} cannot be created: {error}.", folder.display())))?;
    }
    let mut command = Command::new(program);
    command.arg(format!("-max_total_time={seconds}"));
    command.args(["-max_len=8192", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]);
    command.arg(format!("-dict={}", samples.join("xml.dict").display()));
    command.arg(format!("-artifact_prefix={}/", findings.display()));
    // What reaches new code is kept in the first folder, for the next run to begin with.
    command.arg(&corpus).arg(samples.join("corpus"));
    let output = step::quiet(&format!("Fuzzing for {seconds} s"), || process::quiet(&mut command));
    let output = output.map_err(|failure| with_repetition(&failure))?;
    println!("{} inputs, no law broken", statistic(&output, "number_of_executed_units").unwrap_or("Some"));
    Ok(())
}

/// A number of libFuzzer's final statistics.
fn statistic<'a>(output: &'a str, name: &str) -> Option<&'a str> {
    let values = output.lines().filter_map(|line| line.strip_prefix("stat::")?.strip_prefix(name));
    values.filter_map(|value| value.strip_prefix(':')).map(str::trim).next()
}

/// The failure, and how to see it again.
fn with_repetition(failure: &Failure) -> Failure {
    let words = failure.to_string();
    let file = words.lines().find_map(|line| line.split_once("Test unit written to ").map(|(_, file)| file));
    match file {
        Some(file) => Failure::new(format!(
            "{words}\nThe input is in {file}. Try it again with:\n    cargo xtask fuzz --repeat {file}\n\
             When it is mended, add the input to fuzz/corpus."
        )),
        None => Failure::new(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_told_with_the_command_that_repeats_it() {
        let output = "panicked at src/lib.rs\nartifact_prefix='t/'; Test unit written to t/crash-1\nBase64: eA==";
        let told = with_repetition(&Failure::new(output)).to_string();
        assert!(told.contains("    cargo xtask fuzz --repeat t/crash-1\n"), "{told}");
    }

    #[test]
    fn the_number_of_inputs_is_read_from_the_statistics() {
        let output = "Done 5 runs in 1 second(s)\nstat::number_of_executed_units: 522931\nstat::average_exec_per_sec:     87155\n";
        assert_eq!(statistic(output, "number_of_executed_units"), Some("522931"));
    }
}
