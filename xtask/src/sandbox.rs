//! Builds the sandbox, and tests it with Adobe's own client.

use std::path::{Path, PathBuf};

use crate::app::Profile;
use crate::failure::Failure;
use crate::{npm, process, step, workspace};

/// Builds the sandbox and returns its program.
pub fn build(profile: Profile) -> Result<PathBuf, Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "sandbox"]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            cargo.arg("--release");
            "release"
        }
    };
    step::quiet(&format!("The sandbox, {} build", profile.name()), || process::quiet(&mut cargo))?;
    let folder: &Path = folder.as_ref();
    Ok(workspace::target()?.join(folder).join("sandbox"))
}

/// Runs `tests/acc-js-sdk`: Adobe's client, unchanged, against a normal and a strict sandbox.
pub fn test_with_adobes_client(install: bool) -> Result<(), Failure> {
    let mut node = npm::node("acc-js-sdk", "the tests with Adobe's client", install)?;
    let program = build(Profile::Dev)?;
    node.args(npm::TESTS).env("SANDBOX", &program);
    for (manner, strict) in [("normal", "0"), ("strict", "1")] {
        node.env("STRICT", strict);
        step::loud(&format!("Adobe's client, {manner} sandbox"), || process::loud(&mut node))?;
    }
    Ok(())
}
