//! Folders that are replaced as a whole.

use std::io;
use std::path::{Path, PathBuf};

use serving::rules::ENTRY;

use super::pack::Files;
use crate::failure::Failure;

/// Replaces `folder` with `files`. They are written beside it first, so that an interrupt does not damage the old
/// folder.
///
/// # Errors
/// The disk fails, or the folder is not of an earlier build: such a folder is not deleted.
pub fn replace(folder: &Path, files: &Files) -> Result<(), Failure> {
    if !is_ours(folder, files) {
        return Err(Failure::new(format!(
            "{} is not the folder of an earlier build, and its files would be lost. Choose another folder, or empty it.",
            folder.display()
        )));
    }
    let cannot = |error: io::Error| Failure::new(format!("{} cannot be written: {error}.", folder.display()));
    let (unfinished, old) = (beside(folder, "unfinished"), beside(folder, "old"));
    for leftover in [&unfinished, &old] {
        remove(leftover).map_err(cannot)?;
    }
    write(&unfinished, files).map_err(cannot)?;
    if folder.exists() {
        std::fs::rename(folder, &old).map_err(cannot)?;
    }
    if let Err(error) = std::fs::rename(&unfinished, folder) {
        // Restores the old folder, if there was one.
        let _ = std::fs::rename(&old, folder);
        return Err(cannot(error));
    }
    remove(&old).map_err(cannot)
}

/// Whether the folder may be replaced: it is missing or empty, or contains a file that only our builds have.
fn is_ours(folder: &Path, files: &Files) -> bool {
    let Some(telling) = files.get_key_value(ENTRY).or_else(|| files.first_key_value()) else { return true };
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none() || folder.join(telling.0).is_file(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// `folder` with another word at the end of its name.
pub fn beside(folder: &Path, word: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_os_string();
    name.push("-");
    name.push(word);
    folder.with_file_name(name)
}

fn remove(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Everything in `folder`, by name.
pub fn read(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(inner)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
                files.insert(name, std::fs::read(path)?);
            }
        }
    }
    Ok(files)
}

fn write(folder: &Path, files: &Files) -> io::Result<()> {
    for (name, content) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, content)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn files(names: &[&str]) -> Files {
        names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect()
    }

    #[test]
    fn a_new_build_takes_the_place_of_the_old_one_as_a_whole() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("a/dist");
        let (first, second) = (files(&[ENTRY, "assets/app-1.js"]), files(&[ENTRY, "assets/app-2.js"]));
        replace(&out, &first).unwrap();
        replace(&out, &second).unwrap();
        assert_eq!(read(&out).unwrap(), second);
        let left: Vec<_> =
            std::fs::read_dir(out.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(left, [out]);
    }

    #[test]
    fn what_an_interrupted_build_has_left_is_in_nobodys_way() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("dist");
        for leftover in ["dist-unfinished", "dist-old"] {
            std::fs::create_dir(home.path().join(leftover)).unwrap();
            std::fs::write(home.path().join(leftover).join("half"), "").unwrap();
        }
        replace(&out, &files(&[ENTRY])).unwrap();
        assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_of_somebodys_is_not_deleted() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("letter.txt"), "").unwrap();
        assert!(replace(home.path(), &files(&[ENTRY])).is_err());
        assert!(home.path().join("letter.txt").is_file());
    }
}
