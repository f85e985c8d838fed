//! `cargo xtask dist`: the folder that goes on a web server or a CDN, which is an npm package as well.
//!
//! In reading order: [`app_files`] reads what trunk built, [`pack`] names it by its content with the help of [`digest`],
//! writing the [`entry`] and the [`page`]; [`package`] and [`sbom`] add what makes it a package, [`compress`] the compressed
//! copies; [`folder`] puts all of it in place.

mod app_files;
mod compress;
mod digest;
mod entry;
mod folder;
mod pack;
mod package;
mod page;
mod sbom;

use std::path::PathBuf;

use app_files::AppFiles;
pub use pack::ENTRY;
use pack::Files;

use crate::app::Profile;
use crate::failure::Failure;
use crate::shrink::{self, Shrinker};
use crate::tools::{self, Tools};
use crate::{app, step, workspace};

/// The version that people read, Cargo.toml's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Stands for a version that comes later, in tests.
const NEXT: &str = "99.0.0";

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    /// The folder to write; what an earlier build left there is replaced [default: dist in the checkout]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Install missing system packages (done anyway where CI=true)
    #[arg(long)]
    install: bool,
}

/// Whether compressed copies lie beside the files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// What is deployed and weighed.
    Made,
    /// For a look: they take some seconds.
    LeftOut,
}

/// Builds the app and packs it.
pub fn run(options: &Options) -> Result<(), Failure> {
    let tools = tools::provide()?;
    let shrinker = shrink::provide(options.install)?;
    let app = app::release(&tools, Some(&shrinker))?;
    let files = packed(&AppFiles::read(&app)?, VERSION, Some(&shrinker), Copies::Made)?;
    let out = options.out.clone().unwrap_or_else(|| workspace::root().join("dist"));
    folder::replace(&out, &files)?;
    println!("{} files in {}", files.len(), out.display());
    Ok(())
}

/// Builds what people get, packs it into Cargo's target folder, and returns the folder.
pub fn release(tools: &Tools, shrinker: Option<&Shrinker>, copies: Copies) -> Result<PathBuf, Failure> {
    let app = app::release(tools, shrinker)?;
    here("dist", &packed(&AppFiles::read(&app)?, VERSION, shrinker, copies)?)
}

/// Builds quickly for work on the app, packs it into Cargo's target folder, and returns the folder.
pub fn dev(tools: &Tools) -> Result<PathBuf, Failure> {
    let app = app::dev(tools)?;
    here("dist-dev", &packed(&AppFiles::read(&app)?, VERSION, None, Copies::LeftOut)?)
}

/// Packs what [`release`] has built as if it were another version, and returns the folder: no file of the app that a page
/// of the first version may still ask for is in it.
pub fn next(shrinker: &Shrinker) -> Result<PathBuf, Failure> {
    let mut app = AppFiles::read(&app::folder(Profile::Release)?)?;
    app.mark(NEXT);
    here("next", &packed(&app, NEXT, Some(shrinker), Copies::LeftOut)?)
}

fn here(name: &str, files: &Files) -> Result<PathBuf, Failure> {
    let out = workspace::target()?.join("app").join(name);
    folder::replace(&out, files)?;
    Ok(out)
}

/// Everything that is served.
fn packed(app: &AppFiles, version: &str, shrinker: Option<&Shrinker>, copies: Copies) -> Result<Files, Failure> {
    let minify = |source: &str| shrinker.map_or_else(|| Ok(source.to_owned()), |shrinker| shrinker.minified(source));
    step::quiet("Packing", || {
        let mut files = pack::pack(app, version, minify)?;
        files.insert("sbom.cdx.json".to_owned(), sbom::write(version, &files)?);
        files.extend(package::files(version)?);
        if copies == Copies::Made {
            let made = compress::copies(&files);
            files.extend(made.map_err(|error| Failure::new(format!("A file cannot be compressed: {error}.")))?);
        }
        Ok(files)
    })
}
