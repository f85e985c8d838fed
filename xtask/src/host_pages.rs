//! Pages that embed the dashboard: the examples for portals, and pages for browser tests only.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::shrink::Shrinker;
use crate::{npm, process, step, workspace};

/// Builds all of them in Cargo's target folder, as a portal would serve them, and returns the folder.
pub fn build(shrinker: &Shrinker) -> Result<PathBuf, Failure> {
    let examples = workspace::root().join("embed/examples");
    let of_tests = workspace::root().join("tests/browser/hosts");
    let frameworks = npm::provide(&examples)?;
    let hostile = npm::provide(&workspace::root().join("tests/browser"))?;
    let hosts = workspace::target()?.join("hosts");
    step::quiet("Hosts", || {
        // A missing folder needs no removal.
        let _ = std::fs::remove_dir_all(&hosts);
        copy(&examples, &hosts)?;
        copy(&of_tests, &hosts)?;
        shrinker.bundle(
            &examples.join("react/portal.jsx"),
            &frameworks,
            &hosts.join("react/portal.js"),
            &["/sms/*"],
        )?;
        shrinker.bundle(&examples.join("vue/portal.js"), &frameworks, &hosts.join("vue/portal.js"), &["/sms/*"])?;
        shrinker.bundle(&of_tests.join("hostile/host.js"), &hostile, &hosts.join("hostile/host.js"), &["/sms/*"])?;
        copy_file(&hostile.join("bootstrap/dist/css/bootstrap-reboot.css"), &hosts.join("hostile/bootstrap.css"))?;
        let mut tailwind = Command::new("node");
        tailwind.arg(of_tests.join("hostile/tailwind.mjs")).arg(hostile.join("tailwindcss"));
        write(&hosts.join("hostile/tailwind.css"), &process::quiet(&mut tailwind)?)
    })?;
    Ok(hosts)
}

/// Copies pages, style sheets and scripts, also those in subfolders.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| unusable(to, &error))?;
    let entries = std::fs::read_dir(from).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    for entry in entries.map_err(|error| unusable(from, &error))? {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = source.extension().and_then(|kind| kind.to_str());
        if source.is_dir() {
            copy(&source, &target)?;
        } else if matches!(kind, Some("html" | "css" | "js")) {
            copy_file(&source, &target)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::copy(from, to).map(drop).map_err(|error| unusable(from, &error))
}

fn write(path: &Path, content: &str) -> Result<(), Failure> {
    std::fs::write(path, content).map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read or written: {error}.", path.display()))
}
