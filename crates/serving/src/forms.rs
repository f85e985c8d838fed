//! The headers as configurations for servers and content delivery networks.
//!
//! A configuration sets headers and types, chooses compressed files, refuses other requests and, if the server can,
//! forwards the calls to Campaign. All of them have the same placeholders: [`FOLDER`], [`CAMPAIGN`], [`AUTHORITIES`].

mod apache;
mod caddy;
mod cloudfront;
mod netlify;
mod nginx;

pub use apache::{apache, apache_site};
pub use caddy::caddy;
pub use cloudfront::cloudfront;
pub use netlify::{NOT_FOUND, NOT_FOUND_NAME, netlify};
pub use nginx::nginx;

/// Placeholder for the folder at the server's root. The app's files are in it, or in a folder below it.
pub const FOLDER: &str = "/srv/sms-dashboard";
/// Placeholder for the host of the Campaign instance, which may have a port.
pub const CAMPAIGN: &str = "campaign.example.com";
/// Placeholder for the file of the certificate authorities for Campaign's certificate.
pub const AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A regular expression (PCRE, RE2, JavaScript) for an `Accept-Encoding` that accepts `coding`: `br`, `gzip, br;q=0.5`,
/// but not `br;q=0`.
fn accepts(coding: &str) -> String {
    format!(r"(^|[\s,]){coding}\s*(;\s*q=(1|0\.\d*[1-9])[\d.]*)?\s*(,|$)")
}

/// A regular expression for the endings of compressed files.
fn endings() -> String {
    let endings = crate::rules::ENCODINGS.map(|(_, ending)| ending.trim_start_matches('.'));
    format!(r"(\.({}))?$", endings.join("|"))
}
