//! Journeys through the app in a real browser: the harness.
//!
//! In reading order: a [`journey()`] is one test, with a [`Setup`], a [`Site`] of its own (the sandbox behind a
//! layer that a test can [steer](steering::Steering), with a [`Clock`] that it can move) and a [`Page`] of its own in
//! the browser of this run: Chromium, Firefox or WebKitGTK. A page finds [`Node`]s by role and visible name only, as a
//! person using a screen reader would; a [`Colleague`] works on the same deliveries without a browser. After every
//! journey the [console](Page::check) must be silent and axe-core content.
//!
//! [`program`] is how programs that are no tests walk through the app, to measure it or to take its picture;
//! [`beside`] measures what it computes beside what others do.
//!
//! `session` is one window in any engine; `chromium`, `firefox` and `webkit` are what WebDriver has no word for.

pub mod journey;
pub mod setup;

pub mod node;
pub mod page;

pub mod clock;
mod hosts;
mod policy;
pub mod site;
pub mod steering;

pub mod colleague;

pub mod wait;

pub mod beside;
pub mod environment;
pub mod program;

mod checks;
mod chromium;
mod driver;
mod engine;
mod error;
mod find;
mod firefox;
mod session;
mod webkit;

pub use clock::{Clock, Time};
pub use colleague::Colleague;
pub use error::{Error, Failed, Outcome};
pub use journey::{in_another_browser, journey, tour};
pub use node::Node;
pub use page::Page;
pub use setup::{Language, Scheme, Setup};
pub use site::Site;
pub use wait::eventually;
