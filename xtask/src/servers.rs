//! nginx, Apache and Caddy, each with its configuration from `crates/serving`.

use std::path::Path;

use crate::failure::Failure;
use crate::system::Need;
use crate::{process, step, tools, workspace};

/// Debian's folder of servers, which is not on the PATH of ordinary users.
const SYSTEM_PROGRAMS: &str = "/usr/sbin";

/// Each server's variable, program and package, and the tests that need it. Apache's package `apache2` would add a
/// service.
const SERVERS: [(&str, &str, &[&str], &str); 3] = [
    ("NGINX", "nginx", &["nginx"], "the headers in nginx"),
    ("APACHE", "apache2", &["apache2-bin"], "the headers in Apache"),
    ("CADDY", "caddy", &["caddy"], "the headers in Caddy"),
];

/// The packages for the tests.
pub fn needs() -> impl Iterator<Item = Need> {
    SERVERS.into_iter().map(|(variable, program, packages, tests)| {
        let in_system = Path::new(SYSTEM_PROGRAMS).join(program).is_file();
        let is_here = in_system || tools::on_path(program).is_some() || std::env::var_os(variable).is_some();
        Need { packages, is_here, tests: Some(tests) }
    })
}

/// Serves the packed folder `dist` with each server that is installed, and compares the headers with the rules.
pub fn test(dist: &Path) -> Result<(), Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["test", "--package", "connect", "--test", "servers"]).env("DIST", dist);
    step::loud("The release build in nginx, Apache and Caddy", || process::loud(&mut cargo))
}
