//! `cargo xtask dist`: writes the folder for a web server or a CDN, which is also an npm package.
//!
//! In reading order: [`app_files`] reads trunk's files, [`pack`] names them by [`digest`]s of their content and writes
//! the [`entry`] and the [`page`]; [`package`] and [`sbom`] add the files of the npm package, [`compress`] the
//! compressed copies; [`folder`] replaces the folder. [`verify`] builds twice and compares.

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

/// The app's version, from Cargo.toml.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A later version, for tests.
const NEXT: &str = "99.0.0";

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// The folder to write, which replaces that of an earlier build [default: dist in the checkout]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Origins whose pages may show the page in a frame, like https://portal.example, or 'none' [default: its own]
    #[arg(long, value_name = "ORIGIN", num_args = 1..)]
    frame_ancestors: Vec<String>,
    /// Other origins that the page may call, like that of a Campaign instance
    #[arg(long, value_name = "ORIGIN", num_args = 1..)]
    connect: Vec<String>,
    /// Build twice from clean, in two folders, and compare all bytes instead of writing anything
    #[arg(long, conflicts_with_all = ["out", "frame_ancestors", "connect"])]
    verify: bool,
    /// Install missing system packages (always done if CI=true)
    #[arg(long)]
    install: bool,
}

/// Whether to make compressed copies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// For deploying and weighing.
    Made,
    /// For development: they take some seconds.
    LeftOut,
}

/// Builds and packs the app, and writes the configurations of servers.
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
    println!("{}: {} files to serve", out.display(), files.len());
    println!("{}: the configurations of servers", for_servers.display());
    Ok(())
}

/// Builds the release, packs it into Cargo's target folder, and returns the folder.
pub fn release(tools: &Tools, shrinker: Option<&Shrinker>, copies: Copies) -> Result<PathBuf, Failure> {
    let app = app::release(tools, shrinker)?;
    here("dist", &packed(&AppFiles::read(&app)?, VERSION, &Hosting::default(), shrinker, copies)?)
}

/// Builds quickly, packs the app into Cargo's target folder, and returns the folder.
pub fn dev(tools: &Tools) -> Result<PathBuf, Failure> {
    let app = app::dev(tools)?;
    here("dist-dev", &packed(&AppFiles::read(&app)?, VERSION, &Hosting::default(), None, Copies::LeftOut)?)
}

/// Packs the build of [`release`] as another version, and returns the folder. It has no asset of the first version.
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

/// All files of the deployment.
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

/// The configurations that are not beside the files.
fn configurations(hosting: &Hosting) -> Files {
    Files::from([
        ("apache.conf".to_owned(), forms::apache_site().into_bytes()),
        ("Caddyfile".to_owned(), forms::caddy(hosting).into_bytes()),
        ("cloudfront.json".to_owned(), forms::cloudfront(hosting).into_bytes()),
        ("nginx.conf".to_owned(), forms::nginx(hosting).into_bytes()),
    ])
}
