//! What browser tests take: Chromium, its driver, and the accessibility checker.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{process, step, tools, workspace};

/// The names under which systems know the browser.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// The checker's place in an npm project.
const AXE: &str = "node_modules/axe-core/axe.min.js";

/// The programs and files of browser tests.
pub struct Browser {
    chromium: PathBuf,
    chromedriver: PathBuf,
    axe: PathBuf,
}

impl Browser {
    /// Tells `command` where everything is; `tests/browser` reads these variables.
    pub fn tell(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.chromedriver).env("AXE", &self.axe);
    }
}

/// Finds the browser and the checker. System packages are installed only where `install` allows it.
pub fn provide(install: bool) -> Result<Browser, Failure> {
    if find_chromium().is_none() || find_chromedriver().is_none() {
        install_packages("the browser tests", &["chromium", "chromium-driver"], install)?;
    }
    let found = find_chromium().zip(find_chromedriver());
    let (chromium, chromedriver) = found.ok_or_else(|| {
        Failure::new("Chromium or its driver is still missing. Set CHROMIUM and CHROMEDRIVER to the two programs.")
    })?;
    Ok(Browser { chromium, chromedriver, axe: provide_axe(install)? })
}

fn find_chromium() -> Option<PathBuf> {
    told("CHROMIUM").or_else(|| CHROMIUM.into_iter().find_map(tools::on_path))
}

fn find_chromedriver() -> Option<PathBuf> {
    told("CHROMEDRIVER").or_else(|| tools::on_path("chromedriver"))
}

fn told(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|program| program.is_file())
}

/// Fetches axe-core into the cache: npm compares it with the digest in `tests/browser/package-lock.json`.
fn provide_axe(install: bool) -> Result<PathBuf, Failure> {
    let project = workspace::root().join("tests/browser");
    let cannot = |error: std::io::Error| Failure::new(format!("The accessibility checker cannot be fetched: {error}."));
    let manifest = std::fs::read_to_string(project.join("package.json")).map_err(cannot)?;
    let version = manifest.split("\"axe-core\": \"").nth(1).and_then(|rest| rest.split('"').next());
    let version = version.ok_or_else(|| Failure::new("tests/browser/package.json names no version of axe-core."))?;
    let home = workspace::cache()?.join(format!("axe-core-{version}"));
    let axe = home.join(AXE);
    if axe.is_file() {
        return Ok(axe);
    }
    if tools::on_path("npm").is_none() {
        install_packages("fetching the accessibility checker", &["nodejs", "npm"], install)?;
    }
    step::quiet(&format!("axe-core {version}"), || fetch(&project, &home).map_err(cannot)?)?;
    Ok(axe)
}

/// Outer errors are of files, inner ones of npm.
fn fetch(project: &Path, home: &Path) -> std::io::Result<Result<String, Failure>> {
    std::fs::create_dir_all(home)?;
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(project.join(file), home.join(file))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(home);
    Ok(process::quiet(&mut npm))
}

/// Installs Debian's `packages` where that is allowed, and otherwise says how to.
fn install_packages(purpose: &str, packages: &[&str], install: bool) -> Result<(), Failure> {
    let root = nix::unistd::geteuid().is_root();
    let list = packages.join(" ");
    let by_hand = format!("{}apt-get install {list}", if root { "" } else { "sudo " });
    let sentence = format!("Missing for {purpose}: {list}. Install them, then try again, for instance:\n    {by_hand}");
    if !(install || workspace::in_ci()) {
        return Err(Failure::new(format!("{sentence}\nor let xtask do it: add --install to the command.")));
    }
    let apt = |arguments: &[&str]| {
        let mut command = if root {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        process::quiet(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    step::quiet(&format!("System packages {list}"), || {
        apt(&["update"])?;
        apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
    })
    .map_err(|failure| Failure::new(format!("{failure}\n{sentence}")))?;
    Ok(())
}
