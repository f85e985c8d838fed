//! Starts the proxy, the doctor or check-headers: see `connect --help`.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use connect::check_headers;
use connect::doctor::{self, Credentials};
use connect::instance::Instance;
use connect::proxy;
use serving::program::{asked_to_end, cannot_listen, say};
use tokio::net::TcpListener;

/// Connects to a real instance of Adobe Campaign.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app and forward its API path to an instance
    Serve(Serve),
    /// Check the connection to an instance, say what to change, and print what the app needs of it
    ///
    /// It changes nothing. Tokens come from the environment: CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and
    /// CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and CAMPAIGN_PASSWORD; without them it asks in a terminal.
    Doctor(Doctor),
    /// Check the headers of a live deployment of the app's files
    ///
    /// It changes nothing. Only a sign-in shows what the proxy to Campaign forwards: set the doctor's variables for
    /// that.
    CheckHeaders(CheckHeaders),
}

#[derive(clap::Args)]
struct Serve {
    /// Address of the instance, like https://campaign.example.com
    #[arg(long, value_name = "URL", value_parser = Instance::parse)]
    campaign: Instance,
    /// Folder of the built app
    #[arg(long, value_name = "DIR")]
    app: PathBuf,
    /// Address and port; port 0 means a free one. Whoever can reach it can sign in to the instance from here.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

#[derive(clap::Args)]
struct Doctor {
    /// Address of the instance or of its proxy, like https://campaign.example.com
    #[arg(value_name = "URL")]
    address: String,
    /// Origin of the page that will contain the app, like https://portal.example, if it is another one
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
}

#[derive(clap::Args)]
struct CheckHeaders {
    /// Address of the page, like https://portal.example/sms/
    #[arg(value_name = "URL")]
    address: String,
    /// Origin of the portal that will contain the app, like https://portal.example, if it is another one
    #[arg(long, value_name = "PORTAL_ORIGIN")]
    origin: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(options) => serve(options).await.map(|()| ExitCode::SUCCESS),
        Command::Doctor(options) => Ok(examine(&options).await),
        Command::CheckHeaders(options) => Ok(check(&options).await),
    };
    done.unwrap_or_else(|why| {
        let _ = writeln!(io::stderr(), "{why}");
        ExitCode::FAILURE
    })
}

async fn examine(options: &Doctor) -> ExitCode {
    let credentials = || match from_environment()? {
        Some(credentials) => Ok(Some(credentials)),
        None => doctor::prompt(),
    };
    let outcome = doctor::examine(&options.address, options.origin.as_deref(), credentials, say).await;
    if let Some(table) = outcome.table {
        say(table);
    }
    if outcome.is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn check(options: &CheckHeaders) -> ExitCode {
    let is_well = check_headers::examine(&options.address, options.origin.as_deref(), from_environment, say).await;
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn from_environment() -> Result<Option<Credentials>, String> {
    Credentials::from_environment(|name| std::env::var(name).ok())
}

async fn serve(options: Serve) -> Result<(), String> {
    let listen = options.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, &error))?;
    let address = listener.local_addr().map_err(|error| format!("The port is not known: {error}. Start again."))?;
    let (instance, app) = (options.campaign, options.app);
    let calls = format!("Calls go to {}.", instance.at(campaign::soap::ROUTER));
    let router = proxy::router(proxy::Options { instance, app, limit: proxy::TIME_LIMIT, log: |line| say(line) })?;
    say(calls);
    say(format_args!("Ready: http://{address}/"));
    tokio::select! {
        served = axum::serve(listener, router) => served.map_err(|error| format!("Serving ended: {error}.")),
        () = asked_to_end() => Ok(()),
    }
}
