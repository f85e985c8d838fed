//! Starts the sandbox: see `sandbox --help`.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use sandbox::{FaultStatus, MOST_DELIVERIES, Options, PATIENCE, Sandbox, Timing};
use serving::program::{asked_to_end, cannot_listen, say};
use tokio::net::TcpListener;

/// A server that speaks Adobe Campaign's API on an embedded database.
#[derive(Parser)]
struct Arguments {
    /// Address and port; port 0 takes a free one. Everybody knows the passwords: do not open it to other machines.
    #[arg(long, default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Folder of the database; created if missing.
    #[arg(long, default_value = ".sandbox")]
    data: PathBuf,
    /// Folder of static files to serve at /.
    #[arg(long)]
    app: Option<PathBuf>,
    /// Logs of the large delivery, DM90000.
    #[arg(long, default_value_t = 1_000_000)]
    logs: u64,
    /// Further small deliveries in the list, all of them old: their figures are left, their logs were purged.
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u64).range(..=MOST_DELIVERIES))]
    deliveries: u64,
    /// HTTP status of faults.
    #[arg(long, value_enum, default_value_t = Status::Ok)]
    fault_status: Status,
    /// Behave as real instances do where they are less helpful than the documentation: hidden causes, cookies, rights, …
    #[arg(long)]
    strict: bool,
    /// How many times as fast as yours the clock goes. At 1 a preparation takes about 4 s, a small sending half a
    /// minute.
    #[arg(long, default_value_t = 1.0, value_name = "N")]
    speed: f64,
    /// Serve /sandbox/clock and /sandbox/sessions/expire, with which tests steer the clock and the sessions.
    #[arg(long)]
    test_hooks: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Status {
    #[value(name = "200")]
    Ok,
    #[value(name = "500")]
    Error,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), String> {
    let listener =
        TcpListener::bind(arguments.listen).await.map_err(|error| cannot_listen(arguments.listen, &error))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let options = Options {
        data: arguments.data,
        app: arguments.app,
        logs: arguments.logs,
        deliveries: arguments.deliveries,
        fault_status: match arguments.fault_status {
            Status::Ok => FaultStatus::Ok200,
            Status::Error => FaultStatus::Error500,
        },
        strict: arguments.strict,
    };
    let timing = Timing { speed: arguments.speed, test_hooks: arguments.test_hooks };
    let sandbox = Sandbox::with_timing(options, timing).map_err(|error| error.to_string())?;
    say(format_args!("Ready: http://{address}/"));
    let server = sandbox.clone();
    sandbox.start_clock(|error| {
        let _ = writeln!(io::stderr(), "A delivery could not go on: {error}");
    });
    // At the end nobody waits for this thread: each batch is one transaction, and the next start continues after the
    // last one.
    std::thread::spawn(move || fill(&sandbox));
    tokio::select! {
        () = server.serve(listener, PATIENCE) => Ok(()),
        () = asked_to_end() => Ok(()),
    }
}

fn fill(sandbox: &Sandbox) {
    let mut shown = None;
    let filled = sandbox.fill(|present, wanted| {
        // One line for every two percent, because people read them.
        let step = present.saturating_mul(50) / wanted.max(1);
        if shown != Some(step) {
            shown = Some(step);
            say(format_args!("Filling DM90000: {} / {}", sandbox::grouped(present), sandbox::grouped(wanted)));
        }
    });
    match filled {
        Ok(()) => say("DM90000 is filled."),
        Err(error) => {
            let _ = writeln!(io::stderr(), "DM90000 could not be filled: {error}");
        }
    }
}
