//! The bill of materials, `sbom.cdx.json` (CycloneDX 1.5): the crates that the WebAssembly is linked from, and the packages
//! from npm of which files have parts.
//!
//! `cargo-cyclonedx` writes it from Cargo's metadata, reduced to the linked crates. The metadata also has crates that
//! only build, test or run in the compiler, and crates for features of other packages. The linker removes unused
//! functions, so some listed crates leave no byte.

use std::collections::HashSet;
use std::process::Command;

use cargo_cyclonedx::SbomGenerator;
use cargo_cyclonedx::config::{SbomConfig, Target};
use cargo_metadata::{Metadata, MetadataCommand, PackageId};
use serde_json::{Value, json};

use super::digest;
use super::pack::Files;
use crate::failure::Failure;
use crate::{process, workspace};

const APP: &str = "sms-dashboard";
const TARGET: &str = "wasm32-unknown-unknown";

/// Writes the bill of `files`.
///
/// # Errors
/// Cargo does not say what the app depends on.
pub fn write(version: &str, files: &Files) -> Result<Vec<u8>, Failure> {
    let cannot =
        |error: &dyn std::fmt::Display| Failure::new(format!("The bill of materials cannot be written: {error}."));
    let config = SbomConfig { target: Some(Target::SingleTarget(TARGET.to_owned())), ..SbomConfig::default() };
    let boms = SbomGenerator::create_sboms(linked()?, &config).map_err(|error| cannot(&error))?;
    let mut json = Vec::new();
    for found in boms {
        found.bom.output_as_json_v1_5(&mut json).map_err(|error| cannot(&error))?;
    }
    let mut bill: Value = serde_json::from_slice(&json).map_err(|error| cannot(&error))?;
    complete(&mut bill, version, &compiler()?, files);
    let app = bill["metadata"]["component"]["bom-ref"].as_str().unwrap_or_default().to_owned();
    let checkout = app.split('#').next().unwrap_or_default();
    Ok(format!("{bill:#}\n").replace(checkout, "checkout:").into_bytes())
}

/// The metadata of the app and the crates that are linked into it.
fn linked() -> Result<Metadata, Failure> {
    let options = ["--locked", "--filter-platform", TARGET].map(str::to_owned);
    let metadata = MetadataCommand::new().current_dir(workspace::root()).other_options(options).exec();
    let mut metadata = metadata.map_err(|error| Failure::new(format!("`cargo metadata` failed: {error}")))?;
    let mut cargo = workspace::cargo();
    cargo.args(["tree", "--locked", "--package", APP, "--target", TARGET]);
    cargo.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let tree = process::quiet(&mut cargo)?;
    let linked: HashSet<_> = tree.lines().filter_map(|line| line.split_once(" v")).map(without_folder).collect();
    metadata.packages.retain(|package| linked.contains(&(package.name.as_str(), &*package.version.to_string())));
    let ids: HashSet<PackageId> = metadata.packages.iter().map(|package| package.id.clone()).collect();
    let app = metadata.packages.iter().find(|package| package.name == APP).map(|package| package.id.clone());
    metadata.workspace_members = app.into_iter().collect();
    for node in metadata.resolve.iter_mut().flat_map(|resolve| &mut resolve.nodes) {
        node.deps.retain(|dependency| ids.contains(&dependency.pkg));
        node.dependencies.retain(|dependency| ids.contains(dependency));
    }
    Ok(metadata)
}

/// Name and version of a line of `cargo tree`; the folder of our own crates follows the version.
fn without_folder<'a>((name, version): (&'a str, &'a str)) -> (&'a str, &'a str) {
    (name, version.split(' ').next().unwrap_or_default())
}

fn compiler() -> Result<String, Failure> {
    let printed = process::quiet(Command::new("rustc").arg("--version").current_dir(workspace::root()))?;
    Ok(printed.split_whitespace().nth(1).unwrap_or_default().to_owned())
}

/// A package from npm of which a file of the app has parts. The head of the file names its version.
struct Bundled {
    name: &'static str,
    kind: &'static str,
    description: &'static str,
    licence: &'static str,
}

const BUNDLED: [Bundled; 2] = [
    Bundled {
        name: "libphonenumber-js",
        kind: "data",
        description: "The numbering plans, with data of Google's libphonenumber",
        licence: "MIT AND Apache-2.0",
    },
    Bundled {
        name: "@zip.js/zip.js",
        kind: "library",
        description: "The archive of a workbook",
        licence: "BSD-3-Clause",
    },
];

impl Bundled {
    /// `None` if no file names it.
    fn component(&self, files: &Files) -> Option<Value> {
        let named = |content: &Vec<u8>| {
            // The head is short.
            let head = String::from_utf8_lossy(&content[..content.len().min(400)]).into_owned();
            head.split_whitespace().skip_while(|word| *word != self.name).nth(1).map(str::to_owned)
        };
        let version = files.values().find_map(named)?;
        // In an address of a package `@` is escaped (purl).
        let address = format!("pkg:npm/{}@{version}", self.name.replace('@', "%40"));
        Some(json!({
            "type": self.kind,
            "bom-ref": address,
            "purl": address,
            "name": self.name,
            "version": version,
            "description": self.description,
            "licenses": [{ "expression": self.licence }],
        }))
    }
}

