//! Packs trunk's files for serving. Nothing depends on time, folder or chance: the same app gives the same bytes.

use std::collections::BTreeMap;

use serving::rules::{ASSETS, ENTRY, SETTINGS};

use super::app_files::AppFiles;
use super::page::Renamed;
use super::{digest, entry, page};
use crate::failure::Failure;

/// Content by name, relative to the folder that is served.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The page, its settings, the entry, and the files that the entry loads.
///
/// # Errors
/// The page or the loader has an unexpected form, or `minify` failed.
pub fn pack(app: &AppFiles, version: &str, minify: impl Fn(&str) -> Result<String, Failure>) -> Result<Files, Failure> {
    let trouble_content = minify(&app.trouble)?.into_bytes();
    let css = hashed(&app.css.content, "page", "css");
    let js = hashed(&app.js.content, "app", "js");
    let wasm = hashed(&app.wasm.content, "app", "wasm");
    let trouble = hashed(&trouble_content, "trouble", "js");
    let plans = hashed(app.plans.as_bytes(), "plans", "txt");
    let workbook = hashed(app.workbook.as_bytes(), "workbook", "js");
    let parts = entry::Parts {
        js: entry::Part { path: &js, content: &app.js.content },
        wasm: entry::Part { path: &wasm, content: &app.wasm.content },
        trouble: entry::Part { path: &trouble, content: &trouble_content },
        plans: entry::Part { path: &plans, content: app.plans.as_bytes() },
        workbook: entry::Part { path: &workbook, content: app.workbook.as_bytes() },
    };
    let loader = entry::with_files(&app.loader, version, &parts)?;
    let renamed = [
        Renamed { from: &app.css.name, to: &css, integrity: Some(digest::integrity(&app.css.content)) },
        Renamed { from: &app.js.name, to: &js, integrity: Some(digest::integrity(&app.js.content)) },
        Renamed { from: &app.wasm.name, to: &wasm, integrity: None },
    ];
    let page = page::rewrite(&app.page, ENTRY, &renamed)?;
    Ok(Files::from([
        ("index.html".to_owned(), page.into_bytes()),
        (SETTINGS.to_owned(), app.config.clone()),
        (ENTRY.to_owned(), entry::left_alone_by_bundlers(&minify(&loader)?).into_bytes()),
        (css, app.css.content.clone()),
        (js, app.js.content.clone()),
        (wasm, app.wasm.content.clone()),
        (trouble, trouble_content),
        (plans, app.plans.clone().into_bytes()),
        (workbook, app.workbook.clone().into_bytes()),
    ]))
}

/// A name that changes with the content, so that caches may keep the file for ever.
fn hashed(content: &[u8], stem: &str, extension: &str) -> String {
    format!("{ASSETS}/{stem}-{}.{extension}", digest::short(content))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::dist::app_files::Named;

    fn app() -> AppFiles {
        let named = |name: &str, content: &[u8]| Named { name: name.to_owned(), content: content.to_vec() };
        AppFiles {
            page: "<link rel=\"stylesheet\" href=\"./page-0.css\"/><script src=\"./loader.js\"></script>\
                   <link rel=\"modulepreload\" href=\"./x-0.js\"><link rel=\"preload\" href=\"./x-0_bg.wasm\">"
                .to_owned(),
            loader: "const FILES = 0;".to_owned(),
            trouble: String::new(),
            plans: String::new(),
            workbook: String::new(),
            config: b"{}".to_vec(),
            css: named("page-0.css", b"css"),
            js: named("x-0.js", b"abc"),
            wasm: named("x-0_bg.wasm", b"\0asm\x01\0\0\0"),
        }
    }

    fn plain(source: &str) -> Result<String, Failure> {
        Ok(source.to_owned())
    }

    #[test]
    fn what_never_changes_is_named_by_its_content() {
        let files = pack(&app(), "1.2.3", plain).unwrap();
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        let expected = [
            // The first 16 digits that sha256sum prints for these contents.
            "assets/app-93a44bbb96c75121.wasm",
            "assets/app-ba7816bf8f01cfea.js",
            "assets/page-36e64f19f57a05c8.css",
            "assets/plans-e3b0c44298fc1c14.txt",
            "assets/trouble-e3b0c44298fc1c14.js",
            "assets/workbook-e3b0c44298fc1c14.js",
            "config.json",
            "index.html",
            "sms-dashboard.js",
        ];
        assert_eq!(names, expected);
        let entry = std::str::from_utf8(&files["sms-dashboard.js"]).unwrap();
        let page = std::str::from_utf8(&files["index.html"]).unwrap();
        for name in &expected[..2] {
            assert!(entry.contains(name) && page.contains(name), "{name}\n{entry}\n{page}");
        }
    }

    #[test]
    fn the_same_app_gives_the_same_bytes() {
        assert_eq!(pack(&app(), "1.2.3", plain).unwrap(), pack(&app(), "1.2.3", plain).unwrap());
    }

    #[test]
    fn a_marked_app_shares_no_file_that_the_entry_loads() {
        let mut marked = app();
        marked.mark("1.2.4");
        let (first, second) = (pack(&app(), "1.2.3", plain).unwrap(), pack(&marked, "1.2.4", plain).unwrap());
        let shared: Vec<_> = first.keys().filter(|name| name.contains("app-") && second.contains_key(*name)).collect();
        assert!(shared.is_empty(), "{shared:?}");
        // A custom section of 13 bytes (WebAssembly core specification 5.5.3): the length of its name, the name, the
        // version.
        assert_eq!(marked.wasm.content, b"\0asm\x01\0\0\0\0\x0d\x07version1.2.4");
    }
}
