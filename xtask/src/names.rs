//! Short names between the WebAssembly and its JavaScript.
//!
//! wasm-bindgen names each of some hundred imports at length and with a digest, once on either side. Digests do not
//! compress: 3 KB of the first load.

use std::collections::HashMap;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Import, Imports, Parser};

/// Renames what a module imports and exports, and the JavaScript that wasm-bindgen wrote for it.
///
/// # Errors
/// The module cannot be read, or the JavaScript does not name it as expected.
pub fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String), String> {
    let mut renamer = Renamer::default();
    let mut renamed = Module::new();
    renamer.parse_core_module(&mut renamed, Parser::new(0), module).map_err(|error| error.to_string())?;
    let (script, n_imports) = rename(script, "\n        ", &renamer.imports);
    if n_imports != renamer.imports.len() {
        return Err(format!("{} imports, and {n_imports} of them in the JavaScript", renamer.imports.len()));
    }
    let (script, _) = rename(&script, "wasm.", &renamer.exports);
    Ok((renamed.finish(), script))
}

/// New names by the old ones.
type Names = HashMap<String, String>;

#[derive(Default)]
struct Renamer {
    imports: Names,
    exports: Names,
}

impl Reencode for Renamer {
    type Error = std::convert::Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Result<(), Error> {
        match imports {
            Imports::Single(index, import) => {
                let name = short(&mut self.imports, import.name);
                utils::parse_imports(self, section, Imports::Single(index, Import { name: &name, ..import }))
            }
            // Browsers do not read the compact forms yet, so that nothing writes them.
            compact => utils::parse_imports(self, section, compact),
        }
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), Error> {
        let name = short(&mut self.exports, export.name);
        utils::parse_export(self, exports, Export { name: &name, ..export })
    }
}

/// The next of a, b, … z, aa, ba, …
fn short(names: &mut Names, name: &str) -> String {
    let mut n = names.len() + 1;
    let mut short = String::new();
    while n > 0 {
        short.push(char::from(b'a' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    names.insert(name.to_owned(), short.clone());
    short
}

/// Replaces the words of `names` where they follow `before`, and counts them.
fn rename(script: &str, before: &str, names: &Names) -> (String, usize) {
    let mut pieces = script.split(before);
    let mut renamed = pieces.next().unwrap_or_default().to_owned();
    let mut n = 0;
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$').unwrap_or(piece.len());
        let (word, rest) = piece.split_at(end);
        let short = names.get(word);
        n += usize::from(short.is_some());
        renamed.push_str(before);
        renamed.push_str(short.map_or(word, String::as_str));
        renamed.push_str(rest);
    }
    (renamed, n)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// `(module (import "./x.js" "__wbg_now_0a" (func)) (export "tick" (func 0)))`
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x17\x01\x06./x.js\x0c__wbg_now_0a\0\0\
        \x07\x08\x01\x04tick\0\0";

    const SCRIPT: &str = "const import0 = {\n        __wbg_now_0a: function() {},\n};\nwasm.tick(); wasm.ticks; tick;";

    #[test]
    fn both_sides_get_the_same_short_names() {
        let (module, script) = shorten(MODULE, SCRIPT).unwrap();
        assert_eq!(script, "const import0 = {\n        a: function() {},\n};\nwasm.a(); wasm.ticks; tick;");
        let expected = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0c\x01\x06./x.js\x01a\0\0\x07\x05\x01\x01a\0\0";
        assert_eq!(module, expected);
    }

    #[test]
    fn a_script_that_lacks_an_import_is_refused() {
        assert!(shorten(MODULE, "const import0 = {};").is_err());
        assert!(shorten(b"nothing", SCRIPT).is_err());
    }

    #[test]
    fn names_are_short_and_differ() {
        let mut names = Names::new();
        let all: Vec<String> = (0..60).map(|n| short(&mut names, &n.to_string())).collect();
        assert_eq!((all[0].as_str(), all[25].as_str(), all[26].as_str()), ("a", "z", "aa"));
        assert_eq!(all.iter().collect::<std::collections::HashSet<_>>().len(), 60);
    }
}
