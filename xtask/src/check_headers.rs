//! `cargo xtask check-headers`: walks a live deployment and says what its headers get wrong.

use std::process::Command;

use crate::app::Profile;
use crate::failure::Failure;
use crate::{connect, process};

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
    let mut command = Command::new(connect::build(Profile::Dev)?);
    command.arg("check-headers").arg(&options.address);
    if let Some(origin) = &options.origin {
        command.args(["--origin", origin]);
    }
    Err(process::replace(&mut command))
}
