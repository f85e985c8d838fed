//! The bill of materials, `sbom.cdx.json` (CycloneDX 1.6): the crates that the WebAssembly is linked from.
//!
//! Crates that only build or test, and those whose code runs in the compiler, are not in it. The linker leaves out what
//! nothing calls: of some crates no byte remains.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::{Value, json};

use super::digest;
use super::pack::Files;
use crate::failure::Failure;
use crate::{process, workspace};

/// What every crate is built upon.
const STANDARD_LIBRARY: &str = "rust-std";

/// Writes the bill of `files`.
///
/// # Errors
/// Cargo does not tell what the app depends on.
pub fn write(version: &str, files: &Files) -> Result<Vec<u8>, Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["tree", "--locked", "--package", "sms-dashboard", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "\t{p}\t{l}\t{r}"]);
    let tree = process::quiet(&mut cargo)?;
    let lock = workspace::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&lock)
        .map_err(|error| Failure::new(format!("Cargo.lock cannot be read: {error}. Check it out again.")))?;
    let compiler = process::quiet(Command::new("rustc").arg("--version").current_dir(workspace::root()))?;
    let compiler = compiler.split_whitespace().nth(1).unwrap_or_default();
    let bill = bill(version, &crates(&tree), &checksums(&lock), compiler, files);
    Ok(format!("{bill:#}\n").into_bytes())
}

/// A crate in the tree.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    name: String,
    version: String,
    license: String,
    repository: String,
    /// It comes from this checkout, and is not what crates.io has under its name.
    is_ours: bool,
    /// The references of the crates that it calls.
    calls: BTreeSet<String>,
}

impl Crate {
    fn reference(&self) -> String {
        reference(&self.name, &self.version)
    }
}

fn reference(name: &str, version: &str) -> String {
    format!("{name}@{version}")
}

/// Reads what `cargo tree` prints with depths, by reference. What it has printed before it shortens to one line.
fn crates(tree: &str) -> BTreeMap<String, Crate> {
    let mut crates: BTreeMap<String, Crate> = BTreeMap::new();
    // The references from the app down to the last line.
    let mut path: Vec<String> = Vec::new();
    for line in tree.lines() {
        let mut fields = line.trim_end_matches(" (*)").split('\t');
        let mut field = || fields.next().unwrap_or_default();
        let (Ok(depth), package, license, repository) = (field().parse::<usize>(), field(), field(), field()) else {
            continue;
        };
        let mut words = package.split(' ');
        let name = words.next().unwrap_or_default();
        let version = words.next().unwrap_or_default().trim_start_matches('v');
        let reference = reference(name, version);
        path.truncate(depth);
        if let Some(caller) = path.last().and_then(|caller| crates.get_mut(caller)) {
            caller.calls.insert(reference.clone());
        }
        crates.entry(reference.clone()).or_insert_with(|| Crate {
            name: name.to_owned(),
            version: version.to_owned(),
            license: expression(license),
            repository: repository.to_owned(),
            is_ours: words.next().is_some(),
            calls: BTreeSet::new(),
        });
        path.push(reference);
    }
    crates
}

/// Older crates write `MIT/Apache-2.0`, which is no SPDX expression.
fn expression(license: &str) -> String {
    license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// The SHA-256 of every archive that Cargo.lock names, by reference.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    let packages = lock.split("[[package]]").filter_map(|package| {
        let field = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
            line.map(|value| value.trim_end_matches('"'))
        };
        Some((reference(field("name")?, field("version")?), field("checksum")?.to_owned()))
    });
    packages.collect()
}

fn bill(
    version: &str,
    crates: &BTreeMap<String, Crate>,
    checksums: &BTreeMap<String, String>,
    compiler: &str,
    files: &Files,
) -> Value {
    let app = reference("sms-dashboard", version);
    let standard_library = reference(STANDARD_LIBRARY, compiler);
    let (ours, others): (Vec<_>, Vec<_>) = crates.values().partition(|found| found.name == "sms-dashboard");
    let mut components: Vec<Value> = others.iter().map(|found| component(found, checksums)).collect();
    components.push(json!({
        "type": "library",
        "bom-ref": standard_library,
        "name": STANDARD_LIBRARY,
        "version": compiler,
        "description": "The standard library that comes with the Rust compiler",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }));
    let mut app_calls: BTreeSet<&String> = ours.iter().flat_map(|found| &found.calls).collect();
    app_calls.insert(&standard_library);
    let mut dependencies = vec![json!({ "ref": app, "dependsOn": app_calls })];
    dependencies.extend(others.iter().map(|found| json!({ "ref": found.reference(), "dependsOn": found.calls })));
    // Of the addresses in the page and the package these files are the product.
    let parts = files.iter().filter(|(name, _)| name.ends_with(".js") || name.ends_with(".wasm"));
    let parts: Vec<Value> = parts.map(|(name, content)| part(name, content)).collect();
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": app,
                "name": "sms-dashboard",
                "version": version,
                "licenses": [{ "expression": "MIT" }],
                "components": parts,
            },
        },
        "components": components,
        "dependencies": dependencies,
    })
}

