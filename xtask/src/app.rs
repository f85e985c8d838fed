//! The page: built by trunk into Cargo's target folder.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::tools::Tools;
use crate::{process, step, workspace};

/// How much care the compilers take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, slow and large.
    Dev,
    /// What people get.
    Release,
}

impl Profile {
    /// The word for it in a step's line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }
}

/// Builds the page and returns the folder with its files.
pub fn build(profile: Profile, tools: &Tools) -> Result<PathBuf, Failure> {
    let dist = workspace::target()?.join("app").join(profile.name());
    let mut trunk = Command::new(&tools.trunk);
    trunk.arg("build").args(["--skip-version-check", "--color", "never", "--dist"]).arg(&dist);
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    // trunk 0.21 stops at the NO_COLOR that others understand, and a backtrace would hide what it says.
    trunk.current_dir(workspace::root()).env("PATH", &tools.path).env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    step::quiet(&format!("The app, {} build", profile.name()), || process::quiet(&mut trunk))?;
    Ok(dist)
}
