//! The code of each crate in the WebAssembly.
//!
//! The linked module has the names of its functions. wasm-bindgen and wasm-opt run as for a release but keep the names,
//! and each function counts for one crate.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::failure::Failure;
use crate::shrink::Shrinker;
use crate::tools::Tools;
use crate::{process, step, workspace};

/// The line for functions whose name has no crate: those between WebAssembly and JavaScript, and the compiler's own.
const NAMELESS: &str = "(glue)";

/// Crates of the standard library. Their code for a type of another crate counts for that crate.
const STANDARD: [&str; 5] = ["alloc", "compiler_builtins", "core", "hashbrown", "std"];

/// Prints the bytes of code of each crate in the last release build.
///
/// # Errors
/// There is no such build, or a tool failed.
pub fn print(tools: &Tools, shrinker: &Shrinker) -> Result<(), Failure> {
    let named = step::quiet("Code with names", || with_names(tools, shrinker))?;
    let module = std::fs::read(&named)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}. Build again.", named.display())))?;
    let weights = weigh(&module)
        .map_err(|error| Failure::new(format!("{} is no module with names: {error}.", named.display())))?;
    let sum: usize = weights.values().sum();
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    println!("{:>10} {:>7}  code by crate, not compressed", "bytes", "share");
    for (name, bytes) in &weights {
        println!("{bytes:>10} {:>6.1} %  {name}", *bytes as f64 * 100.0 / sum as f64);
    }
    println!("{sum:>10}          sum");
    Ok(())
}

fn with_names(tools: &Tools, shrinker: &Shrinker) -> Result<PathBuf, Failure> {
    let target = workspace::target()?;
    let linked = target.join("wasm32-unknown-unknown/web/sms_dashboard.wasm");
    let folder = target.join("app/by-crate");
    let mut wasm_bindgen = Command::new("wasm-bindgen");
    wasm_bindgen.args(["--target", "web", "--no-typescript", "--out-name", "named", "--out-dir"]);
    process::quiet(wasm_bindgen.arg(&folder).arg(&linked).env("PATH", &tools.path))?;
    let (bound, named) = (folder.join("named_bg.wasm"), folder.join("named.wasm"));
    shrinker.optimise_with_names(Path::new(&bound), &named)?;
    Ok(named)
}

/// The bytes of all function bodies, by crate.
fn weigh(module: &[u8]) -> wasmparser::Result<BTreeMap<String, usize>> {
    let mut n_imports = 0;
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    n_imports += usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for part in section {
                        if let Name::Function(functions) = part? {
                            for function in functions {
                                let function = function?;
                                names.insert(function.index as usize, function.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut weights = BTreeMap::new();
    for (index, bytes) in bodies.into_iter().enumerate() {
        let name = names.get(&(n_imports + index)).map_or(NAMELESS, |name| crate_of(name));
        *weights.entry(name.to_owned()).or_default() += bytes;
    }
    Ok(weights)
}

/// The crate of a function: the first in its name, but a crate of the standard library only if there is no other.
fn crate_of(function: &str) -> &str {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut standard = NAMELESS;
    let mut rest = function;
    while let Some((before, after)) = rest.split_once("::") {
        // Some names have a number after the crate: `core[c5930c85a12de822]::fmt::write`.
        let before =
            before.strip_suffix(']').and_then(|before| before.rsplit_once('[')).map_or(before, |(before, _)| before);
        let word = before.rsplit(|c| !is_word(c)).next().unwrap_or_default();
        // The first word of a path does not follow another `::`.
        let is_first = !before[..before.len() - word.len()].ends_with("::") && !word.is_empty();
        if is_first && !STANDARD.contains(&word) {
            return word;
        }
        if is_first {
            standard = "std";
        }
        // Skips the rest of this path.
        rest = after.trim_start_matches(|c| is_word(c) || c == ':');
    }
    standard
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_function_counts_for_the_crate_that_it_is_there_for() {
        for (function, expected) in [
            ("chrono::naive::date::NaiveDate::add_days::h0123", "chrono"),
            ("core::fmt::write::h0123", "std"),
            ("<alloc::string::String as core::fmt::Write>::write_str::h0123", "std"),
            ("core::ptr::drop_in_place<campaign::delivery::Delivery>::h0123", "campaign"),
            ("<reactive_graph::owner::Owner as core::ops::drop::Drop>::drop::h0123", "reactive_graph"),
            ("alloc::vec::Vec<T,A>::push::h0123", "std"),
            ("<core[c5930c85a12de822]::fmt::Formatter>::pad", "std"),
            ("<F as sms_dashboard::dom::Draw>::draw::h0123", "sms_dashboard"),
            ("memcpy", NAMELESS),
            ("__wbindgen_malloc", NAMELESS),
        ] {
            assert_eq!(crate_of(function), expected, "{function}");
        }
    }

    /// `(module (import "" "" (func)) (func $a::x nop) (func $core::y nop nop) (func nop))`
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x05\x01\0\0\0\0\x03\x04\x03\0\0\0\
        \x0a\x0e\x03\x03\0\x01\x0b\x04\0\x01\x01\x0b\x03\0\x01\x0b\
        \0\x17\x04name\x01\x10\x02\x01\x04a::x\x02\x07core::y";

    #[test]
    fn every_body_is_weighed() {
        let weights = weigh(MODULE).unwrap();
        let expected = [(NAMELESS, 3), ("a", 3), ("std", 4)].map(|(name, bytes)| (name.to_owned(), bytes));
        assert_eq!(weights, BTreeMap::from(expected));
    }
}
