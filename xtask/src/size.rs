//! `cargo xtask size`: the weight of the first load; with `--by-crate`, of each crate in the WebAssembly.

mod by_crate;

use std::path::Path;

use serving::rules::{ASSETS, ENTRY};

use crate::dist::{self, Copies};
use crate::failure::Failure;
use crate::{shrink, tools};

/// The aim for the whole app, in compressed bytes. `docs/weight.md` says why it is exceeded.
const AIM: u64 = 300_000;

/// The limit of the whole app: what it weighs today, and a little more.
const LIMIT: u64 = 512_000;

/// The limit of the entry, which a host's page loads even without an element.
const ENTRY_LIMIT: u64 = 4_500;

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Also print the code of each crate
    #[arg(long)]
    by_crate: bool,
    /// Install missing system packages (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Builds the app and weighs it.
pub fn run(options: &Options) -> Result<(), Failure> {
    let tools = tools::provide()?;
    let shrinker = shrink::provide(options.install)?;
    let dist = dist::release(&tools, Some(&shrinker), Copies::Made)?;
    if options.by_crate {
        by_crate::print(&tools, &shrinker)?;
    }
    check(&dist)
}

/// Prints every file of the first load in the packed folder `dist` with its weight.
///
/// # Errors
/// The sum or the entry is over its limit.
pub fn check(dist: &Path) -> Result<(), Failure> {
    let files = weigh(dist)?;
    let sum = files.iter().map(|file| file.brotli).sum();
    let raw: u64 = files.iter().map(|file| file.raw).sum();
    println!("{:>10} {:>10}  first load", "raw", "brotli 11");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.raw, file.brotli, file.name);
    }
    println!("{raw:>10} {sum:>10}  sum, {}, limit {LIMIT}", verdict(sum, AIM));
    let entry = files.iter().find(|file| file.name == ENTRY).map_or(0, |file| file.brotli);
    println!("{:>10} {entry:>10}  on the host's path, {}", "", verdict(entry, ENTRY_LIMIT));
    hold(sum, entry)
}

/// Fails if a weight is over its limit.
fn hold(sum: u64, entry: u64) -> Result<(), Failure> {
    for (name, weight, limit) in [("The first load", sum, LIMIT), (ENTRY, entry, ENTRY_LIMIT)] {
        if weight > limit {
            return Err(Failure::new(format!(
                "{name} weighs {weight} bytes and may weigh {limit}. Find what was added since it was below the limit."
            )));
        }
    }
    Ok(())
}

fn verdict(weight: u64, aim: u64) -> String {
    if weight <= aim {
        format!("{} below the aim of {aim}", aim - weight)
    } else {
        format!("{} over the aim of {aim}", weight - aim)
    }
}

struct File {
    name: String,
    raw: u64,
    brotli: u64,
}

/// The assets that are loaded when somebody needs them, by the beginnings of their names.
const LATER: [&str; 2] = ["plans-", "workbook-"];

/// Weighs the page, the entry and all scripts, styles and WebAssembly among the assets, the heaviest first; all of them
/// belong to the first load, except [`LATER`]. The settings do not count, because
/// every deployment has its own.
fn weigh(dist: &Path) -> Result<Vec<File>, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("{} cannot be read: {error}. Build again.", dist.display()));
    let mut names = vec!["index.html".to_owned(), ENTRY.to_owned()];
    for entry in std::fs::read_dir(dist.join(ASSETS)).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        // A file weighs what its compressed copy does.
        let name = name.to_str().and_then(|name| name.strip_suffix(".br"));
        let name = name.filter(|name| !LATER.iter().any(|stem| name.starts_with(stem)));
        names.extend(name.map(|name| format!("{ASSETS}/{name}")));
    }
    let length = |name: &str| Ok(std::fs::metadata(dist.join(name)).map_err(unreadable)?.len());
    let files =
        names.into_iter().map(|name| Ok(File { raw: length(&name)?, brotli: length(&format!("{name}.br"))?, name }));
    let mut files = files.collect::<Result<Vec<_>, Failure>>()?;
    files.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.name.cmp(&b.name)));
    Ok(files)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_heavy_first_load_or_entry_fails() {
        assert!(hold(LIMIT, ENTRY_LIMIT).is_ok());
        assert!(hold(LIMIT + 1, ENTRY_LIMIT).is_err());
        assert!(hold(AIM, ENTRY_LIMIT + 1).is_err());
    }

    #[test]
    fn the_first_load_is_the_page_the_entry_and_the_assets() {
        let dist = tempfile::tempdir().unwrap();
        std::fs::create_dir(dist.path().join("assets")).unwrap();
        for name in [
            "index.html",
            ENTRY,
            "assets/app-1.wasm",
            "assets/plans-2.txt",
            "assets/workbook-3.js",
            "README.md",
            "config.json",
        ] {
            std::fs::write(dist.path().join(name), "four").unwrap();
            std::fs::write(dist.path().join(format!("{name}.br")), "2b").unwrap();
        }
        let files = weigh(dist.path()).unwrap();
        let names: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.raw, file.brotli)).collect();
        assert_eq!(names, [("assets/app-1.wasm", 4, 2), ("index.html", 4, 2), (ENTRY, 4, 2)]);
    }
}
