//! The headers in the forms that servers and content delivery networks read.
//!
//! Each is a whole configuration: headers, types, compressed files, what is refused, and the way of the API to Campaign,
//! as far as the form has room for it. What an operator fills in has the same name in all of them: [`FOLDER`],
//! [`CAMPAIGN`], [`AUTHORITIES`].

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

/// Stands for the folder that the server's root shows; the app's files lie in it or in a folder below.
pub const FOLDER: &str = "/srv/sms-dashboard";
/// Stands for the host of the Campaign instance, perhaps with a port.
pub const CAMPAIGN: &str = "campaign.example.com";
/// Stands for the file of the certificate authorities by which Campaign's certificate is checked.
pub const AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Matches an `Accept-Encoding` (PCRE, RE2, JavaScript) that takes `coding`: `br`, `gzip, br;q=0.5`, but not `br;q=0`.
fn accepts(coding: &str) -> String {
    format!(r"(^|[\s,]){coding}\s*(;\s*q=(1|0\.\d*[1-9])[\d.]*)?\s*(,|$)")
}

/// The endings of compressed files, as one choice of a regular expression.
fn endings() -> String {
    let endings = crate::rules::ENCODINGS.map(|(_, ending)| ending.trim_start_matches('.'));
    format!(r"(\.({}))?$", endings.join("|"))
}
