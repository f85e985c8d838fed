//! The tests of the npm package on Node, where hosts install, import and compile it.

use std::path::Path;

use crate::failure::Failure;
use crate::{npm, process, step};

/// Runs `tests/package` on the packed folder `dist`.
pub fn test(dist: &Path, install: bool) -> Result<(), Failure> {
    let mut node = npm::node("package", "the tests of the npm package", install)?;
    node.args(npm::TESTS).env("DIST", dist);
    step::loud("The npm package", || process::loud(&mut node))
}
