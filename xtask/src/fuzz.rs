//! `cargo xtask fuzz`: hostile documents for the readers of Campaign's answers.
//!
//! libFuzzer keeps the inputs that reach new code and changes them further. It needs no nightly toolchain: options of the
//! stable compiler count the code that is reached, and libFuzzer itself is built from C++.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::system::Need;
use crate::{process, step, system, tools, workspace};

/// The time in `cargo xtask test`.
const BRIEF_SECONDS: u32 = 10;

/// The compiler options that count, for libFuzzer, the edges and comparisons that are reached.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// How many seconds to run
    #[arg(long, default_value_t = 60, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// Only run the input in this file, once
    #[arg(long, value_name = "FILE", conflicts_with = "seconds")]
    repeat: Option<PathBuf>,
    /// Install missing system packages (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Runs new inputs, or one input again.
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

/// Builds the fuzzer in a folder of its own, because it has its own compiler options.
fn build(install: bool) -> Result<PathBuf, Failure> {
    system::provide("fuzzing", &[need()], install)?;
    let version = process::quiet(Command::new("rustc").arg("-vV").current_dir(workspace::root()))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::new("`rustc -vV` names no host. Reinstall the Rust toolchain."))?;
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "fuzz", "--features", "libfuzzer", "--profile", "fuzz"]);
    // If a target is named, the options do not apply to build scripts.
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
    // Inputs that reach new code are saved in the first folder, where the next run begins.
    command.arg(&corpus).arg(samples.join("corpus"));
    let output = step::quiet(&format!("Fuzzing for {seconds} s"), || process::quiet(&mut command));
    let output = output.map_err(|failure| with_repetition(&failure))?;
    println!("{} inputs, no failure", statistic(&output, "number_of_executed_units").unwrap_or("Some"));
    Ok(())
}

/// A number of libFuzzer's final statistics.
fn statistic<'a>(output: &'a str, name: &str) -> Option<&'a str> {
    let values = output.lines().filter_map(|line| line.strip_prefix("stat::")?.strip_prefix(name));
    values.filter_map(|value| value.strip_prefix(':')).map(str::trim).next()
}

/// The failure, with the command that repeats it.
fn with_repetition(failure: &Failure) -> Failure {
    let words = failure.to_string();
    let file = words.lines().find_map(|line| line.split_once("Test unit written to ").map(|(_, file)| file));
    match file {
        Some(file) => Failure::new(format!(
            "{words}\nThe input is in {file}. Try it again with:\n    cargo xtask fuzz --repeat {file}\n\
             When it is fixed, add the input to fuzz/corpus."
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
