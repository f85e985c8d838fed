//! The program `connect`, for real instances. Its crates take long to build, so xtask does not depend on them.

use std::path::PathBuf;
use std::process::Command;

use crate::app::Profile;
use crate::failure::Failure;
use crate::{process, step, workspace};

/// Builds the program and returns it.
pub fn build(profile: Profile) -> Result<PathBuf, Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "connect"]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            cargo.arg("--release");
            "release"
        }
    };
    step::quiet(&format!("The connection, {} build", profile.name()), || process::quiet(&mut cargo))?;
    Ok(workspace::target()?.join(folder).join("connect"))
}

/// Builds the program and replaces xtask with one of its commands, which gets the terminal.
pub fn walk(name: &str, address: &str, origin: Option<&str>) -> Result<(), Failure> {
    let mut command = Command::new(build(Profile::Dev)?);
    command.arg(name).arg(address);
    if let Some(origin) = origin {
        command.args(["--origin", origin]);
    }
    Err(process::replace(&mut command))
}
