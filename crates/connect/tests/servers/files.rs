//! The files to serve: those of the folder in `DIST`, which `cargo xtask dist` wrote, or some small ones.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::dist;

pub struct Files {
    pub folder: PathBuf,
    _temporary: Option<TempDir>,
}

impl Files {
    pub fn new() -> Self {
        match std::env::var_os("DIST") {
            Some(folder) => Self { folder: folder.into(), _temporary: None },
            None => {
                let temporary = dist();
                Self { folder: temporary.path().to_owned(), _temporary: Some(temporary) }
            }
        }
    }

    /// The paths of the served files, relative to the folder.
    pub fn paths(&self) -> Vec<String> {
        let is_served = |name: &str| {
            !name.starts_with(['.', '_']) && ![".br", ".zst", ".gz"].iter().any(|ending| name.ends_with(ending))
        };
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
            let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
            files.map(|entry| entry.file_name().into_string().unwrap()).filter(|name| is_served(name)).collect()
        };
        let assets = names(&self.folder.join("assets")).into_iter().map(|name| format!("assets/{name}"));
        names(&self.folder).into_iter().chain(assets).collect()
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.folder.join(path)).unwrap()
    }
}
