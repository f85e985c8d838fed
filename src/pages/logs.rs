//! The rows of a delivery, sent or left out.

mod address;
mod explain;
mod facets;
mod find;
mod narrowing;
mod page;

pub use narrowing::place;
pub use page::Logs;
