//! The entry file: the loader with the table of the files that belong to it.

use serde_json::json;

use super::digest;
use crate::failure::Failure;

/// The begin of the loader's line that the table replaces.
const LINE: &str = "const FILES = ";

/// A file that the loader loads.
pub struct Part<'a> {
    /// Its address, relative to the entry's.
    pub path: &'a str,
    /// Its bytes, not compressed.
    pub content: &'a [u8],
}

/// The files that the loader loads.
pub struct Parts<'a> {
    pub js: Part<'a>,
    pub wasm: Part<'a>,
    /// The error messages.
    pub trouble: Part<'a>,
    /// The numbering plans.
    pub plans: Part<'a>,
    /// The script that makes workbooks.
    pub workbook: Part<'a>,
}

/// Writes the table into the loader's source.
///
/// # Errors
/// The source does not have exactly one such line.
pub fn with_files(loader: &str, version: &str, parts: &Parts) -> Result<String, Failure> {
    if loader.lines().filter(|line| line.starts_with(LINE)).count() != 1 {
        return Err(Failure::new(format!(
            "src/loader.js must have exactly one line that begins with `{LINE}`: the table of files takes its place."
        )));
    }
    let [js, trouble, plans, workbook] = [&parts.js, &parts.trouble, &parts.plans, &parts.workbook].map(described);
    // Only the WebAssembly has a progress bar.
    let mut wasm = described(&parts.wasm);
    wasm["size"] = parts.wasm.content.len().into();
    let table =
        json!({ "version": version, "js": js, "wasm": wasm, "trouble": trouble, "plans": plans, "workbook": workbook });
    let lines = loader
        .lines()
        .map(|line| if line.starts_with(LINE) { format!("{LINE}{table};\n") } else { format!("{line}\n") });
    Ok(lines.collect())
}

/// Tells the hosts' bundlers to leave an import alone; webpack would replace it with an error. This comes after
/// minifying, which removes such comments.
pub fn left_alone_by_bundlers(minified: &str) -> String {
    minified.replace("import(", "import(/*webpackIgnore:true*/")
}

fn described(part: &Part) -> serde_json::Value {
    json!({ "path": part.path, "integrity": digest::integrity(part.content) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const PARTS: Parts = Parts {
        js: Part { path: "assets/app-1.js", content: b"abc" },
        wasm: Part { path: "assets/app-2.wasm", content: b"" },
        trouble: Part { path: "assets/trouble-3.js", content: b"" },
        plans: Part { path: "assets/plans-4.txt", content: b"" },
        workbook: Part { path: "assets/workbook-5.js", content: b"" },
    };

    #[test]
    fn the_table_takes_the_place_of_its_line() {
        let entry = with_files("// first\nconst FILES = {};\nexport {};\n", "1.2.3", &PARTS).unwrap();
        let lines: Vec<_> = entry.lines().collect();
        assert_eq!((lines[0], lines[2], lines.len()), ("// first", "export {};", 3));
        let table = lines[1].strip_prefix("const FILES = ").unwrap().strip_suffix(';').unwrap();
        let table: serde_json::Value = serde_json::from_str(table).unwrap();
        // The digests of "abc" (FIPS 180-2, B.1) and of nothing.
        let expected = json!({
            "version": "1.2.3",
            "js": {
                "path": "assets/app-1.js",
                "integrity": "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
            },
            "wasm": {
                "path": "assets/app-2.wasm", "size": 0,
                "integrity": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            },
            "trouble": {
                "path": "assets/trouble-3.js",
                "integrity": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            },
            "plans": {
                "path": "assets/plans-4.txt",
                "integrity": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            },
            "workbook": {
                "path": "assets/workbook-5.js",
                "integrity": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            },
        });
        assert_eq!(table, expected);
    }

    #[test]
    fn imports_alone_are_marked_for_bundlers() {
        let minified = "import(u);f(import.meta.url);import a from'b'";
        assert_eq!(
            left_alone_by_bundlers(minified),
            "import(/*webpackIgnore:true*/u);f(import.meta.url);import a from'b'"
        );
    }

    #[test]
    fn a_loader_without_the_line_or_with_two_is_refused() {
        assert!(with_files("export {};", "1.2.3", &PARTS).is_err());
        assert!(with_files("const FILES = 1;\nconst FILES = 2;", "1.2.3", &PARTS).is_err());
    }
}
