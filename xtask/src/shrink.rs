//! Makes trunk's files smaller: wasm-opt for the WebAssembly, esbuild for the JavaScript.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::{npm, process, step, workspace};

/// The scripts that trunk only copies: two are minified when they are packed, after a line of the loader was replaced, and
/// one is minified already.
pub const COPIED_SCRIPTS: [&str; 3] = ["loader.js", "trouble.js", "workbook.min.js"];

/// The features that rustc uses. `--all-features` would write some that browsers do not read.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The passes and their order with the smallest result after compression, by measurement. The lowest addresses are the
/// far end of the stack, so nothing points there. Functions with similar names are similar, and compress better side by
/// side.
const PASSES: [&str; 10] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The constants that React and Vue need from bundlers.
const FRAMEWORKS: [&str; 4] = [
    "process.env.NODE_ENV=\"production\"",
    "__VUE_OPTIONS_API__=false",
    "__VUE_PROD_DEVTOOLS__=false",
    "__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
];

/// The programs.
pub struct Shrinker {
    programs: PathBuf,
}

/// Finds the programs, or installs them into the cache.
pub fn provide(install: bool) -> Result<Shrinker, Failure> {
    npm::provide_itself("the release build", install)?;
    Ok(Shrinker { programs: npm::provide(&workspace::root().join("xtask"))?.join(".bin") })
}

/// The programs, or a printed line about what is left out without them.
pub fn provide_if_possible() -> Option<Shrinker> {
    let shrinker = if npm::is_here() { provide(false).ok() } else { None };
    if shrinker.is_none() {
        println!(
            "Skipped: wasm-opt and esbuild, which need npm and its registry once. The page is larger without them."
        );
    }
    shrinker
}

impl Shrinker {
    /// Makes the files of `app` smaller. Their names stay, because `index.html` contains them; the page's style sheet
    /// stays unchanged, because `index.html` contains its digest.
    pub fn shrink(&self, app: &Path) -> Result<(), Failure> {
        step::quiet("wasm-opt", || files(app, "wasm")?.iter().try_for_each(|file| self.optimise(file)))?;
        let is_glue = |file: &&PathBuf| !COPIED_SCRIPTS.iter().any(|name| file.ends_with(name));
        step::quiet("esbuild", || files(app, "js")?.iter().filter(is_glue).try_for_each(|file| self.minify(file)))
    }

    /// The minified source of a module.
    pub fn minified(&self, source: &str) -> Result<String, Failure> {
        let file = workspace::target()?.join("app").join("minified.js");
        std::fs::write(&file, source).map_err(|error| unusable(&file, &error))?;
        self.minify(&file)?;
        std::fs::read_to_string(&file).map_err(|error| unusable(&file, &error))
    }

    /// Makes one script of `entry` and what it imports from `packages`. The imports `left_out` stay imports.
    pub fn bundle(&self, entry: &Path, packages: &Path, into: &Path, left_out: &[&str]) -> Result<(), Failure> {
        let mut esbuild = self.bundling(entry, packages, into);
        esbuild.arg("--jsx=automatic").args(left_out.iter().map(|name| format!("--external:{name}")));
        esbuild.args(FRAMEWORKS.map(|set| format!("--define:{set}")));
        process::quiet(&mut esbuild)?;
        Ok(())
    }

    /// Makes one minified script of `entry` and what it imports from `packages`, after the comment `head`.
    pub fn bundle_minified(&self, entry: &Path, packages: &Path, into: &Path, head: &str) -> Result<(), Failure> {
        let mut esbuild = self.bundling(entry, packages, into);
        esbuild.args(["--minify", "--target=es2022", "--legal-comments=none", &format!("--banner:js={head}")]);
        process::quiet(&mut esbuild)?;
        Ok(())
    }

    /// What every bundle asks of esbuild.
    fn bundling(&self, entry: &Path, packages: &Path, into: &Path) -> Command {
        let mut esbuild = Command::new(self.programs.join("esbuild"));
        esbuild.env("NODE_PATH", packages).arg(entry).arg(format!("--outfile={}", into.display()));
        esbuild.args(["--bundle", "--format=esm", "--allow-overwrite", "--charset=utf8", "--log-level=warning"]);
        esbuild
    }

    fn optimise(&self, file: &Path) -> Result<(), Failure> {
        let content = std::fs::read(file).map_err(|error| unusable(file, &error))?;
        let mut hasher = DefaultHasher::new();
        (content, FEATURES, PASSES, &self.programs).hash(&mut hasher);
        // The last result is kept, because this is the slowest step after a small change.
        let folder = workspace::target()?.join("app").join("wasm-opt");
        let kept = folder.join(format!("{:016x}.wasm", hasher.finish()));
        if !kept.is_file() {
            // A missing file needs no removal.
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).map_err(|error| unusable(&folder, &error))?;
            // First under another name, so that an interrupt leaves no half file.
            let unfinished = kept.with_extension("unfinished");
            let mut wasm_opt = Command::new(self.programs.join("wasm-opt"));
            process::quiet(wasm_opt.args(FEATURES).args(PASSES).arg(file).arg("--output").arg(&unfinished))?;
            std::fs::rename(&unfinished, &kept).map_err(|error| unusable(&kept, &error))?;
        }
        std::fs::copy(&kept, file).map_err(|error| unusable(file, &error))?;
        Ok(())
    }

    /// Optimises `file` into `out` and keeps the names of functions.
    pub fn optimise_with_names(&self, file: &Path, out: &Path) -> Result<(), Failure> {
        let passes = PASSES.into_iter().filter(|pass| *pass != "--strip-debug");
        let mut wasm_opt = Command::new(self.programs.join("wasm-opt"));
        process::quiet(wasm_opt.args(FEATURES).args(passes).arg("--debuginfo").arg(file).arg("--output").arg(out))?;
        Ok(())
    }

    fn minify(&self, file: &Path) -> Result<(), Failure> {
        let mut esbuild = Command::new(self.programs.join("esbuild"));
        esbuild.args(["--minify", "--format=esm", "--charset=utf8", "--log-level=warning", "--allow-overwrite"]);
        process::quiet(esbuild.arg(file).arg(format!("--outfile={}", file.display())))?;
        Ok(())
    }
}

/// The files of `app` whose names end with `extension`.
fn files(app: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(app)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>());
    let mut files = entries.map_err(|error| unusable(app, &error))?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    Ok(files)
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read or written: {error}.", path.display()))
}
