//! `cargo xtask serve`: serves the app on one origin with the sandbox or a real instance, until Ctrl-C.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::app::Profile;
use crate::dist::{self, Copies};
use crate::failure::Failure;
use crate::{connect, process, sandbox, shrink, tools};

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Forward the calls to this instance, like https://campaign.example.com, instead of starting the sandbox
    #[arg(long, value_name = "URL", value_parser = address, conflicts_with_all = ["data", "logs", "deliveries", "fault_status", "strict", "speed", "test_hooks"])]
    campaign: Option<String>,
    /// Build quickly instead of small and fast, for work on the app
    #[arg(long, conflicts_with = "release")]
    dev: bool,
    /// Build small and fast (default)
    #[arg(long)]
    release: bool,
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The folder of the sandbox's data
    #[arg(long, default_value = ".sandbox", value_name = "DIR")]
    data: PathBuf,
    /// How many logs the largest delivery has
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    logs: u64,
    /// How many further small deliveries are in the list
    #[arg(long, default_value_t = 0, value_name = "N")]
    deliveries: u64,
    /// The HTTP status of faults
    #[arg(long, default_value_t = 200, value_parser = fault_status, value_name = "200|500")]
    fault_status: u16,
    /// Let the sandbox hide details, lack unproven names and check rights by schema, as some instances do
    #[arg(long)]
    strict: bool,
    /// The speed of the sandbox's clock, as a multiple of real time
    #[arg(long, default_value_t = 1.0, value_name = "N")]
    speed: f64,
    /// Let tests control the sandbox's clock and sessions, under /sandbox/
    #[arg(long)]
    test_hooks: bool,
    /// Open the page in your browser
    #[arg(long)]
    open: bool,
    /// Install missing system packages (serving needs none)
    #[arg(long)]
    install: bool,
}

/// Checks the scheme before anything is built; the proxy checks the rest.
fn address(text: &str) -> Result<String, String> {
    if ["https://", "http://"].into_iter().any(|scheme| text.starts_with(scheme)) {
        Ok(text.to_owned())
    } else {
        Err("it must begin with https://".to_owned())
    }
}

fn fault_status(text: &str) -> Result<u16, String> {
    match text {
        "200" => Ok(200),
        "500" => Ok(500),
        _ => Err("it must be 200 or 500".to_owned()),
    }
}

/// Builds and starts the server, and waits until it ends or Ctrl-C.
pub fn run(options: &Options) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    ensure_free(address)?;
    let profile = if options.dev { Profile::Dev } else { Profile::Release };
    let tools = tools::provide()?;
    let app = match profile {
        Profile::Dev => dist::dev(&tools)?,
        Profile::Release => dist::release(&tools, shrink::provide_if_possible().as_ref(), Copies::Made)?,
    };
    let mut command = match &options.campaign {
        Some(campaign) => {
            let mut command = Command::new(connect::build(profile)?);
            command.args(["serve", "--campaign", campaign]);
            command
        }
        None => {
            let mut command = Command::new(sandbox::build(profile)?);
            command.arg("--data").arg(&options.data);
            command.args(["--logs", &options.logs.to_string(), "--fault-status", &options.fault_status.to_string()]);
            command.args(["--speed", &options.speed.to_string(), "--deliveries", &options.deliveries.to_string()]);
            if options.strict {
                command.arg("--strict");
            }
            if options.test_hooks {
                command.arg("--test-hooks");
            }
            command
        }
    };
    // The first build takes minutes, in which another program may have taken the port.
    ensure_free(address)?;
    command.arg("--listen").arg(address.to_string()).arg("--app").arg(app);
    let running = process::Running::start(command.stdin(Stdio::null()))?;
    if options.open {
        std::thread::spawn(move || open_when_ready(address));
    }
    let status = running.wait()?;
    Err(Failure::new(format!("The server ended by itself ({status}). The lines above say why.")))
}

fn ensure_free(address: SocketAddr) -> Result<(), Failure> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::new(format!(
            "Port {port} cannot be used: {error}. Choose another one, for instance:\n    cargo xtask serve --port {next}",
            port = address.port(),
            next = address.port().checked_add(10).unwrap_or(8090),
        ))),
    }
}

/// Opens the browser when the server accepts connections.
fn open_when_ready(address: SocketAddr) {
    while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
        std::thread::sleep(Duration::from_millis(100));
    }
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if process::quiet(Command::new(opener).arg(format!("http://{address}/"))).is_err() {
        eprintln!("Cannot open a browser: open the address yourself.");
    }
}
