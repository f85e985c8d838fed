//! The layers of the app and the rooms of the sandbox, as ARCHITECTURE.md names them: a module imports only from its own
//! and those below it, and modules never import each other in a circle. Every `use` and every path that begins with
//! `crate` or `super` is checked. A re-export counts as an import from the module where the thing is defined.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{ItemUse, UseTree};

/// A folder of sources, and the modules of its root from the lowest floor up. Those of one floor may import each other.
type House = (&'static str, &'static [&'static [&'static str]]);

const HOUSES: [House; 2] = [("src", APP), ("crates/sandbox/src", SANDBOX)];

const APP: &[&[&str]] = &[
    &["clock", "error", "relay", "route"],
    &["format"],
    &["words"],
    &["host"],
    &["navigator"],
    &["server"],
    &["remote"],
    &["ui"],
    &["pages"],
    &["app"],
    &["element"],
];

const SANDBOX: &[&[&str]] =
    &[&["wire"], &["store"], &["seed"], &["read"], &["work"], &["change"], &["state"], &["door"]];

/// The path of a module without `crate`. The path of the root is empty.
type Module = Vec<String>;

#[derive(Default)]
struct File {
    /// What it names, by whole paths.
    named: BTreeSet<Vec<String>>,
    /// What it re-exports, by name.
    exports: BTreeMap<String, Vec<String>>,
}

/// Collects what one file names.
struct Reader<'a> {
    module: &'a Module,
    is_root_of_folder: bool,
    file: File,
}

