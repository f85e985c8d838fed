//! The npm package's own files, from `embed/`.

use super::app_files::bytes;
use super::pack::Files;
use crate::failure::Failure;
use crate::workspace;

/// The files of `embed/` that are served unchanged; `package.json` is not.
const AS_THEY_ARE: [&str; 3] = ["README.md", "custom-elements.json", "sms-dashboard.d.ts"];

/// The placeholder in `embed/package.json` for the version of Cargo.toml.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// The files that make the served folder an npm package.
///
/// # Errors
/// One of them is missing, or the manifest has no place for the version.
pub fn files(version: &str) -> Result<Files, Failure> {
    let root = workspace::root();
    let embed = root.join("embed");
    let mut files = Files::from([("LICENSE".to_owned(), bytes(&root.join("LICENSE"))?)]);
    for name in AS_THEY_ARE {
        files.insert(name.to_owned(), bytes(&embed.join(name))?);
    }
    let manifest = String::from_utf8_lossy(&bytes(&embed.join("package.json"))?).into_owned();
    files.insert("package.json".to_owned(), with_version(&manifest, version)?.into_bytes());
    Ok(files)
}

fn with_version(manifest: &str, version: &str) -> Result<String, Failure> {
    if manifest.matches(NO_VERSION).count() == 1 {
        Ok(manifest.replace(NO_VERSION, &format!("\"version\": \"{version}\"")))
    } else {
        Err(Failure::new(format!("embed/package.json must say {NO_VERSION} once: the version is Cargo.toml's.")))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_version_of_the_package_is_that_of_the_workspace() {
        let expected = "{\"name\": \"x\", \"version\": \"1.2.3\"}";
        assert_eq!(with_version("{\"name\": \"x\", \"version\": \"0.0.0\"}", "1.2.3").unwrap(), expected);
        assert!(with_version("{\"version\": \"1.0.0\"}", "1.2.3").is_err());
    }

    /// `_headers` has no pattern for the files at the top: each has a rule of its own.
    #[test]
    fn every_file_of_the_package_has_a_rule_in_headers() {
        let headers = serving::forms::netlify(&serving::Hosting::default());
        for name in files("1.2.3").unwrap().keys() {
            assert!(headers.contains(&format!("\n/{name}\n")), "{name}");
        }
    }
}
