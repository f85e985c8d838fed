//! What serving the app's files takes.
//!
//! In reading order: [`hosting`] is what one place has of its own, [`rules`] says which headers each kind of file has;
//! [`forms`] writes that for the servers and content delivery networks of others. Nothing here reads or writes a file.

pub mod forms;
pub mod hosting;
pub mod rules;

pub use hosting::Hosting;
pub use rules::{Kind, POLICY};
