//! The SMS dashboard: one custom element, `<sms-dashboard>`.
//!
//! In reading order, from the top floor down; a module imports only from those below it:
//! - [`element`]: what `loader.js` calls: mount, unmount, attributes in
//! - [`app`]: what a mount owns, from an address to a page, the frame around every page
//! - [`pages`]: the list, and a delivery with its six tabs
//! - [`ui`]: tables, tabs, dialogs: no I/O, no domain
//! - [`remote`]: from async to view
//! - [`server`]: who is signed in, and every call to Campaign
//! - [`navigator`]: the address
//! - [`host`]: the element and the page around it
//! - [`words`], [`format`]: words, dates and numbers for people
//! - [`error`], [`route`], [`clock`], [`relay`]: what all of them share

mod app;
mod clock;
mod element;
mod error;
mod format;
mod host;
mod navigator;
mod pages;
mod relay;
mod remote;
mod route;
mod server;
mod ui;
mod words;

pub use element::{Mounted, mount, on_panic, style};

/// Every view would have a type, and code, of its own otherwise.
#[cfg(all(target_arch = "wasm32", not(erase_components)))]
compile_error!("Build with --cfg erase_components, as .cargo/config.toml and `cargo xtask` do.");