fn component(found: &Crate, checksums: &BTreeMap<String, String>) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": found.reference(),
        "name": found.name,
        "version": found.version,
        "licenses": [{ "expression": found.license }],
    });
    if !found.is_ours {
        // A plus would read as a space (Package URL specification, "Character encoding").
        let version = found.version.replace('+', "%2B");
        component["purl"] = json!(format!("pkg:cargo/{}@{version}", found.name));
    }
    if let Some(checksum) = checksums.get(&found.reference()).filter(|_| !found.is_ours) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if !found.repository.is_empty() {
        component["externalReferences"] = json!([{ "type": "vcs", "url": found.repository }]);
    }
    component
}

fn part(name: &str, content: &[u8]) -> Value {
    json!({
        "type": "file",
        "bom-ref": name,
        "name": name,
        "hashes": [{ "alg": "SHA-256", "content": digest::sha256(content) }],
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const TREE: &str = "0\tsms-dashboard v1.2.3 (/home/somebody/sms)\tMIT\t\n\
        1\tcampaign v1.2.3 (/home/somebody/sms/crates/campaign)\tMIT\t\n\
        2\tchrono v0.4.1\tMIT/Apache-2.0\thttps://example.com/chrono\n\
        1\tchrono v0.4.1\tMIT/Apache-2.0\thttps://example.com/chrono (*)\n\
        1\ttoml v1.0.0+spec-1.1.0\tMIT\t\n";

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"campaign\"\nversion = \"1.2.3\"\n\n\
        [[package]]\nname = \"chrono\"\nversion = \"0.4.1\"\nsource = \"s\"\nchecksum = \"00ff\"\n\
        dependencies = [\n \"x\",\n]\n";

    fn example() -> Value {
        let files =
            Files::from([("assets/app-1.js".to_owned(), b"abc".to_vec()), ("README.md".to_owned(), Vec::new())]);
        bill("1.2.3", &crates(TREE), &checksums(LOCK), "1.88.0", &files)
    }

    fn component<'a>(bill: &'a Value, name: &str) -> &'a Value {
        let components = bill["components"].as_array().unwrap();
        components.iter().find(|component| component["name"] == name).unwrap()
    }

    #[test]
    fn a_crate_is_named_with_its_origin_licence_and_digest() {
        let bill = example();
        let expected = json!({
            "type": "library", "bom-ref": "chrono@0.4.1", "name": "chrono", "version": "0.4.1",
            "purl": "pkg:cargo/chrono@0.4.1", "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            "hashes": [{ "alg": "SHA-256", "content": "00ff" }],
            "externalReferences": [{ "type": "vcs", "url": "https://example.com/chrono" }],
        });
        assert_eq!(*component(&bill, "chrono"), expected);
        assert_eq!(component(&bill, "toml")["purl"], "pkg:cargo/toml@1.0.0%2Bspec-1.1.0");
    }

    #[test]
    fn a_crate_of_ours_is_not_mistaken_for_one_of_the_registry() {
        let bill = example();
        assert_eq!(component(&bill, "campaign").get("purl"), None);
        assert!(!bill.to_string().contains("somebody"), "a folder of the machine: {bill}");
    }

    #[test]
    fn who_calls_whom_is_told_once() {
        let bill = example();
        let expected = json!([
            { "ref": "sms-dashboard@1.2.3", "dependsOn": ["campaign@1.2.3", "chrono@0.4.1", "rust-std@1.88.0", "toml@1.0.0+spec-1.1.0"] },
            { "ref": "campaign@1.2.3", "dependsOn": ["chrono@0.4.1"] },
            { "ref": "chrono@0.4.1", "dependsOn": [] },
            { "ref": "toml@1.0.0+spec-1.1.0", "dependsOn": [] },
        ]);
        assert_eq!(bill["dependencies"], expected);
    }

    #[test]
    fn the_bill_belongs_to_the_files_by_their_digests() {
        let files = json!([{
            "type": "file", "bom-ref": "assets/app-1.js", "name": "assets/app-1.js",
            "hashes": [{ "alg": "SHA-256", "content": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }],
        }]);
        assert_eq!(example()["metadata"]["component"]["components"], files);
    }

    #[test]
    fn every_reference_is_there_once() {
        let bill = example();
        let mut references: Vec<_> = bill["components"].as_array().unwrap().iter().map(|c| &c["bom-ref"]).collect();
        references.push(&bill["metadata"]["component"]["bom-ref"]);
        let all = references.len();
        references.sort_by_key(|reference| reference.to_string());
        references.dedup();
        assert_eq!((references.len(), all), (5, 5));
    }
}
