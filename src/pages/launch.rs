//! Preparing and sending a delivery: the available actions, the progress, and the result of the last action.

mod confirm;
mod flow;
mod panel;

pub use panel::LaunchPanel;
