//! `cargo xtask dist --verify`: the same checkout gives the same bytes in any folder.

use std::path::{Path, PathBuf};

use super::folder;
use super::pack::Files;
use crate::failure::Failure;
use crate::{process, step, workspace};

/// The folders, in Cargo's target folder, for the copies of the checkout and for their builds. The names have different
/// lengths, so that a file that contains a path differs in length.
const PLACES: [(&str, &str); 2] = [("one", "one/target"), ("another-place/of-it", "another-place/built")];

/// Builds two clean copies of the checkout and compares the packed files.
///
/// # Errors
/// A build failed, or a byte differs.
pub fn run(install: bool) -> Result<(), Failure> {
    let home = workspace::target()?.join("verify");
    let cannot = |error: std::io::Error| Failure::new(format!("{} cannot be used: {error}.", home.display()));
    let clean = || match std::fs::remove_dir_all(&home) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(cannot(error)),
        _ => Ok(()),
    };
    clean()?;
    let sources = sources()?;
    // Both copies are made before the first build, during which the checkout may change.
    for (checkout, _) in PLACES {
        copy(&sources, &home.join(checkout)).map_err(cannot)?;
    }
    let mut builds = Vec::new();
    for (checkout, target) in PLACES {
        let checkout = home.join(checkout);
        build(&checkout, &home.join(target), install)?;
        let read = |name| folder::read(&checkout.join(name)).map_err(cannot);
        builds.push((read("dist")?, read("dist-hosting")?));
    }
    let [first, second] = builds.as_slice() else { return Ok(()) };
    let differing = [differing(&first.0, &second.0), differing(&first.1, &second.1)].concat();
    if !differing.is_empty() {
        return Err(Failure::new(format!(
            "Two clean builds differ in {}. Both are kept in {}.",
            differing.join(", "),
            home.display()
        )));
    }
    clean()?;
    println!("Two clean builds in different folders: {} files, all bytes the same", first.0.len() + first.1.len());
    Ok(())
}

/// The files of the checkout, committed or not, relative to it.
fn sources() -> Result<Vec<PathBuf>, Failure> {
    let mut git = std::process::Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(workspace::root());
    let names = process::quiet(&mut git)?;
    let paths = names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from);
    // Git lists a deleted file until the deletion is committed.
    Ok(paths.filter(|path| workspace::root().join(path).is_file()).collect())
}

fn copy(sources: &[PathBuf], to: &Path) -> std::io::Result<()> {
    for path in sources {
        let copied = to.join(path);
        std::fs::create_dir_all(copied.parent().unwrap_or(to))?;
        std::fs::copy(workspace::root().join(path), copied)?;
    }
    Ok(())
}

fn build(checkout: &Path, target: &Path, install: bool) -> Result<(), Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["run", "--package", "xtask", "--", "dist"]).args(install.then_some("--install"));
    cargo.current_dir(checkout).env("CARGO_TARGET_DIR", target);
    step::quiet(&format!("Build in {}", checkout.display()), || process::quiet(&mut cargo))?;
    Ok(())
}

/// The names of files that only one has, or whose content differs.
fn differing(first: &Files, second: &Files) -> Vec<String> {
    let differs = |name: &&String| first.get(*name) != second.get(*name);
    let mut names: Vec<String> = first.keys().chain(second.keys()).filter(differs).cloned().collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_told() {
        let files = |files: &[(&str, &str)]| -> Files {
            files.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect()
        };
        let (first, second) =
            (files(&[("a", "1"), ("b", "1"), ("c", "1")]), files(&[("b", "2"), ("c", "1"), ("d", "1")]));
        assert_eq!(differing(&first, &second), ["a", "b", "d"]);
    }
}
