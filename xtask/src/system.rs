//! Packages of the system.

use std::process::Command;

use crate::failure::Failure;
use crate::{process, step, workspace};

/// Installs the packages in its arguments. Debian starts a service when it installs one; none may start here or at
/// boot.
const INSTALL: &str = r#"set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' INT TERM
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
fi
apt-get install --yes --no-install-recommends "$@"
if command -v systemctl > /dev/null; then
    for package in "$@"; do systemctl disable --quiet "$package.service" 2> /dev/null || true; done
fi"#;

/// System packages for tests or tools.
pub struct Need {
    /// Debian's packages.
    pub packages: &'static [&'static str],
    pub is_here: bool,
    /// The tests to leave out if the system has no such packages. `None`: a run fails without them.
    pub tests: Option<&'static str>,
}

/// Installs everything that is missing if `install` allows it, and otherwise fails with one message about all of it.
/// Returns the tests that cannot run because the system has no packages for them.
pub fn provide(purpose: &str, needs: &[Need], install: bool) -> Result<Vec<&'static str>, Failure> {
    let missing: Vec<_> = needs.iter().filter(|need| !need.is_here).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    if !(install || workspace::in_ci()) {
        let sentence = by_hand(purpose, &missing);
        return Err(Failure::new(format!("{sentence}\nor let xtask install them: add --install to the command.")));
    }
    let names = packages(&missing).join(", ");
    let installed = step::quiet(&format!("System packages {names}"), || {
        process::quiet(as_root("apt-get").arg("update"))?;
        let (known, unknown): (Vec<&Need>, Vec<_>) =
            missing.iter().partition(|need| need.tests.is_none() || is_known(need));
        if !known.is_empty() {
            process::quiet(as_root("sh").args(["-c", INSTALL, "install"]).args(packages(&known)))?;
        }
        Ok(unknown.into_iter().filter_map(|need| need.tests).collect())
    });
    installed.map_err(|failure| Failure::new(format!("{failure}\n{}", by_hand(purpose, &missing))))
}

/// Whether apt could install the packages.
fn is_known(need: &Need) -> bool {
    process::quiet(Command::new("apt-get").args(["install", "--simulate", "--yes"]).args(need.packages)).is_ok()
}

fn packages(needs: &[&Need]) -> Vec<&'static str> {
    let mut packages: Vec<_> = needs.iter().flat_map(|need| need.packages.iter().copied()).collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

fn by_hand(purpose: &str, missing: &[&Need]) -> String {
    let list = packages(missing).join(" ");
    let sudo = if is_root() { "" } else { "sudo " };
    format!(
        "Missing for {purpose}: {list}. Install them, then try again, for instance:\n    {sudo}apt-get install {list}"
    )
}

fn as_root(program: &str) -> Command {
    let mut command = if is_root() {
        Command::new(program)
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", program]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn all_that_is_missing_is_named_in_one_command() {
        let need = |packages, is_here| Need { packages, is_here, tests: None };
        let needs = [need(&["nginx"], false), need(&["chromium"], true), need(&["caddy", "nginx"], false)];
        let missing: Vec<_> = needs.iter().filter(|need| !need.is_here).collect();
        let sentence = by_hand("the tests", &missing);
        assert!(sentence.starts_with("Missing for the tests: caddy nginx. "), "{sentence}");
        assert!(sentence.ends_with("apt-get install caddy nginx"), "{sentence}");
    }
}
