//! Journeys through the app in a real browser: the harness.
//!
//! In reading order: a [`journey()`] is one test. It starts from a [`Setup`] and has its own [`Site`]: the sandbox behind a
//! layer that a test can [steer](steering::Steering), with a [`Clock`] that a test can move. It has its own [`Page`] in the
//! browser of this run: Chromium, Firefox or WebKitGTK. The page's time can be moved too, by a [`PageClock`]. A page finds
//! [`Node`]s only by role and visible name, as a person with a screen reader does. A [`Colleague`] works on the same
//! deliveries without a browser. At the end of every journey [checks](Page::check) read the console and run axe-core.
//!
//! [`program`] is for programs that are no tests: they go through the app to measure it or to take its picture.
//! [`beside`] measures what the app computes, beside other libraries that compute the same.
//!
//! `session` is one window in any engine. `chromium`, `firefox` and `webkit` do what WebDriver has no command for.

pub mod journey;
pub mod setup;

pub mod node;
pub mod page;

pub mod clock;
mod hosts;
pub mod page_clock;
mod policy;
mod scripts;
mod seed;
pub mod site;
pub mod steering;
mod turn;

pub mod colleague;

pub mod wait;

pub mod beside;
pub mod environment;
pub mod program;

mod checks;
mod chromium;
mod driver;
pub mod engine;
mod error;
mod find;
mod firefox;
mod session;
mod webkit;

pub use clock::{Clock, Time};
pub use colleague::Colleague;
pub use engine::Engine;
pub use error::{Error, Failed, Outcome};
pub use journey::{in_another_browser, journey, tour};
pub use node::Node;
pub use page::Page;
pub use page_clock::PageClock;
pub use session::Held;
pub use setup::{Language, Scheme, Setup};
pub use site::Site;
pub use wait::eventually;