impl Reader<'_> {
    /// The whole path that `path` means in this module. `None` means that it leads out of the crate.
    fn whole(&self, path: &[String]) -> Option<Vec<String>> {
        let mut here = self.module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                here.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while let Some("super") = rest.first().map(String::as_str) {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            // A file with a folder of the same name can write `pub use child::Thing`.
            _ if self.is_root_of_folder => {}
            _ => return None,
        }
        here.extend(rest.iter().cloned());
        Some(here)
    }

    fn name(&mut self, path: &[String]) {
        if let Some(whole) = self.whole(path) {
            self.file.named.insert(whole);
        }
    }

    fn tree(&mut self, before: &mut Vec<String>, tree: &UseTree, is_public: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(before, &path.tree, is_public);
                before.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item, is_public)),
            UseTree::Name(name) => self.leaf(before, &name.ident.to_string(), &name.ident.to_string(), is_public),
            UseTree::Rename(name) => self.leaf(before, &name.ident.to_string(), &name.rename.to_string(), is_public),
            UseTree::Glob(_) => self.name(before),
        }
    }

    fn leaf(&mut self, before: &[String], name: &str, known_as: &str, is_public: bool) {
        let path = [before, &[name.to_owned()]].concat();
        self.name(&path);
        if let (true, Some(whole)) = (is_public, self.whole(&path)) {
            self.file.exports.insert(known_as.to_owned(), whole);
        }
    }

    /// Reads the paths among the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path: Vec<String> = Vec::new();
        for token in &tokens {
            match token {
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                TokenTree::Group(group) => {
                    self.path(&std::mem::take(&mut path));
                    if group.delimiter() != Delimiter::None || !group.stream().is_empty() {
                        self.tokens(group.stream());
                    }
                }
                _ => self.path(&std::mem::take(&mut path)),
            }
        }
        self.path(&path);
    }

    fn path(&mut self, path: &[String]) {
        if let Some(start) = path.iter().position(|name| name == "crate" || name == "super") {
            self.name(&path[start..]);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_public = !matches!(item.vis, syn::Visibility::Inherited);
        self.tree(&mut Vec::new(), &item.tree, is_public);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // Tests may import from any floor.
        let is_test = item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !is_test {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        // The path of `pub(super)` has one part, and imports nothing.
        if names.len() > 1 && (names[0] == "crate" || names[0] == "super") {
            self.name(&names);
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac.tokens.clone());
    }
}

fn source_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The modules of a folder, by path.
fn modules(folder: &str) -> BTreeMap<Module, File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    source_files(&root, &mut paths);
    // A program is a crate of its own.
    paths.retain(|path| !path.ends_with("src/main.rs"));
    let modules = paths.into_iter().map(|path| {
        let relative = path.strip_prefix(&root).unwrap().with_extension("");
        let mut module: Module = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if module == ["lib"] {
            module.clear();
        }
        let is_root_of_folder = path.with_extension("").is_dir();
        let mut reader = Reader { module: &module, is_root_of_folder, file: File::default() };
        reader.visit_file(&syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        let file = reader.file;
        (module, file)
    });
    modules.collect()
}

/// The modules from which `module` imports: those where the things are defined.
fn imports(house: &BTreeMap<Module, File>, module: &Module) -> BTreeSet<Module> {
    let mut imported = BTreeSet::new();
    for path in &house[module].named {
        let mut path = path.clone();
        // Follows re-exports, but not for ever.
        for _ in 0..8 {
            let there = (0..=path.len()).rev().map(|n| path[..n].to_vec()).find(|prefix| house.contains_key(prefix));
            let Some(there) = there else { break };
            let export = path.get(there.len()).and_then(|name| house[&there].exports.get(name));
            match export {
                Some(whole) if *whole != path => path = [whole, &path[there.len() + 1..]].concat(),
                _ => {
                    imported.insert(there);
                    break;
                }
            }
        }
    }
    imported.remove(module);
    // An import from the root is one of the modules that it declares.
    imported.remove(&Module::new());
    imported
}

fn name(module: &Module) -> String {
    module.join("::")
}

#[test]
fn no_module_imports_from_a_floor_above() {
    for (folder, floors) in HOUSES {
        let house = modules(folder);
        let floor = |module: &Module| floors.iter().position(|floor| floor.contains(&module[0].as_str()));
        let mut n_checked = 0;
        for module in house.keys().filter(|module| !module.is_empty()) {
            let own = floor(module).unwrap_or_else(|| panic!("{} has no floor: give it one here", name(module)));
            for other in imports(&house, module) {
                n_checked += 1;
                let is_below = floor(&other).unwrap() <= own;
                assert!(is_below, "{} imports from {}, which is above it", name(module), name(&other));
            }
        }
        assert!(n_checked > 100, "only {n_checked} imports were found in {folder}");
    }
}

#[test]
fn no_child_imports_from_the_file_of_its_own_folder() {
    let houses = HOUSES.map(|(folder, _)| modules(folder));
    let children = houses.iter().flat_map(|house| house.keys().map(move |module| (house, module)));
    for (house, module) in children.filter(|(_, module)| module.len() > 1) {
        let parent = module[..module.len() - 1].to_vec();
        // The path itself counts: a re-export in the file of the folder may not be used either.
        for path in &house[module].named {
            let is_from_sibling = (parent.len() + 1..=path.len()).any(|n| house.contains_key(&path[..n]));
            let is_below_parent = path.starts_with(&parent) && path.len() > parent.len();
            assert!(
                !is_below_parent || is_from_sibling,
                "{} imports {} from the file of its own folder",
                name(module),
                name(path)
            );
        }
    }
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    for (folder, _) in HOUSES {
        assert_eq!(in_circles(&modules(folder)), Vec::<String>::new(), "in {folder}");
    }
}

fn in_circles(house: &BTreeMap<Module, File>) -> Vec<String> {
    let mut left: BTreeMap<Module, BTreeSet<Module>> =
        house.keys().map(|module| (module.clone(), imports(house, module))).collect();
    // Removes modules that import none of the rest, or that none of the rest imports. In the end only circles are left.
    loop {
        let is_imported = |module: &Module| left.values().any(|imports| imports.contains(module));
        let is_free = |(module, imports): &(&Module, &BTreeSet<Module>)| {
            !is_imported(module) || !imports.iter().any(|other| left.contains_key(other))
        };
        let free: Vec<Module> = left.iter().filter(is_free).map(|(module, _)| module.clone()).collect();
        if free.is_empty() {
            break;
        }
        left.retain(|module, _| !free.contains(module));
    }
    left.keys().map(name).collect()
}
