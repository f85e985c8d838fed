//! Joins the style sheets and takes out what only people read in them.

use std::{env, error::Error, fs, path::Path};

const SHEETS: [&str; 2] = ["style/tokens.css", "style/app.css"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut sheet = String::new();
    for path in SHEETS {
        println!("cargo::rerun-if-changed={path}");
        sheet.push_str(&fs::read_to_string(path)?);
    }
    let out = env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("style.css"), dense(&sheet))?;
    Ok(())
}

/// Without comments, and without white space where none is needed. Strings here hold single spaces only.
fn dense(sheet: &str) -> String {
    let uncommented: String =
        sheet.split("/*").map(|piece| piece.split_once("*/").map_or(piece, |(_, rest)| rest)).collect();
    let mut dense = String::new();
    for word in uncommented.split_whitespace() {
        // A space matters between words; after these it never does, and before a brace.
        if !dense.is_empty() && !dense.ends_with([';', '{', '}', ',']) && !word.starts_with(['{', '}']) {
            dense.push(' ');
        }
        dense.push_str(word);
    }
    dense.replace(";}", "}")
}
