//! The headers of the app's files, and the servers that send them.
//!
//! In reading order: [`hosting`] has the settings of one deployment, [`rules`] defines the headers of each kind of
//! file, [`forms`] writes them as configurations for servers and content delivery networks. These read and write no
//! files. With the feature `axum`, `files` serves a folder with these headers, and `program` has what our servers
//! share.

#[cfg(feature = "axum")]
pub mod files;
pub mod forms;
pub mod hosting;
#[cfg(feature = "axum")]
pub mod program;
pub mod rules;

pub use hosting::Hosting;
pub use rules::{Kind, POLICY};
