//! Compares the counter of SMS parts with the npm package sms-segments-calculator.

use std::process::Command;

use crate::failure::Failure;
use crate::{npm, process, step, workspace};

/// Runs `tests/sms-segments`: both count a large corpus.
pub fn test(install: bool) -> Result<(), Failure> {
    npm::provide_itself("the comparison of SMS counters", install)?;
    let tests = workspace::root().join("tests/sms-segments");
    let packages = npm::provide(&tests)?;
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--release", "--package", "sms-text", "--example", "count"]);
    step::quiet("The counter", || process::quiet(&mut cargo))?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter", "dot", "."]).current_dir(tests);
    node.env("COUNT", workspace::target()?.join("release/examples/count")).env("NODE_PATH", packages);
    step::loud("Counting as sms-segments-calculator does", || process::loud(&mut node))
}
