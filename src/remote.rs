//! From asynchronous answers to views: values and rows from the server, requested again when their inputs change.
//!
//! The only module that spawns futures. In reading order: [`actions`] runs futures that belong to the mount,
//! [`refresh`] repeats requests, [`poll`] decides when to poll; [`query`] and [`rows`] are the values and the rows,
//! [`turns`] are values that are asked for one after the other, [`walk`] reads all rows of a list; [`accepted`] knows which of their calls the server
//! accepts, and [`cache`] keeps the rows. [`plans`] are the numbering plans, which come from beside the app.

mod accepted;
mod actions;
mod cache;
mod plans;
mod poll;
mod query;
mod refresh;
mod rows;
mod turns;
mod walk;

pub use actions::Actions;
pub use plans::NumberingPlans;
pub use poll::poll;
pub use query::{Query, Remote, ask_once, costly_query, query};
pub use refresh::{AskTimes, Refresh};
pub use rows::{Count, Identified, List, Rows, rows};
pub use turns::{Turn, TurnState, Turns, in_turn};
pub use walk::{Part, Walk, WalkState, walk};
