//! `cargo xtask check-headers`: checks the headers of a live deployment.

use crate::connect;
use crate::failure::Failure;

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Address of the page, like https://portal.example/sms/
    #[arg(value_name = "URL")]
    address: String,
    /// Origin of the portal that will contain the app, like https://portal.example, if it is another one
    #[arg(long, value_name = "PORTAL_ORIGIN")]
    origin: Option<String>,
}

/// Builds the program and replaces xtask with it, so that its exit code counts.
pub fn run(options: &Options) -> Result<(), Failure> {
    connect::walk("check-headers", &options.address, options.origin.as_deref())
}
