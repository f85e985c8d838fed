//! Leptos's prelude with our own `view!`. Every module takes this one.

pub use leptos::prelude::*;
pub use markup::view;

pub use crate::{
    dom::{Children, ElementRef, View, child, effect},
    live::{Derived, Handler, Held, Live},
    mount::Mount,
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{fs, path::Path};

    /// Leptos's own `view!` works until its first static part meets Trusted Types.
    #[test]
    fn no_module_takes_the_plain_view_macro() {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let is_exempt = ["prelude.rs", "dom.rs", "live.rs"].iter().any(|name| path.ends_with(name));
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "rs") && !is_exempt {
                    let text = fs::read_to_string(&path).unwrap();
                    assert!(!text.contains("leptos::prelude") && !text.contains("leptos::view!"), "{}", path.display());
                }
            }
        }
    }
}
