//! The tests of the npm package on Node, where hosts install, import and compile it.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::{npm, process, step, workspace};

/// Runs `tests/package` on the packed folder `dist`.
pub fn test(dist: &Path, install: bool) -> Result<(), Failure> {
    npm::provide_itself("the tests of the npm package", install)?;
    let tests = workspace::root().join("tests/package");
    let packages = npm::provide(&tests)?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter", "dot", "."]).current_dir(tests);
    // The packages are in the cache, not beside the tests: `require` finds them there.
    node.env("DIST", dist).env("NODE_PATH", packages);
    step::loud("The npm package", || process::loud(&mut node))
}
