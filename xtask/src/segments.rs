//! Compares the counter of SMS parts with the npm package sms-segments-calculator.

use crate::failure::Failure;
use crate::{npm, process, step, workspace};

/// Runs `tests/sms-segments`: both count a large corpus.
pub fn test(install: bool) -> Result<(), Failure> {
    let mut node = npm::node("sms-segments", "the comparison of SMS counters", install)?;
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--release", "--package", "sms-text", "--example", "count"]);
    step::quiet("The counter", || process::quiet(&mut cargo))?;
    node.args(npm::TESTS).env("COUNT", workspace::target()?.join("release/examples/count"));
    step::loud("Counting as sms-segments-calculator does", || process::loud(&mut node))
}
