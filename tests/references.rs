//! Every reference leads somewhere: the sections of the contract that code and documents cite exist, and so do the files and
//! headings to which documents link.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders with text that cites or links.
const ROOTS: [&str; 9] = ["crates", "docs", "embed", "fuzz", "src", "style", "tests", "xtask", "."];
const KINDS: [&str; 6] = ["css", "js", "md", "mjs", "rs", "sql"];
/// Folders with files of others, or of a build.
const NOT_OURS: [&str; 3] = ["node_modules", "target", "dist"];

#[test]
fn every_cited_section_of_the_contract_exists() {
    let sections = sections(&fs::read_to_string("docs/campaign-api.md").unwrap());
    let (mut n_cited, mut missing) = (0, Vec::new());
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        for cited in cited(&text) {
            n_cited += 1;
            if !sections.contains(&cited) {
                missing.push(format!("{}: {cited}", file.display()));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(n_cited > 100, "{n_cited}");
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let (mut n_links, mut broken) = (0, Vec::new());
    for file in files().into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "md")) {
        for link in links(&fs::read_to_string(&file).unwrap()) {
            n_links += 1;
            if !is_there(&file, &link) {
                broken.push(format!("{}: {link}", file.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
    assert!(n_links > 20, "{n_links}");
}

#[test]
fn citations_are_found_in_every_form() {
    for (text, expected) in [
        ("(contract 19.3)", vec!["19.3"]),
        ("as contract, section 5 has it", vec!["5"]),
        ("contract 8.2 to 8.4", vec!["8.2", "8.4"]),
        ("Contract 13 and 19.4: both", vec!["13", "19.4"]),
        ("contract, sections 8, 10 and 19.", vec!["8", "10", "19"]),
        ("the contract 5 says; 6 does not", vec!["5"]),
        ("contracts 7", vec![]),
    ] {
        assert_eq!(cited(text), expected, "{text}");
    }
}

/// The numbers of the headings, like `7` and `19.4`.
fn sections(contract: &str) -> BTreeSet<String> {
    let headings =
        contract.lines().filter_map(|line| line.strip_prefix("##")?.trim_start_matches('#').strip_prefix(' '));
    let numbers = headings.filter_map(|heading| heading.split(' ').next());
    numbers.map(|number| number.trim_end_matches('.').to_owned()).collect()
}

/// The sections that a text cites after the word "contract".
fn cited(text: &str) -> Vec<String> {
    let mut cited = Vec::new();
    for after in text.split("ontract").skip(1) {
        let after = after.strip_prefix(',').unwrap_or(after);
        let Some(after) = after.strip_prefix(' ') else { continue };
        let after = ["sections ", "section "].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
        let mut rest = after;
        while rest.starts_with(|c: char| c.is_ascii_digit()) {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            cited.push(rest[..end].trim_end_matches('.').to_owned());
            rest = &rest[end..];
            rest =
                [", ", " and section ", " and ", " to "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or("");
        }
    }
    cited
}

/// The targets of links. Links to other sites are left out.
fn links(document: &str) -> Vec<String> {
    let targets = document.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")).map(str::to_owned).collect()
}

fn is_there(from: &Path, link: &str) -> bool {
    let (path, heading) = link.split_once('#').unwrap_or((link, ""));
    let file = if path.is_empty() { from.to_owned() } else { from.parent().unwrap().join(path) };
    if heading.is_empty() || !file.is_file() {
        return file.exists();
    }
    let text = fs::read_to_string(file).unwrap();
    text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == heading)
}

/// A heading's name in an address.
fn slug(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

fn files() -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for root in ROOTS {
        collect(Path::new(root), root != ".", &mut files);
    }
    files
}

fn collect(folder: &Path, goes_deeper: bool, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if goes_deeper && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
                collect(&path, true, files);
            }
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            files.insert(path.strip_prefix(".").map(Path::to_owned).unwrap_or(path));
        }
    }
}
