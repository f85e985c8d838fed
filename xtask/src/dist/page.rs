//! `index.html`: trunk's page, with the addresses of the packed files.

use crate::failure::Failure;

/// Trunk's name of a file, and the attributes of the packed one.
pub struct Renamed<'a> {
    /// Trunk's name, without a folder.
    pub from: &'a str,
    /// The address relative to the page, without `./`.
    pub to: &'a str,
    /// The digest of the packed file, if the page should check it.
    pub integrity: Option<String>,
}

/// Rewrites trunk's page.
///
/// The preload links stay. The loader fetches in the same mode (`cors`, credentials for its own origin), so that
/// nothing is loaded twice. The link of wasm-bindgen's script has a digest, because the loader does not check a
/// preloaded script again.
///
/// # Errors
/// The page does not name the packed files.
pub fn rewrite(page: &str, entry: &str, files: &[Renamed]) -> Result<String, Failure> {
    let mut page = with_entry(page, entry)?;
    for file in files {
        let from = format!("href=\"./{}\"", file.from);
        if page.matches(&from).count() != 1 {
            return Err(Failure::new(format!(
                "trunk's index.html should link {} once. Look at Trunk.toml.",
                file.from
            )));
        }
        let integrity = file.integrity.as_ref().map_or_else(String::new, |digest| format!(" integrity=\"{digest}\""));
        page = without_integrity(&page, &from).replace(&from, &format!("href=\"./{}\"{integrity}", file.to));
    }
    // Trunk removed its own links there.
    Ok(page.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{line}\n")).collect())
}

/// Replaces the script that Trunk.toml's `pattern_script` wrote.
fn with_entry(page: &str, entry: &str) -> Result<String, Failure> {
    let missing = || Failure::new("trunk's index.html has not the one script of Trunk.toml's pattern_script.");
    let (before, rest) = page.split_once("<script").ok_or_else(missing)?;
    let (_, after) = rest.split_once("</script>").ok_or_else(missing)?;
    if after.contains("<script") {
        return Err(missing());
    }
    Ok(format!("{before}<script type=\"module\" src=\"./{entry}\"></script>{after}"))
}

/// Removes the digest after `link`, which is that of the file before it was packed.
fn without_integrity(page: &str, link: &str) -> String {
    let Some((before, after)) = page.split_once(link) else { return page.to_owned() };
    let rest = after.strip_prefix(" integrity=\"").and_then(|rest| rest.split_once('"'));
    format!("{before}{link}{}", rest.map_or(after, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const PAGE: &str = r#"<head>
    <link rel="stylesheet" href="./page-1.css" integrity="sha256-old"/>

    <script type="module" src="./loader.js" data-js="./x-1.js" data-wasm="./x-1_bg.wasm"></script>
  <link rel="modulepreload" href="./x-1.js"><link rel="preload" href="./x-1_bg.wasm" as="fetch" crossorigin></head>
"#;

    fn files() -> [Renamed<'static>; 3] {
        let renamed = |from, to, integrity: Option<&str>| Renamed { from, to, integrity: integrity.map(str::to_owned) };
        [
            renamed("page-1.css", "assets/page-2.css", Some("sha256-new")),
            renamed("x-1.js", "assets/app-2.js", Some("sha256-js")),
            renamed("x-1_bg.wasm", "assets/app-3.wasm", None),
        ]
    }

    #[test]
    fn every_address_is_that_of_a_packed_file() {
        let expected = r#"<head>
    <link rel="stylesheet" href="./assets/page-2.css" integrity="sha256-new"/>
    <script type="module" src="./sms-dashboard.js"></script>
  <link rel="modulepreload" href="./assets/app-2.js" integrity="sha256-js"><link rel="preload" href="./assets/app-3.wasm" as="fetch" crossorigin></head>
"#;
        assert_eq!(rewrite(PAGE, "sms-dashboard.js", &files()).unwrap(), expected);
    }

    #[test]
    fn a_page_that_does_not_link_a_file_or_has_another_script_is_refused() {
        assert!(rewrite(&PAGE.replace("x-1_bg", "y"), "sms-dashboard.js", &files()).is_err());
        assert!(rewrite(&PAGE.replace("<script", "<p"), "sms-dashboard.js", &files()).is_err());
        assert!(rewrite(&format!("{PAGE}<script></script>"), "sms-dashboard.js", &files()).is_err());
    }
}
