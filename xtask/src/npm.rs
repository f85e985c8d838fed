//! Tools from npm, one cache folder for each project.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::system::Need;
use crate::{process, step, system, tools, workspace};

/// Whether npm is installed.
pub fn is_here() -> bool {
    tools::on_path("npm").is_some()
}

pub fn need() -> Need {
    Need { packages: &["nodejs", "npm"], is_here: is_here(), tests: None }
}

/// Installs npm for `purpose` if it is missing and `install` allows it; otherwise the failure says how to install it.
pub fn provide_itself(purpose: &str, install: bool) -> Result<(), Failure> {
    system::provide(purpose, &[need()], install)?;
    Ok(())
}

/// Node in `tests/<project>`, with the packages of its manifest. `purpose` is that of [`provide_itself`].
pub fn node(project: &str, purpose: &str, install: bool) -> Result<Command, Failure> {
    provide_itself(purpose, install)?;
    let folder = workspace::root().join("tests").join(project);
    let packages = provide(&folder)?;
    let mut node = Command::new("node");
    // The packages are in the cache, not beside the tests: `require` finds them there.
    node.current_dir(folder).env("NODE_PATH", packages);
    Ok(node)
}

/// The arguments with which Node runs the tests in its folder.
pub const TESTS: [&str; 4] = ["--test", "--test-reporter", "dot", "."];

/// Installs the packages of `project`'s manifest and returns their folder, `node_modules`.
///
/// npm checks every package against its digest in the lock file, and runs no install scripts.
pub fn provide(project: &Path) -> Result<PathBuf, Failure> {
    let manifest = project.join("package.json");
    let pinned = std::fs::read_to_string(&manifest).map(|text| pinned(&text));
    let pinned = pinned.map_err(|error| Failure::new(format!("{} cannot be read: {error}.", manifest.display())))?;
    // A package of an organisation is called `@organisation/name`.
    let home = workspace::cache()?.join(pinned.join("-").replace('/', "-"));
    let packages = home.join("node_modules");
    // npm writes this file last.
    if packages.join(".package-lock.json").is_file() {
        return Ok(packages);
    }
    step::quiet(&format!("{} from npm", pinned.join(", ")), || fetch(project, &home))?;
    Ok(packages)
}

fn fetch(project: &Path, home: &Path) -> Result<(), Failure> {
    let copied = std::fs::create_dir_all(home).and_then(|()| {
        ["package.json", "package-lock.json"].iter().try_for_each(|file| {
            std::fs::copy(project.join(file), home.join(file))?;
            Ok(())
        })
    });
    copied.map_err(|error| Failure::new(format!("{} cannot be filled: {error}.", home.display())))?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(home);
    process::quiet(&mut npm)?;
    Ok(())
}

/// `name-version` of each dependency of a manifest.
fn pinned(manifest: &str) -> Vec<String> {
    let dependencies = manifest.split("\"devDependencies\": {").nth(1).and_then(|rest| rest.split('}').next());
    let lines = dependencies.unwrap_or("").split(',');
    let pairs = lines.filter_map(|line| line.trim().trim_matches('"').split_once("\": \""));
    pairs.map(|(name, version)| format!("{name}-{version}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_tells_what_it_pins() {
        let manifest = "{\n  \"name\": \"x\",\n  \"devDependencies\": {\n    \"binaryen\": \"132.0.0\",\n    \
                        \"esbuild\": \"0.28.2\"\n  }\n}\n";
        assert_eq!(pinned(manifest), ["binaryen-132.0.0", "esbuild-0.28.2"]);
        assert!(pinned("{}").is_empty());
    }
}
