//! What our servers share: listening, printing and ending.

use std::fmt::Display;
use std::io::{self, Write};
use std::net::SocketAddr;

/// Says why `address` cannot be used, and what to do.
pub fn cannot_listen(address: SocketAddr, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => "another program is using it".to_owned(),
        io::ErrorKind::PermissionDenied => "this port needs more rights".to_owned(),
        _ => error.to_string(),
    };
    format!("Cannot listen on {address}: {why}. Choose another port, for example --listen {}:0.", address.ip())
}

/// Prints a line. If standard output is closed, the server goes on.
pub fn say(line: impl Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Waits for Ctrl-C or a request to terminate.
#[cfg(unix)]
pub async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
pub async fn asked_to_end() {
    let _ = tokio::signal::ctrl_c().await;
}
