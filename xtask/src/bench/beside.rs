//! Compares a computation of the app with that of an npm package: both are built for a browser and run on one page.

use std::process::Command;

use crate::browser;
use crate::failure::Failure;
use crate::{npm, process, shrink, step, tools, walk, workspace};

/// The package to compare with.
pub struct Other {
    /// The program of the browser tests' harness that measures.
    pub program: &'static str,
    pub name: &'static str,
    /// The folder with its manifest.
    pub project: &'static str,
    /// A script that makes the package global.
    pub entry: &'static str,
    /// Modules that it needs only on Node.
    pub left_out: &'static [&'static str],
}

pub const ADOBES_CLIENT: Other = Other {
    program: "answer",
    name: "Adobe's client",
    project: "tests/acc-js-sdk",
    entry: "import sdk from '@adobe/acc-js-sdk/src/domUtil.js'; globalThis.sdk = sdk;",
    left_out: &["jsdom", "crypto"],
};

pub const SEGMENTS: Other = Other {
    program: "count",
    name: "sms-segments-calculator",
    project: "tests/sms-segments",
    entry: "import * as segments from 'sms-segments-calculator'; globalThis.segments = segments;",
    left_out: &[],
};

/// Builds both, and runs the program of the browser tests that measures them.
pub fn run(other: &Other, install: bool) -> Result<(), Failure> {
    let browser = browser::provide_whole_chromium(install)?;
    let tools = tools::provide()?;
    let shrinker = shrink::provide(install)?;
    let target = workspace::target()?;
    let folder = target.join("bench").join(other.program);
    let unusable = |error| Failure::new(format!("{} cannot be made: {error}.", folder.display()));
    std::fs::create_dir_all(&folder).map_err(unusable)?;
    step::quiet("The app's code", || {
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--package", "beside", "--profile", "web", "--target", "wasm32-unknown-unknown"]);
        process::quiet(&mut cargo)?;
        let linked = target.join("wasm32-unknown-unknown/web/beside.wasm");
        let mut wasm_bindgen = Command::new("wasm-bindgen");
        wasm_bindgen.args(["--target", "no-modules", "--no-typescript", "--out-dir"]).arg(&folder);
        process::quiet(wasm_bindgen.arg(&linked).env("PATH", &tools.path))?;
        // `let` in a script is not visible outside it.
        let glue = folder.join("beside.js");
        let source = std::fs::read_to_string(&glue).map_err(unusable)?;
        std::fs::write(&glue, source.replacen("let wasm_bindgen", "var wasm_bindgen", 1)).map_err(unusable)
    })?;
    let packages = npm::provide(&workspace::root().join(other.project))?;
    step::quiet(other.name, || {
        let entry = folder.join("entry.js");
        std::fs::write(&entry, other.entry).map_err(unusable)?;
        shrinker.bundle(&entry, &packages, &folder.join("other.js"), other.left_out)
    })?;
    // The site needs a folder with an app, but only its settings are requested.
    let mut cargo = walk::program(other.program, &folder, &browser)?;
    cargo.env("BENCH", &folder);
    step::loud("Beside", || process::loud(&mut cargo))
}
