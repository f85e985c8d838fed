//! The page: built by trunk into Cargo's target folder.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::shrink::Shrinker;
use crate::tools::Tools;
use crate::{process, step, workspace};

/// How the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, slow and large.
    Dev,
    /// For people: small and fast.
    Release,
}

impl Profile {
    /// Its name in printed lines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }
}

/// Builds the release and returns the folder with its files.
pub fn release(tools: &Tools, shrinker: Option<&Shrinker>) -> Result<PathBuf, Failure> {
    let dist = build(Profile::Release, tools)?;
    if let Some(shrinker) = shrinker {
        shrinker.shrink(&dist)?;
    }
    Ok(dist)
}

/// Builds quickly and returns the folder with its files.
pub fn dev(tools: &Tools) -> Result<PathBuf, Failure> {
    build(Profile::Dev, tools)
}

/// Trunk's output folder.
pub fn folder(profile: Profile) -> Result<PathBuf, Failure> {
    Ok(workspace::target()?.join("app").join(profile.name()))
}

fn build(profile: Profile, tools: &Tools) -> Result<PathBuf, Failure> {
    let dist = folder(profile)?;
    let mut trunk = Command::new(&tools.trunk);
    trunk.arg("build").args(["--skip-version-check", "--color", "never", "--dist"]).arg(&dist);
    if profile == Profile::Release {
        trunk.arg("--release").env("CARGO_ENCODED_RUSTFLAGS", flags());
    }
    // trunk 0.21 fails if NO_COLOR is 1, and a backtrace would hide its message.
    trunk.current_dir(workspace::root()).env("PATH", &tools.path).env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    step::quiet(&format!("The app, {} build", profile.name()), || process::quiet(&mut trunk))?;
    Ok(dist)
}

/// Additional options of rustc. They replace those of `.cargo/config.toml`, so they repeat them. They also make the
/// paths in panic messages the same on every machine.
fn flags() -> OsString {
    let home = |name| std::env::var_os(name).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| home("HOME").map(|home| home.join(".cargo"))).unwrap_or_default();
    // One folder for each registry.
    let registries = std::fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    let folders = std::iter::once(workspace::root().to_path_buf()).chain(registries.map(|entry| entry.path()));
    let own = ["--cfg", "erase_components"].into_iter().map(OsString::from);
    let flags = folders.map(|folder| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push("=");
        flag
    });
    own.chain(flags).collect::<Vec<_>>().join(OsStr::new("\x1f"))
}
