//! `_headers`, as Netlify and Cloudflare Pages read it beside the files.

use crate::rules::{ASSETS, ENTRY, EVERYWHERE, SETTINGS};
use crate::{Hosting, Kind};

/// The rest of the files at the top. A pattern for them would hold for the page as well, and both would count.
const AT_THE_TOP: [&str; 6] =
    ["sms-dashboard.d.ts", "custom-elements.json", "package.json", "README.md", "LICENSE", "sbom.cdx.json"];

/// What is sent for a missing file. Cloudflare Pages takes a folder without one for an app that answers every address with
/// index.html, and a tab of an old version would get a page for a script.
pub const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    \
    <title>Not found</title>\n  </head>\n  <body>\n    <p>There is nothing at this address. · \
    <span lang=\"fr\">Il n’y a rien à cette adresse.</span></p>\n  </body>\n</html>\n";

/// The name of [`NOT_FOUND`] among the files.
pub const NOT_FOUND_NAME: &str = "404.html";

/// A whole `_headers` file. Where several rules fit an address, all of their headers are sent: no header is in two such.
pub fn netlify(hosting: &Hosting) -> String {
    let mut text = String::from(
        "# The headers of the SMS dashboard's files, for Netlify and Cloudflare Pages. It lies beside index.html; where the\n\
         # files lie in a folder of the site, move it to the top and put the folder before each path.\n\
         # Both compress by themselves and leave the .br, .zst and .gz files alone, and know the types.\n\
         # No test runs this file: once the site is there, ask cargo xtask check-headers https://your.host/\n\
         # For a missing file both send 404.html: leave it there, Cloudflare Pages would send index.html instead.\n\
         # The calls to Campaign: on Netlify a line in the file _redirects forwards them (POST, headers, cookies and all),\n\
         #     /nl/jsp/soaprouter.jsp  https://campaign.example.com/nl/jsp/soaprouter.jsp  200!\n\
         # on Cloudflare a Pages Function does. Neither may keep the answers.\n",
    );
    let mut rule = |path: &str, headers: &[(&str, String)]| {
        text.push('\n');
        text.push_str(path);
        text.push('\n');
        for (name, value) in headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    };
    rule("/*", &EVERYWHERE.map(|(name, value)| (name, value.to_owned())));
    let page = Kind::Page.headers(hosting);
    rule("/", &page);
    rule("/index.html", &page);
    rule(&format!("/{NOT_FOUND_NAME}"), &page);
    rule(&format!("/{SETTINGS}"), &Kind::Settings.headers(hosting));
    let open = Kind::Open.headers(hosting);
    for name in std::iter::once(ENTRY).chain(AT_THE_TOP) {
        rule(&format!("/{name}"), &open);
    }
    rule(&format!("/{ASSETS}/*"), &Kind::Asset.headers(hosting));
    text
}
