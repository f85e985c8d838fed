//! The files that trunk built, read from its folder.

use std::path::Path;

use wasm_encoder::{CustomSection, Section};

use crate::failure::Failure;
use crate::shrink::COPIED_SCRIPTS;

/// A file under the name that trunk gave it.
pub struct Named {
    /// Without a folder.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Trunk's files of the app; the loader is not minified yet.
pub struct AppFiles {
    /// `index.html`
    pub page: String,
    /// `loader.js`
    pub loader: String,
    /// `trouble.js`, not minified yet either.
    pub trouble: String,
    /// `plans.txt`
    pub plans: String,
    /// `workbook.min.js`
    pub workbook: String,
    /// `config.json`
    pub config: Vec<u8>,
    /// The page's own style sheet.
    pub css: Named,
    /// wasm-bindgen's JavaScript.
    pub js: Named,
    /// The WebAssembly.
    pub wasm: Named,
}

impl AppFiles {
    /// Reads trunk's folder.
    ///
    /// # Errors
    /// A file is missing, or there are several of a kind.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        Ok(Self {
            page: text(&folder.join("index.html"))?,
            loader: text(&folder.join("loader.js"))?,
            trouble: text(&folder.join("trouble.js"))?,
            plans: text(&folder.join("plans.txt"))?,
            workbook: text(&folder.join("workbook.min.js"))?,
            config: bytes(&folder.join("config.json"))?,
            css: only(folder, |name| name.ends_with(".css"))?,
            js: only(folder, |name| name.ends_with(".js") && !COPIED_SCRIPTS.contains(&name))?,
            wasm: only(folder, |name| name.ends_with(".wasm"))?,
        })
    }

    /// Marks JavaScript and WebAssembly with a version: the same app with other bytes, like a new build.
    pub fn mark(&mut self, version: &str) {
        self.trouble.push_str(&format!("\nexport const version = \"{version}\";\n"));
        self.js.content.extend_from_slice(format!("\n//{version}\n").as_bytes());
        let section = CustomSection { name: "version".into(), data: version.as_bytes().into() };
        section.append_to(&mut self.wasm.content);
    }
}

/// The one file of `folder` whose name fits.
fn only(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<Named, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let names: Vec<_> = names.filter(|name| fits(name)).collect();
    let [name] = names.as_slice() else {
        return Err(Failure::new(format!(
            "{} should have one style sheet, one script beside those of src and workbook, and one WebAssembly. Delete it and build again.",
            folder.display()
        )));
    };
    Ok(Named { name: name.clone(), content: bytes(&folder.join(name))? })
}

fn text(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

/// The bytes of `file`.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read: {error}. Build again.", path.display()))
}
