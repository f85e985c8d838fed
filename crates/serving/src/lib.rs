//! What serving the app's files takes.
//!
//! In reading order: [`hosting`] is what one place has of its own, [`rules`] says which headers each kind of file has;
//! [`forms`] writes that for the servers and content delivery networks of others. Nothing of this reads or writes a file.
//! With the feature `axum`: `files` serves a folder so, and `program` is what the programs that serve have in common.

#[cfg(feature = "axum")]
pub mod files;
pub mod forms;
pub mod hosting;
#[cfg(feature = "axum")]
pub mod program;
pub mod rules;

pub use hosting::Hosting;
pub use rules::{Kind, POLICY};
