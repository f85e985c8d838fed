//! The app's reading of an answer beside that of Adobe's client: both are built for a browser, and one page has both.

use std::process::Command;

use crate::browser::{self, Engine};
use crate::failure::Failure;
use crate::{npm, process, shrink, step, tools, walk, workspace};

/// Builds both, and has the browser tests' harness measure them.
pub fn run(install: bool) -> Result<(), Failure> {
    let browser = browser::provide(Engine::Chromium, install)?;
    let tools = tools::provide()?;
    let shrinker = shrink::provide(install)?;
    let target = workspace::target()?;
    let folder = target.join("bench/answer");
    let unusable = |error| Failure::new(format!("{} cannot be made: {error}.", folder.display()));
    std::fs::create_dir_all(&folder).map_err(unusable)?;
    step::quiet("The app's reader", || {
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--package", "answer", "--profile", "web", "--target", "wasm32-unknown-unknown"]);
        process::quiet(&mut cargo)?;
        let linked = target.join("wasm32-unknown-unknown/web/answer.wasm");
        let mut wasm_bindgen = Command::new("wasm-bindgen");
        wasm_bindgen.args(["--target", "no-modules", "--no-typescript", "--out-dir"]).arg(&folder);
        process::quiet(wasm_bindgen.arg(&linked).env("PATH", &tools.path))?;
        // `let` in a script belongs to it alone.
        let glue = folder.join("answer.js");
        let source = std::fs::read_to_string(&glue).map_err(unusable)?;
        std::fs::write(&glue, source.replacen("let wasm_bindgen", "var wasm_bindgen", 1)).map_err(unusable)
    })?;
    let packages = npm::provide(&workspace::root().join("tests/acc-js-sdk"))?;
    step::quiet("Adobe's client", || {
        let entry = folder.join("entry.js");
        std::fs::write(&entry, "import sdk from '@adobe/acc-js-sdk/src/domUtil.js'; globalThis.sdk = sdk;")
            .map_err(unusable)?;
        // What it needs only on Node is never asked for.
        shrinker.bundle(&entry, &packages, &folder.join("sdk.js"), &["jsdom", "crypto"])
    })?;
    // The site wants a folder with an app, of which only the settings are asked for.
    let mut cargo = walk::program("answer", &folder, &browser)?;
    cargo.env("BENCH", &folder);
    step::loud("Reading an answer", || process::loud(&mut cargo))
}
