//! `cargo xtask size`: what the first load weighs.

use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;

use crate::failure::Failure;
use crate::{app, shrink, step, tools};

/// What the whole product aims at, in bytes on the wire.
const BUDGET: usize = 110_000;

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    /// The sum in bytes over which the command fails
    #[arg(long, default_value_t = 150_000, value_name = "BYTES")]
    limit: usize,
    /// Install missing system packages (done anyway where CI=true)
    #[arg(long)]
    install: bool,
}

/// Builds the app and weighs it.
pub fn run(options: &Options) -> Result<(), Failure> {
    let tools = tools::provide()?;
    let shrinker = shrink::provide(options.install)?;
    let app = app::release(&tools, Some(&shrinker))?;
    check(&app, options.limit)
}

/// Prints every file of `app` with its weight; a sum over `limit` is a failure.
pub fn check(app: &Path, limit: usize) -> Result<(), Failure> {
    let files = step::quiet("Brotli, quality 11", || weigh(app))?;
    let sum: usize = files.iter().map(|file| file.brotli).sum();
    println!("{:>10} {:>10}  first load", "raw", "brotli 11");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.raw, file.brotli, file.name);
    }
    let raw: usize = files.iter().map(|file| file.raw).sum();
    println!("{raw:>10} {sum:>10}  sum, {}", verdict(sum));
    if sum > limit {
        return Err(Failure::new(format!(
            "The first load weighs {sum} bytes and may weigh {limit}. Look at what was added since it fitted."
        )));
    }
    Ok(())
}

fn verdict(sum: usize) -> String {
    if sum <= BUDGET {
        format!("{} below the budget of {BUDGET}", BUDGET - sum)
    } else {
        format!("{} over the budget of {BUDGET}", sum - BUDGET)
    }
}

struct File {
    name: String,
    raw: usize,
    brotli: usize,
}

/// Weighs every file in `app`: nothing is loaded later, so the first load is all of them.
fn weigh(app: &Path) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![app.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder).map_err(|error| unreadable(&folder, &error))? {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(weigh_file(app, &path).map_err(|error| unreadable(&path, &error))?);
            }
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    Ok(files)
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn weigh_file(app: &Path, path: &Path) -> std::io::Result<File> {
    let content = std::fs::read(path)?;
    let mut compressed = Vec::new();
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut content.as_slice(), &mut compressed, &parameters)?;
    let name = path.strip_prefix(app).unwrap_or(path).display().to_string();
    Ok(File { name, raw: content.len(), brotli: compressed.len() })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read: {error}. Build again.", path.display()))
}
