//! `cargo xtask dist`: the folder that goes on a web server or a CDN, which is an npm package as well.
//!
//! In reading order: [`app_files`] reads what trunk built, [`pack`] names it by its content with the help of
//! [`digest`], writing the [`entry`] and the [`page`]; [`package`] and [`sbom`] add what makes it a package,
//! [`compress`] the compressed copies; [`folder`] puts all of it in place. [`verify`] does all of that twice.

mod app_files;
mod compress;
mod digest;
mod entry;
mod folder;
mod pack;
mod package;
mod page;
mod sbom;
mod verify;

use std::path::PathBuf;

use app_files::AppFiles;
use pack::Files;
use serving::{Hosting, forms};

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
    /// Origins whose pages may show the page in a frame, like https://portal.example, or 'none' [default: its own]
    #[arg(long, value_name = "ORIGIN", num_args = 1..)]
    frame_ancestors: Vec<String>,
    /// Origins that the page may call besides its own, like that of a Campaign instance
    #[arg(long, value_name = "ORIGIN", num_args = 1..)]
    connect: Vec<String>,
    /// Build twice from clean, in two folders, and compare all bytes instead of writing anything
    #[arg(long, conflicts_with_all = ["out", "frame_ancestors", "connect"])]
    verify: bool,
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

/// Builds the app and packs it, and writes what servers are told beside it.
pub fn run(options: &Options) -> Result<(), Failure> {
    if options.verify {
        return verify::run(options.install);
    }
    let hosting =
        Hosting::new(options.frame_ancestors.iter().map(String::as_str), options.connect.iter().map(String::as_str));
    let hosting = hosting.map_err(Failure::new)?;
    let tools = tools::provide()?;
    let shrinker = shrink::provide(options.install)?;
    let app = app::release(&tools, Some(&shrinker))?;
    let files = packed(&AppFiles::read(&app)?, VERSION, &hosting, Some(&shrinker), Copies::Made)?;
    let out = options.out.clone().unwrap_or_else(|| workspace::root().join("dist"));
    let for_servers = folder::beside(&out, "hosting");
    folder::replace(&out, &files)?;
    folder::replace(&for_servers, &configurations(&hosting))?;
    println!("{}: {} files, to be served as they are", out.display(), files.len());
    println!("{}: the same headers as configurations of servers", for_servers.display());
    Ok(())
}

/// Builds what people get, packs it into Cargo's target folder, and returns the folder.
pub fn release(tools: &Tools, shrinker: Option<&Shrinker>, copies: Copies) -> Result<PathBuf, Failure> {
    let app = app::release(tools, shrinker)?;
    here("dist", &packed(&AppFiles::read(&app)?, VERSION, &Hosting::default(), shrinker, copies)?)
}

/// Builds quickly for work on the app, packs it into Cargo's target folder, and returns the folder.
pub fn dev(tools: &Tools) -> Result<PathBuf, Failure> {
    let app = app::dev(tools)?;
    here("dist-dev", &packed(&AppFiles::read(&app)?, VERSION, &Hosting::default(), None, Copies::LeftOut)?)
}

/// Packs what [`release`] has built as if it were another version, and returns the folder: no file of the app that a
/// page of the first version may still ask for is in it.
pub fn next(shrinker: &Shrinker) -> Result<PathBuf, Failure> {
    let mut app = AppFiles::read(&app::folder(Profile::Release)?)?;
    app.mark(NEXT);
    here("next", &packed(&app, NEXT, &Hosting::default(), Some(shrinker), Copies::LeftOut)?)
}

fn here(name: &str, files: &Files) -> Result<PathBuf, Failure> {
    let out = workspace::target()?.join("app").join(name);
    folder::replace(&out, files)?;
    Ok(out)
}

/// Everything that is served.
fn packed(
    app: &AppFiles,
    version: &str,
    hosting: &Hosting,
    shrinker: Option<&Shrinker>,
    copies: Copies,
) -> Result<Files, Failure> {
    let minify = |source: &str| shrinker.map_or_else(|| Ok(source.to_owned()), |shrinker| shrinker.minified(source));
    step::quiet("Packing", || {
        let mut files = pack::pack(app, version, minify)?;
        files.insert("sbom.cdx.json".to_owned(), sbom::write(version, &files)?);
        files.extend(package::files(version)?);
        files.insert(forms::NOT_FOUND_NAME.to_owned(), forms::NOT_FOUND.as_bytes().to_vec());
        files.insert("_headers".to_owned(), forms::netlify(hosting).into_bytes());
        files.insert(".htaccess".to_owned(), forms::apache(hosting).into_bytes());
        if copies == Copies::Made {
            let made = compress::copies(&files);
            files.extend(made.map_err(|error| Failure::new(format!("A file cannot be compressed: {error}.")))?);
        }
        Ok(files)
    })
}

/// For servers that read their headers elsewhere than beside the files.
fn configurations(hosting: &Hosting) -> Files {
    Files::from([
        ("apache.conf".to_owned(), forms::apache_site().into_bytes()),
        ("Caddyfile".to_owned(), forms::caddy(hosting).into_bytes()),
        ("cloudfront.json".to_owned(), forms::cloudfront(hosting).into_bytes()),
        ("nginx.conf".to_owned(), forms::nginx(hosting).into_bytes()),
    ])
}
