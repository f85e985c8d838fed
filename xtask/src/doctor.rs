//! `cargo xtask doctor`: checks a connection to Campaign and says what to change.

use crate::connect;
use crate::failure::Failure;

/// The options of the command. Secrets are not options: everybody on the machine can see arguments.
#[derive(clap::Args)]
pub struct Options {
    /// Address of the instance or of its proxy, like https://campaign.example.com
    #[arg(value_name = "URL")]
    address: String,
    /// Origin of the page that will contain the app, like https://portal.example, if it is another one
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
}

/// Builds the doctor and replaces xtask with it: it may ask for a password.
pub fn run(options: &Options) -> Result<(), Failure> {
    connect::walk("doctor", &options.address, options.origin.as_deref())
}
