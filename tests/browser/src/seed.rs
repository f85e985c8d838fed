//! The data that a journey starts from.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::{fs, io};

use sandbox::Sandbox;

use crate::error::Error;
use crate::setup::Setup;

/// The files of a folder, with their names.
type Files = Vec<(OsString, Vec<u8>)>;

/// The files of the strict sandbox, once it was filled, and of the other one. To fill one takes half a second, to write
/// its files a fiftieth of that.
static FILLED: LazyLock<Mutex<HashMap<bool, Arc<Files>>>> = LazyLock::new(Mutex::default);

/// Writes the files of a sandbox, strict or not, with its usual number of logs, into `folder`.
pub fn sow(is_strict: bool, folder: &Path) -> Result<(), Error> {
    for (name, content) in filled(is_strict)?.iter() {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}

fn filled(is_strict: bool) -> Result<Arc<Files>, Error> {
    // Who comes while another one fills it waits, instead of filling it too.
    let mut filled = FILLED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(files) = filled.get(&is_strict) {
        return Ok(Arc::clone(files));
    }
    let folder = tempfile::tempdir()?;
    fill(is_strict, folder.path()).map_err(|error| Error::new(format!("The sandbox does not open: {error}")))?;
    let files = Arc::new(read(folder.path())?);
    filled.insert(is_strict, Arc::clone(&files));
    Ok(files)
}

fn fill(is_strict: bool, folder: &Path) -> Result<(), sandbox::Error> {
    let setup = Setup { is_strict, ..Setup::default() };
    Sandbox::open(setup.sandbox(folder, None))?.fill(|_, _| {})
}

fn read(folder: &Path) -> io::Result<Files> {
    let file = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.file_name(), fs::read(entry.path())?))
    };
    fs::read_dir(folder)?.map(file).collect()
}
