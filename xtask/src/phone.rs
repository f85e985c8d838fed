//! `cargo xtask phone-plans`: makes the numbering plans of telephone numbers, and compares how they are understood with
//! the npm package libphonenumber-js.

use std::process::Command;

use crate::failure::Failure;
use crate::{npm, process, step, workspace};

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Install npm if it is missing (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Writes `crates/phone/plans.txt` from the package.
pub fn write(options: &Options) -> Result<(), Failure> {
    let file = workspace::root().join("crates/phone/plans.txt");
    let mut node = node(options.install)?;
    node.arg("plans.js").arg(&file);
    step::quiet("crates/phone/plans.txt", || process::quiet(&mut node))?;
    Ok(())
}

/// Runs `tests/phone`: the plans are those of the package, and both understand many numbers.
pub fn test(install: bool) -> Result<(), Failure> {
    let mut node = node(install)?;
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--release", "--package", "phone", "--example", "understand"]);
    step::quiet("The reader of telephone numbers", || process::quiet(&mut cargo))?;
    node.args(npm::TESTS);
    node.env("UNDERSTAND", workspace::target()?.join("release/examples/understand"));
    step::loud("Understanding as libphonenumber-js does", || process::loud(&mut node))
}

fn node(install: bool) -> Result<Command, Failure> {
    npm::node("phone", "the numbering plans", install)
}
