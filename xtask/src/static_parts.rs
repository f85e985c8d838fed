//! No element of a view may use `innerHTML`, which Trusted Types refuse in the browser.
//!
//! Leptos uses it for wholly static nested elements. An element that contains a block, even `{()}`, is not wholly
//! static.

use std::process::Command;

use crate::failure::Failure;
use crate::{process, workspace};

/// The name of such an element in the expanded code.
const STATIC_PART: &str = "InertElement";

/// Expands the app's code and looks for static parts.
pub fn check() -> Result<(), Failure> {
    let mut rustc = workspace::cargo();
    rustc.args(["rustc", "--quiet", "--package", "sms-dashboard", "--lib", "--target", "wasm32-unknown-unknown"]);
    // This also prints expanded code on the stable compiler.
    rustc.args(["--", "-Zunpretty=expanded"]).env("RUSTC_BOOTSTRAP", "sms_dashboard");
    let expanded = expand(&mut rustc)?;
    match parts(&expanded).as_slice() {
        [] => Ok(()),
        found => Err(Failure::new(format!(
            "These parts of views are wholly static, and would be set through innerHTML, which Trusted Types refuse. Put \
             {{()}} into each:\n{}",
            found.join("\n")
        ))),
    }
}

fn expand(rustc: &mut Command) -> Result<String, Failure> {
    let expanded = process::quiet(rustc)?;
    // Without the app's own components the check would be empty.
    if expanded.contains("__component_deliveries") {
        Ok(expanded)
    } else {
        Err(Failure::new("The compiler printed no expanded code of the app. Look at what `cargo rustc` says."))
    }
}

/// The begin of each static element in the expanded code.
fn parts(expanded: &str) -> Vec<&str> {
    let parts = expanded.match_indices(STATIC_PART).map(|(at, _)| {
        let rest = &expanded[at..];
        rest.get(..160).unwrap_or(rest)
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_static_part_is_found() {
        assert_eq!(parts("::leptos::tachys::html::InertElement::new(\"<b></b>\")").len(), 1);
        assert!(parts("::leptos::tachys::html::element::b()").is_empty());
    }
}
