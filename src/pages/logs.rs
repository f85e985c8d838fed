//! The rows of a delivery, sent or left out.

mod address;
mod explain;
mod page;

pub use page::Logs;
