//! The app's files behind nginx, as an operator serves them.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::system::Need;
use crate::{process, step, system, tools, workspace};

/// Where Debian has nginx; the folder is not on the PATH of ordinary users.
const IN_DEBIAN: &str = "/usr/sbin/nginx";

/// Serves a build by the configuration that `crates/serving` writes, and looks at what goes out: the build in the folder
/// `dist`, or a small one of the test's own.
pub fn test(dist: Option<&Path>, install: bool) -> Result<(), Failure> {
    system::provide("the test of the hosting", &[need()], install)?;
    let nginx = find().ok_or_else(|| Failure::new("nginx is still missing. Set NGINX to the program."))?;
    let mut cargo = workspace::cargo();
    cargo.args(["test", "--package", "connect", "--test", "nginx", "--", "--ignored"]).env("NGINX", nginx);
    match dist {
        Some(dist) => cargo.env("DIST", dist),
        None => cargo.env_remove("DIST"),
    };
    step::loud("Hosting", || process::loud(&mut cargo))
}

pub fn need() -> Need {
    Need { packages: &["nginx"], is_here: find().is_some() }
}

fn find() -> Option<PathBuf> {
    let told = std::env::var_os("NGINX").map(PathBuf::from).filter(|program| program.is_file());
    let in_debian = || Some(PathBuf::from(IN_DEBIAN)).filter(|program| program.is_file());
    told.or_else(|| tools::on_path("nginx")).or_else(in_debian)
}
