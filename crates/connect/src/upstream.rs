//! Connects to an instance over HTTP, and explains why a connection fails.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, redirect};
use rustls::crypto::ring;
use rustls::{CertificateError, ClientConfig, RootCertStore};

use crate::instance::Instance;

/// The time limit for a connection.
pub const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// A client for `instance` with the time limit `limit` for each answer. It checks certificates with the authorities of
/// this system, follows no redirect, and uses the proxy in HTTPS_PROXY.
///
/// # Errors
/// A sentence if this system has no certificate authorities.
pub fn client(instance: &Instance, limit: Duration) -> Result<Client, String> {
    let mut builder = Client::builder()
        .connect_timeout(CONNECT_LIMIT)
        .timeout(limit)
        .redirect(redirect::Policy::none())
        .referer(false)
        .tls_backend_preconfigured(tls()?);
    if instance.is_local() {
        // No office proxy for an instance on this machine.
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| format!("The connection cannot be set up: {}.", last_cause(&error)))
}

fn tls() -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        let how = "Install the package ca-certificates, or name a file of them in SSL_CERT_FILE.";
        return Err(format!("This system has no list of certificate authorities. {how}"));
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder =
        builder.with_safe_default_protocol_versions().map_err(|error| format!("TLS cannot be set up: {error}."))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// There was a connection, but no answer in time.
    pub is_late: bool,
    /// One sentence.
    pub what: String,
    /// What to change.
    pub remedy: String,
}

impl Trouble {
    fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { is_late: false, what: what.into(), remedy: remedy.into() }
    }

    /// Says why `instance` did not answer. The words contain nothing of the request.
    pub fn of(error: &reqwest::Error, instance: &Instance) -> Self {
        let host = instance.host();
        if error.is_timeout() && error.is_connect() {
            return Self::new(
                format!("{host} does not answer on port {}.", instance.port()),
                "Check the port, and whether a firewall blocks it or a VPN is needed.",
            );
        }
        if error.is_timeout() {
            let what = format!("{host} took too long to answer.");
            let remedy = "Try again; if it happens again, ask whether Campaign is busy or a proxy delays the answer.";
            return Self { is_late: true, ..Self::new(what, remedy) };
        }
        for cause in causes(error) {
            if let Some(tls) = cause.downcast_ref() {
                return Self::of_tls(tls, instance);
            }
            if let Some(error) = cause.downcast_ref::<io::Error>()
                && let Some(trouble) = Self::of_io(error, instance)
            {
                return trouble;
            }
        }
        let cause = last_cause(error);
        if causes(error).any(|cause| cause.to_string().contains("dns error")) {
            return Self::of_name(host, &cause);
        }
        let remedy = "Check that the address is Campaign's or its proxy's.";
        Self::new(format!("The connection to {host} failed: {cause}."), remedy)
    }

    /// The name has no address.
    pub fn of_name(host: &str, cause: &str) -> Self {
        let remedy = "Check the spelling; a name of an internal network may need a VPN.";
        Self::new(format!("The name {host} is not known: {cause}."), remedy)
    }

    /// The meaning of a connection error, if it is a known one.
    pub fn of_io(error: &io::Error, instance: &Instance) -> Option<Self> {
        let (host, port) = (instance.host(), instance.port());
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Some(Self::new(
                format!("Nothing listens on port {port} of {host}."),
                "Check the port, and that the server runs.",
            )),
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => Some(Self::new(
                format!("This machine has no route to {host}."),
                "Check the network; a VPN may be needed.",
            )),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::UnexpectedEof => {
                Some(Self::new(
                    format!("{host} ended the connection without an answer."),
                    "Check that the port uses the address's protocol (https or http), and whether a firewall blocks it.",
                ))
            }
            _ => None,
        }
    }

    fn of_tls(error: &rustls::Error, instance: &Instance) -> Self {
        let host = instance.host();
        let (what, remedy) = match error {
            // The signature is wrong if another authority has the name of a trusted one.
            rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::BadSignature) => (
                format!(
                    "The certificate of {host} comes from an authority that this machine does not trust, or is self-signed."
                ),
                "Set SSL_CERT_FILE to a file (PEM) with the certificate of that authority, or with the self-signed one, \
                 for doctor and for serve --campaign; or add it to this system, or let the server send the whole chain. \
                 All browsers that open the dashboard from that server must trust it too.",
            ),
            rustls::Error::InvalidCertificate(CertificateError::Other(other)) if is_an_authoritys(other) => (
                format!("The certificate of {host} is self-signed, and made for an authority instead of a server."),
                "Give the server a certificate of its own: signed by that authority, or self-signed with \
                 basicConstraints CA:FALSE. Then set SSL_CERT_FILE to a file (PEM) with the authority's, or with the \
                 self-signed one, for doctor and for serve --campaign. The browsers of all who open the dashboard from \
                 that server must trust it too.",
            ),
            rustls::Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
                (format!("The certificate of {host} has expired."), "Renew it on the server.")
            }
            rustls::Error::InvalidCertificate(
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
            ) => (format!("The certificate of {host} is not valid yet."), "Check the clock of this machine."),
            rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            ) => (
                format!("The server's certificate is not for {host}."),
                "Use the name that the certificate is for, or give the server a certificate for this name.",
            ),
            rustls::Error::InvalidMessage(_) => (
                format!("Port {} of {host} does not speak TLS.", instance.port()),
                "Check the port; a server without https cannot be used from another machine.",
            ),
            other => (
                format!("No encrypted connection to {host} is possible: {other}."),
                "Check the server's TLS settings: it needs TLS 1.2 or 1.3 and a valid certificate.",
            ),
        };
        Self::new(what, remedy)
    }
}

/// Whether a server has the certificate of an authority (CA:TRUE), the default of `openssl req -x509`. It is refused
/// even if it is trusted. rustls exports no type for the error, so its name is compared.
fn is_an_authoritys(error: &rustls::OtherError) -> bool {
    error.0.to_string() == "CaUsedAsEndEntity"
}

/// An error and its causes, the outermost first. `source` of an I/O error skips the error inside it, so that one is
/// added.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        inside.map(|inside| inside as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

/// The innermost cause: the outer ones repeat the address.
fn last_cause(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default().trim_end_matches('.').to_owned()
}
