//! The layers of the app and of the sandbox: a module imports only from the layers below it, and siblings never import
//! each other in a circle. ARCHITECTURE.md lists the layers. The tests check every `use` and every path that begins
//! with `crate` or `super`. They follow re-exports to the module that defines the item.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{ItemUse, UseTree};

/// A folder of sources, and the modules of its root by layer, from the lowest up. Modules of one layer may import each
/// other.
type Source = (&'static str, &'static [&'static [&'static str]]);

const SOURCES: [Source; 2] = [("src", APP), ("crates/sandbox/src", SANDBOX)];

const APP: &[&[&str]] = &[
    &["clock", "error", "relay", "route"],
    &["format"],
    &["words", "export"],
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

/// A module by its path without `crate`; the root is empty.
type Module = Vec<String>;

#[derive(Default)]
struct File {
    /// The items that it names, by their whole paths.
    named: BTreeSet<Vec<String>>,
    /// The whole path of each item that it re-exports, by its name there.
    exports: BTreeMap<String, Vec<String>>,
}

/// Collects the names in one file.
struct Reader<'a> {
    module: &'a Module,
    is_root_of_folder: bool,
    file: File,
}

impl Reader<'_> {
    /// The whole path of `path` in this module; `None` if it leads out of the crate.
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
            // `pub use child::Thing` in the file that bears the folder's name.
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

    /// Paths among the tokens of a macro.
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
        // A module's tests may import from anywhere.
        let is_test = item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !is_test {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        // `pub(super)` names nothing.
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

/// The modules that define the items that `module` imports.
fn imports(modules: &BTreeMap<Module, File>, module: &Module) -> BTreeSet<Module> {
    let mut imported = BTreeSet::new();
    for path in &modules[module].named {
        let mut path = path.clone();
        // Follows re-exports; the number of steps is limited.
        for _ in 0..8 {
            let there = (0..=path.len()).rev().map(|n| path[..n].to_vec()).find(|prefix| modules.contains_key(prefix));
            let Some(there) = there else { break };
            let export = path.get(there.len()).and_then(|name| modules[&there].exports.get(name));
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
    // `lib.rs` names the modules that it declares.
    imported.remove(&Module::new());
    imported
}

fn name(module: &Module) -> String {
    module.join("::")
}

#[test]
fn no_module_imports_from_a_layer_above() {
    for (folder, layers) in SOURCES {
        let modules = modules(folder);
        let layer = |module: &Module| layers.iter().position(|layer| layer.contains(&module[0].as_str()));
        let mut n_checked = 0;
        for module in modules.keys().filter(|module| !module.is_empty()) {
            let own = layer(module).unwrap_or_else(|| panic!("{} has no layer: give it one here", name(module)));
            for other in imports(&modules, module) {
                n_checked += 1;
                let is_below = layer(&other).unwrap() <= own;
                assert!(is_below, "{} imports from {}, which is above it", name(module), name(&other));
            }
        }
        assert!(n_checked > 100, "only {n_checked} imports were found in {folder}");
    }
}

#[test]
fn no_child_imports_from_its_parent() {
    let crates = SOURCES.map(|(folder, _)| modules(folder));
    let children = crates.iter().flat_map(|modules| modules.keys().map(move |module| (modules, module)));
    for (modules, module) in children.filter(|(_, module)| module.len() > 1) {
        let parent = module[..module.len() - 1].to_vec();
        // A re-export does not change the path, so it is not allowed either.
        for path in &modules[module].named {
            let is_from_sibling = (parent.len() + 1..=path.len()).any(|n| modules.contains_key(&path[..n]));
            let is_below_parent = path.starts_with(&parent) && path.len() > parent.len();
            assert!(!is_below_parent || is_from_sibling, "{} imports {} from its parent", name(module), name(path));
        }
    }
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    for (folder, _) in SOURCES {
        assert_eq!(in_circles(&modules(folder)), Vec::<String>::new(), "in {folder}");
    }
}

fn in_circles(modules: &BTreeMap<Module, File>) -> Vec<String> {
    let mut left: BTreeMap<Module, BTreeSet<Module>> =
        modules.keys().map(|module| (module.clone(), imports(modules, module))).collect();
    // A module outside all circles imports none of the remaining modules, or none of them imports it. Such modules are
    // removed, until only circles remain.
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
