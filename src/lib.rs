//! The SMS dashboard: one custom element, `<sms-dashboard>`.
//!
//! In reading order:
//! - [`element`], [`config`]: the host's attributes in, title and mount out; settings
//! - [`app`], [`route`]: from an address to a page; the frame around every page
//! - [`session`], [`transport`], [`remote`], [`error`]: asking Campaign, and what becomes of the answer
//! - [`i18n`], [`format`]: words, dates and numbers for people
//! - [`ui`]: tables, tabs, dialogs: no I/O, no domain
//! - [`pages`]: the list, and a delivery with its six tabs

mod app;
mod config;
mod dom;
mod element;
mod error;
mod format;
mod i18n;
mod live;
mod mount;
mod pages;
mod prelude;
mod remote;
mod route;
mod session;
mod transport;
mod ui;

pub use element::{Kept, Mounted, mount, on_panic, style};

/// A third of the code of the standard allocator, and constant time.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
