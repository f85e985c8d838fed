//! `cargo xtask workbook`: the script that makes workbooks, which is loaded when one is asked for. It is in the tree, so that
//! `trunk` alone can build the app.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::{npm, shrink, step, workspace};

const PROJECT: &str = "workbook";
const SCRIPT: &str = "workbook/workbook.min.js";
const PACKAGE: &str = "@zip.js/zip.js";

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Install npm if it is missing (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Writes the script.
pub fn write(options: &Options) -> Result<(), Failure> {
    step::quiet(SCRIPT, || make(&workspace::root().join(SCRIPT), options.install))
}

/// Fails if the script in the tree is not that of its sources.
pub fn test(install: bool) -> Result<(), Failure> {
    step::quiet("The script of workbooks", || {
        let made = workspace::target()?.join("workbook.min.js");
        make(&made, install)?;
        if read(&made)? == read(&workspace::root().join(SCRIPT))? {
            Ok(())
        } else {
            Err(Failure::new(format!("{SCRIPT} is not what its sources give. Run `cargo xtask workbook`.")))
        }
    })
}

fn make(into: &Path, install: bool) -> Result<(), Failure> {
    npm::provide_itself("the script of workbooks", install)?;
    let project = workspace::root().join(PROJECT);
    let packages = npm::provide(&project)?;
    let package = packages.join(PACKAGE);
    let manifest: serde_json::Value = serde_json::from_str(&read(&package.join("package.json"))?)
        .map_err(|error| Failure::new(format!("The manifest of {PACKAGE} cannot be read: {error}.")))?;
    let version = manifest["version"].as_str().unwrap_or_default();
    // Its licence asks for it wherever the package goes.
    let licence = read(&package.join("LICENSE"))?;
    let head = format!("/*! Made by `cargo xtask workbook`, with {PACKAGE} {version}\n\n{}\n*/", licence.trim());
    shrink::provide(install)?.bundle_minified(&project.join("archive.js"), &packages, into, &head)
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| Failure::new(format!("{} cannot be read: {error}.", file.display())))
}
