//! Packages of the system.

use std::collections::BTreeSet;
use std::process::Command;

use crate::failure::Failure;
use crate::{process, step, workspace};

/// What something takes from the system.
pub struct Need {
    /// Debian's packages.
    pub packages: &'static [&'static str],
    pub is_here: bool,
}

/// Installs all that is missing where that is allowed, and otherwise says all of it at once.
pub fn provide(purpose: &str, needs: &[Need], install: bool) -> Result<(), Failure> {
    let missing = needs.iter().filter(|need| !need.is_here).flat_map(|need| need.packages);
    let missing: BTreeSet<&str> = missing.copied().collect();
    if missing.is_empty() { Ok(()) } else { install_packages(purpose, &Vec::from_iter(missing), install) }
}

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
