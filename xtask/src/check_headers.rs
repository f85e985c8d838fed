//! `cargo xtask check-headers`: walks a live deployment and says what its headers get wrong.

use crate::connect;
use crate::failure::Failure;

/// What the command may be told.
#[derive(clap::Args)]
pub struct Options {
    /// Address of the page, like https://portal.example/sms/
    #[arg(value_name = "URL")]
    address: String,
    /// Origin of the portal that will hold the app, like https://portal.example, where it is another one
    #[arg(long, value_name = "PORTAL_ORIGIN")]
    origin: Option<String>,
}

/// Builds the program that looks and lets it take over, with its exit code.
pub fn run(options: &Options) -> Result<(), Failure> {
    connect::walk("check-headers", &options.address, options.origin.as_deref())
}
