//! The SMS dashboard: one custom element, `<sms-dashboard>`.
//!
//! In reading order, from the top layer down; a module imports only from the layers below it:
//! - [`element`]: the interface for `loader.js`: mount, unmount, attributes
//! - [`app`]: the state of a mount, the choice of the page for an address, the frame around every page
//! - [`pages`]: the list, and a delivery with its six tabs
//! - [`ui`]: tables, tabs, dialogs: no I/O, no domain
//! - [`remote`]: from asynchronous answers to views
//! - [`server`]: the session, and every call to Campaign
//! - [`navigator`]: the address
//! - [`host`]: the element and the page around it
//! - [`words`], [`export`], [`format`]: words, dates and numbers for people, and rows as files
//! - [`error`], [`route`], [`clock`], [`relay`]: shared by all of them

mod app;
mod clock;
mod element;
mod error;
mod export;
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

/// Without it every view would have its own type and its own code.
#[cfg(all(target_arch = "wasm32", not(erase_components)))]
compile_error!("Build with --cfg erase_components, as .cargo/config.toml and `cargo xtask` do.");