/// Adds the standard library, what comes from npm and the digests of the packed files, and removes fields that differ between two runs.
fn complete(bill: &mut Value, version: &str, compiler: &str, files: &Files) {
    if let Some(fields) = bill.as_object_mut() {
        fields.remove("serialNumber");
    }
    if let Some(fields) = bill["metadata"].as_object_mut() {
        fields.remove("timestamp");
    }
    let standard_library = json!({
        "type": "library",
        "bom-ref": format!("rust-std@{compiler}"),
        "name": "rust-std",
        "version": compiler,
        "description": "The standard library that comes with the Rust compiler",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    });
    let bundled: Vec<Value> = BUNDLED.iter().filter_map(|bundled| bundled.component(files)).collect();
    let app = &mut bill["metadata"]["component"];
    app["type"] = json!("application");
    app["version"] = json!(version);
    // The page and the package name these files at their addresses.
    let parts = files.iter().filter(|(name, _)| [".js", ".wasm", ".txt"].iter().any(|ending| name.ends_with(ending)));
    app["components"] = parts
        .map(|(name, content)| {
            let hash = json!({ "alg": "SHA-256", "content": digest::sha256(content) });
            json!({ "type": "file", "bom-ref": name, "name": name, "hashes": [hash] })
        })
        .collect();
    let app = app["bom-ref"].clone();
    for dependency in bill["dependencies"].as_array_mut().into_iter().flatten() {
        if dependency["ref"] == app
            && let Some(list) = dependency["dependsOn"].as_array_mut()
        {
            list.extend([&standard_library].into_iter().chain(&bundled).map(|added| added["bom-ref"].clone()));
        }
    }
    if let Some(components) = bill["components"].as_array_mut() {
        components.push(standard_library);
        components.extend(bundled);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn written() -> Vec<u8> {
        let plans = "# Made by somebody from libphonenumber-js 1.2.34\nFR|33\n";
        let files = Files::from([
            ("assets/app-1.js".to_owned(), b"abc".to_vec()),
            ("assets/plans-2.txt".to_owned(), plans.into()),
            ("assets/workbook-3.js".to_owned(), b"/*! Made by somebody, with @zip.js/zip.js 4.5.6\n*/".to_vec()),
            ("README.md".to_owned(), Vec::new()),
        ]);
        write("1.2.3", &files).unwrap()
    }

    fn names(bill: &Value) -> Vec<&str> {
        bill["components"].as_array().unwrap().iter().map(|component| component["name"].as_str().unwrap()).collect()
    }

    #[test]
    fn the_bill_lists_what_is_linked_with_origin_licence_and_digest() {
        let bill: Value = serde_json::from_slice(&written()).unwrap();
        let names = names(&bill);
        assert!(
            ["leptos", "wasm-bindgen", "campaign", "rust-std", "libphonenumber-js", "@zip.js/zip.js"]
                .iter()
                .all(|name| names.contains(name)),
            "{names:?}"
        );
        // They only build, test or run in the compiler, or belong to other packages of the checkout.
        for name in ["serde_derive", "leptos_macro", "cc", "proptest", "axum", "xtask"] {
            assert!(!names.contains(&name), "{name}");
        }
        for component in bill["components"].as_array().unwrap() {
            assert!(component["licenses"][0]["expression"].is_string(), "{component}");
            let is_from_registry = component["bom-ref"].as_str().unwrap().starts_with("registry+");
            assert_eq!(component["hashes"][0]["alg"] == "SHA-256", is_from_registry, "{component}");
        }
        let campaign = bill["components"].as_array().unwrap().iter().find(|found| found["name"] == "campaign").unwrap();
        assert!(campaign["purl"].as_str().unwrap().contains("download_url=file:"), "it is not crates.io's: {campaign}");
    }

    #[test]
    fn the_bill_belongs_to_the_files_by_their_digests() {
        let bill: Value = serde_json::from_slice(&written()).unwrap();
        let app = &bill["metadata"]["component"];
        let script = json!({
            "type": "file", "bom-ref": "assets/app-1.js", "name": "assets/app-1.js",
            "hashes": [{ "alg": "SHA-256", "content": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }],
        });
        assert_eq!((&app["version"], &app["components"][0]), (&json!("1.2.3"), &script));
        assert_eq!(app["components"][1]["name"], "assets/plans-2.txt");
        let plans = bill["components"].as_array().unwrap().iter().find(|found| found["type"] == "data").unwrap();
        assert_eq!(plans["version"], "1.2.34");
    }

    #[test]
    fn every_reference_is_defined_once_and_names_no_folder_of_the_machine() {
        let written = written();
        assert!(!String::from_utf8(written.clone()).unwrap().contains(&workspace::root().display().to_string()));
        let bill: Value = serde_json::from_slice(&written).unwrap();
        let mut defined = HashSet::from([bill["metadata"]["component"]["bom-ref"].as_str().unwrap()]);
        for component in bill["components"].as_array().unwrap() {
            assert!(defined.insert(component["bom-ref"].as_str().unwrap()), "{component}");
        }
        for dependency in bill["dependencies"].as_array().unwrap() {
            let named = dependency["dependsOn"].as_array().into_iter().flatten();
            for reference in named.chain([&dependency["ref"]]) {
                assert!(defined.contains(reference.as_str().unwrap()), "{reference}");
            }
        }
    }

    #[test]
    fn the_same_checkout_gives_the_same_bill() {
        assert_eq!(written(), written());
    }
}
