//! From async to view: values and rows that live on the server, asked for again when their key changes.
//!
//! The only place that spawns futures. In reading order: [`actions`] runs what belongs to the mount, [`refresh`] asks again
//! for what is on screen, [`poll`] says when to look; [`query`] and [`rows`] are the values and the rows, the latter kept
//! as [`pages`].

mod actions;
mod pages;
mod poll;
mod query;
mod refresh;
mod rows;

pub use actions::Actions;
pub use poll::poll;
pub use query::{Query, Remote, query};
pub use refresh::{AskTimes, Refresh};
pub use rows::{Count, Extent, List, Row, Rows, rows};
