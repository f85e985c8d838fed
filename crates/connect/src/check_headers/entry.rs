//! The names of the other files in the entry file, and their digests, which the loader checks.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serving::rules::ASSETS;
use sha2::{Digest, Sha256};

/// A file that another one names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its path below the deployment's address.
    pub path: String,
    /// `sha256-…` of its content, if given.
    pub integrity: Option<String>,
}

/// The files under `assets/` that `text` names, each once, in the order of their names' first appearance.
pub fn named_in(text: &str) -> Vec<Named> {
    let folder = format!("{ASSETS}/");
    let mut found: Vec<Named> = Vec::new();
    for (start, _) in text.match_indices(&folder) {
        let rest = &text[start + folder.len()..];
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let path = format!("{folder}{name}");
        if name.is_empty() || found.iter().any(|named| named.path == path) {
            continue;
        }
        // The digest is a field of the same object, or an attribute of the same element.
        let (before, after) = (&text[..start], &rest[name.len()..]);
        let begin = before.rfind(['{', '}', '<', '>']).unwrap_or_default();
        let end = start + folder.len() + name.len() + after.find(['{', '}', '<', '>']).unwrap_or(after.len());
        let object = &text[begin..end];
        let digest = object.find("sha256-").map(|at| &object[at..]);
        let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-');
        let integrity = digest.map(|digest| digest[..digest.find(|c| !is_digit(c)).unwrap_or(digest.len())].to_owned());
        found.push(Named { path, integrity });
    }
    found
}

/// The digest of `content`, in the form of `integrity` attributes.
pub fn digest(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_digests_are_found_as_a_build_writes_them_and_minified() {
        let written = r#"const FILES = {version: "0.1.0", js: {path: "assets/app-0123456789abcdef.js", size: 5, integrity: "sha256-ab+/="}, wasm: {path: "assets/app-fedcba9876543210.wasm", size: 7, integrity: "sha256-cd=="}};"#;
        let minified = r#"x={version:"0.1.0",js:{path:"assets/app-0123456789abcdef.js",size:5,integrity:"sha256-ab+/="},wasm:{path:"assets/app-fedcba9876543210.wasm",size:7,integrity:"sha256-cd=="}};y("assets/app-0123456789abcdef.js")"#;
        let named = |path: &str, integrity: Option<&str>| Named {
            path: path.to_owned(),
            integrity: integrity.map(str::to_owned),
        };
        let sorted = r#"x={js:{integrity:"sha256-ab+/=",path:"assets/app-0123456789abcdef.js",size:5},wasm:{integrity:"sha256-cd==",path:"assets/app-fedcba9876543210.wasm",size:7}}"#;
        let both = [
            named("assets/app-0123456789abcdef.js", Some("sha256-ab+/=")),
            named("assets/app-fedcba9876543210.wasm", Some("sha256-cd==")),
        ];
        assert_eq!(named_in(written), both);
        assert_eq!(named_in(minified), both);
        assert_eq!(named_in(sorted), both);
        let page = r#"<link rel="stylesheet" href="./assets/page-0123456789abcdef.css">"#;
        assert_eq!(named_in(page), [named("assets/page-0123456789abcdef.css", None)]);
        let preload = r#"<link href="./assets/a-0.js"><link href="./assets/b-1.css" integrity="sha256-ab">"#;
        assert_eq!(named_in(preload), [named("assets/a-0.js", None), named("assets/b-1.css", Some("sha256-ab"))]);
        assert_eq!(named_in("assets/ and assets"), []);
    }

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // NIST's example of SHA-256 for "abc", in base64.
        let expected = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(digest(b"abc"), expected);
    }
}
