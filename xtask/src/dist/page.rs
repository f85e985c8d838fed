//! The page, `index.html`, as it is served: trunk's, with the addresses of what was packed.

use crate::failure::Failure;

/// What trunk called a file, and the attributes that lead to the packed one.
pub struct Renamed<'a> {
    /// Trunk's name, without a folder.
    pub from: &'a str,
    /// The address relative to the page, without `./`.
    pub to: &'a str,
    /// The digest of the packed file, where the page should hold the file to it.
    pub integrity: Option<String>,
}

/// Rewrites trunk's page.
///
/// The links that fetch ahead stay. The loader fetches in the same way (`cors`, credentials for its own origin), so
/// that nothing is fetched twice; the glue's carries the digest, because a script that the page has fetched ahead is
/// not checked again by the loader.
///
/// # Errors
/// The page does not name what was packed.
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
    // Where trunk took its own links out.
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

/// Takes out the digest that follows `link`: trunk's, of the file before it was packed.
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
