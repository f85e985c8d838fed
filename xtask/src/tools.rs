//! Tools that rustup and cargo install: the wasm target, trunk and wasm-bindgen, and Firefox's driver.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{process, step, workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// The newest trunk that builds with the workspace's `rust-version`.
const TRUNK: &str = "0.21.14";

/// Firefox's driver.
const GECKODRIVER: &str = "0.37.1";

/// The tools, installed.
pub struct Tools {
    /// The program trunk.
    pub trunk: PathBuf,
    /// A PATH with the right wasm-bindgen for trunk.
    pub path: OsString,
}

/// Finds the tools, and builds missing ones into the cache.
pub fn provide() -> Result<Tools, Failure> {
    provide_wasm_target()?;
    // trunk's own release profile takes eleven minutes; the debug build takes two and is fast enough.
    let trunk = provide_tool("trunk", "trunk", TRUNK, build_quickly)?;
    let version = workspace::locked_version("wasm-bindgen")?;
    // Not `--locked`: some releases lock packages that have since been withdrawn.
    let wasm_bindgen = provide_tool("wasm-bindgen", "wasm-bindgen-cli", &version, |_| {})?;
    Ok(Tools { trunk, path: path_with(wasm_bindgen.parent().unwrap_or(Path::new("")))? })
}

/// Finds Firefox's driver, or builds it into the cache.
pub fn provide_geckodriver() -> Result<PathBuf, Failure> {
    provide_tool("geckodriver", "geckodriver", GECKODRIVER, build_quickly)
}

fn build_quickly(install: &mut Command) {
    install.args(["--locked", "--debug"]).env("CARGO_PROFILE_DEV_DEBUG", "0");
}

fn path_with(folder: &Path) -> Result<OsString, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path)))
        .map_err(|error| Failure::new(format!("The tools' folder cannot be put on PATH: {error}.")))
}

/// Adds the standard library for wasm to the toolchain.
pub fn provide_wasm_target() -> Result<(), Failure> {
    let libraries = process::quiet(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    let added = step::quiet(&format!("Rust target {TARGET}"), || {
        process::quiet(Command::new("rustup").args(["target", "add", TARGET]).current_dir(workspace::root()))
    });
    added.map_err(|failure| {
        Failure::new(format!("{failure}\nAdd the target yourself, then try again:\n    rustup target add {TARGET}"))
    })?;
    Ok(())
}

/// Adds the formatter and the linter to the toolchain.
pub fn provide_components() -> Result<(), Failure> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if process::quiet(workspace::cargo().args([subcommand, "--version"])).is_ok() {
            continue;
        }
        let added = step::quiet(&format!("Rust component {component}"), || {
            process::quiet(Command::new("rustup").args(["component", "add", component]).current_dir(workspace::root()))
        });
        added.map_err(|failure| {
            let command = format!("rustup component add {component}");
            Failure::new(format!("{failure}\nAdd the component yourself, then try again:\n    {command}"))
        })?;
    }
    Ok(())
}

/// The program `name` of exactly `version`: from PATH, from the cache, or built into the cache now.
fn provide_tool(
    name: &str,
    package: &str,
    version: &str,
    adjust: impl FnOnce(&mut Command),
) -> Result<PathBuf, Failure> {
    let cache = workspace::cache()?;
    let home = cache.join(format!("{name}-{version}"));
    let cached = home.join("bin").join(name);
    for candidate in [on_path(name), Some(cached.clone())].into_iter().flatten() {
        if has_version(&candidate, version) {
            return Ok(candidate);
        }
    }
    let mut install = Command::new("cargo");
    install.args(["install", "--force", "--version", version, package, "--root"]).arg(&home);
    // The next run continues an interrupted build.
    let scratch = cache.join("build").join(format!("{name}-{version}"));
    install.env("CARGO_TARGET_DIR", &scratch);
    adjust(&mut install);
    let installed = step::quiet(&format!("{name} {version} (once, takes minutes)"), || process::quiet(&mut install));
    installed.map_err(|failure| {
        let command = format!("cargo install {package} --version {version}");
        Failure::new(format!("{failure}\nTry again, or install it yourself first:\n    {command}"))
    })?;
    // If this fails, only disk space is lost.
    let _ = std::fs::remove_dir_all(scratch);
    Ok(cached)
}

fn has_version(program: &Path, version: &str) -> bool {
    let printed = process::quiet(Command::new(program).arg("--version").env_remove("NO_COLOR"));
    printed.is_ok_and(|printed| printed.split_whitespace().nth(1) == Some(version))
}

/// The first program called `name` on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}
