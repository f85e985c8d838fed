//! Preparing and sending a delivery: what can be done now, how far it is, and what became of what was asked for.

mod confirm;
mod flow;
mod panel;

pub use panel::LaunchPanel;
