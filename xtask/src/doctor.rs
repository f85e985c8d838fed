//! `cargo xtask doctor`: walks a connection to Campaign and says what to change.

use crate::connect;
use crate::failure::Failure;

/// What the command may be told. Secrets are not among it: arguments are seen by everybody on the machine.
#[derive(clap::Args)]
pub struct Options {
    /// Address of the instance or of the proxy before it, like https://campaign.example.com
    #[arg(value_name = "URL")]
    address: String,
    /// Origin of the page that will hold the app, like https://portal.example, where it is another one
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
}

/// Builds the doctor and lets it take over: it may ask for a password.
pub fn run(options: &Options) -> Result<(), Failure> {
    connect::walk("doctor", &options.address, options.origin.as_deref())
}
