//! `_headers`, which Netlify and Cloudflare Pages read beside the files.

use crate::rules::{ASSETS, ENTRY, EVERYWHERE, SETTINGS};
use crate::{Hosting, Kind};

/// The other files at the top. A pattern would also match the page, which would then have the headers of both rules.
const AT_THE_TOP: [&str; 6] =
    ["sms-dashboard.d.ts", "custom-elements.json", "package.json", "README.md", "LICENSE", "sbom.cdx.json"];

/// The page for a missing file. Without it Cloudflare Pages answers every missing address with index.html, and a tab of
/// an old version would get a page instead of a script.
pub const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    \
    <title>Not found</title>\n  </head>\n  <body>\n    <p>There is nothing at this address. · \
    <span lang=\"fr\">Il n’y a rien à cette adresse.</span></p>\n  </body>\n</html>\n";

/// The file name of [`NOT_FOUND`].
pub const NOT_FOUND_NAME: &str = "404.html";

/// A whole `_headers` file. An address gets the headers of all rules that match, so no two of these rules share a
/// header.
pub fn netlify(hosting: &Hosting) -> String {
    let mut text = String::from(
        "# The headers of the SMS dashboard's files, for Netlify and Cloudflare Pages. The file stays beside index.html. If\n\
         # the files are in a folder of the site, move it to the top of the site and put the folder before each path.\n\
         # No test runs this file: check the site with cargo xtask check-headers https://your.host/\n\
         # Both services set the types and compress by themselves; they do not use the .br, .zst and .gz files.\n\
         # Keep 404.html: without it Cloudflare Pages sends index.html for a missing file.\n\
         # The calls to Campaign: on Netlify a line in the file _redirects forwards them (POST, headers, cookies and all),\n\
         #     /nl/jsp/soaprouter.jsp  https://campaign.example.com/nl/jsp/soaprouter.jsp  200!\n\
         # on Cloudflare a Pages Function does. Neither may cache the answers.\n",
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
