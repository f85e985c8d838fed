//! `.htaccess`, as Apache reads it beside the files.

use std::fmt::Write;

use super::{AUTHORITIES, CAMPAIGN, accepts, endings};
use crate::Hosting;
use crate::rules::{
    ASKED_AGAIN, ASSETS, ENCODINGS, EVERYWHERE, IMMUTABLE, NOT_KEPT, ROUTER, SETTINGS, TYPES, WITHOUT_ENDING,
};

/// A whole `.htaccess`. What belongs into the server's own configuration, the way to Campaign, is in its comments.
pub fn apache(hosting: &Hosting) -> String {
    let mut everywhere = String::new();
    for (name, value) in EVERYWHERE {
        let _ = writeln!(everywhere, "Header always set {name} \"{value}\"");
    }
    let (mut compressed, mut encodings, mut kinds) = (String::new(), String::new(), String::new());
    for (coding, ending) in ENCODINGS {
        let _ = write!(
            compressed,
            "RewriteCond %{{HTTP:Accept-Encoding}} \"{}\"\nRewriteCond %{{REQUEST_FILENAME}}{ending} -f\n\
             RewriteRule ^(.+)$ $1{ending} [L]\n",
            accepts(coding)
        );
        let _ = writeln!(encodings, "AddEncoding {coding} {ending}\nRemoveType {ending}\nRemoveLanguage {ending}");
    }
    let endings = endings();
    for (ending, kind) in TYPES {
        let charset = if kind.starts_with("text/") { "; charset=utf-8" } else { "" };
        let _ =
            writeln!(kinds, "<FilesMatch \"\\.{ending}{endings}\">\n    ForceType \"{kind}{charset}\"\n</FilesMatch>");
    }
    let _ = writeln!(
        kinds,
        "<FilesMatch \"^{WITHOUT_ENDING}{endings}\">\n    ForceType \"text/plain; charset=utf-8\"\n</FilesMatch>"
    );
    let own = format!(r"(/|\.html|/{}){endings}", SETTINGS.replace('.', r"\."));
    format!(
        r#"# The headers of the SMS dashboard's files, for Apache (2.4, with mod_rewrite, mod_headers and mod_mime). It lies beside
# index.html and needs, for that folder in the server's configuration:
#     AllowOverride FileInfo Indexes Options=Indexes,MultiViews
# Then: cargo xtask check-headers https://your.host/
#
# The calls to Campaign need mod_proxy_http and mod_ssl, and are no business of a folder. For the <VirtualHost>, with your
# names for {CAMPAIGN} and portal.example:
#
#   SSLProxyEngine on
#   SSLProxyVerify require
#   SSLProxyCheckPeerName on
#   SSLProxyCACertificateFile "{AUTHORITIES}"
#   <Location "{ROUTER}">
#       <LimitExcept POST>
#           Require all denied
#       </LimitExcept>
#       # SOAPAction, Content-Type, Authorization, X-Security-Token and X-Session-Token go along by themselves.
#       ProxyPass "https://{CAMPAIGN}{ROUTER}" timeout=120
#       ProxyPassReverseCookieDomain "{CAMPAIGN}" "portal.example"
#       # The cookie for Campaign: the session of the call, or else what the browser has.
#       RequestHeader set Cookie "expr=__sessiontoken=%{{HTTP:X-Session-Token}}" "expr=-n %{{HTTP:X-Session-Token}}"
#       RequestHeader unset Origin
#       RequestHeader unset Referer
#       LimitRequestBody 8388608
#       ProxyErrorOverride off
#       Header always unset Cache-Control
#       Header set Cache-Control "{NOT_KEPT}"
#       Header set X-Content-Type-Options "nosniff"
#   </Location>

Options -Indexes -MultiViews
DirectoryIndex index.html
# Apache tells a new file by its time and its size, and those of index.html may stay the same. What may change is small.
FileETag None

RewriteEngine On
# Files are read; everything else is refused.
RewriteCond %{{REQUEST_METHOD}} !^(GET|HEAD)$
RewriteRule ^ - [R=405,L]
# Nothing whose name begins with a dot, and no compressed file under its own name. What Apache itself asks for is another
# matter.
RewriteCond %{{ENV:REDIRECT_STATUS}} ^$
RewriteRule (^|/)(\.|_headers$)|\.({compressed_endings})$ - [R=404,L]
# The best compressed file that the browser takes.
{compressed}
{encodings}
# Types, and no second compression. A missing file is a 404, never a page.
{kinds}SetEnv no-gzip 1
SetEnv no-brotli 1

Header unset ETag
Header unset Last-Modified
{everywhere}Header always set Vary "Accept-Encoding"
Header always set Cache-Control "{ASKED_AGAIN}"
# Only a file that is there may be kept for ever.
Header always set Cache-Control "{IMMUTABLE}" "expr=%{{REQUEST_STATUS}} in {{'200', '206', '304'}} && %{{REQUEST_URI}} =~ m#/{ASSETS}/[^/]+$#"
Header always set Content-Security-Policy "{policy}" "expr=%{{CONTENT_TYPE}} =~ m#^text/html#"
# Pages of other origins load the code, not the page and its settings.
Header always set Cross-Origin-Resource-Policy "cross-origin"
Header always set Access-Control-Allow-Origin "*"
Header always set Timing-Allow-Origin "*"
Header always set Cross-Origin-Resource-Policy "same-origin" "expr=%{{REQUEST_URI}} =~ m#{own}#"
Header always unset Access-Control-Allow-Origin "expr=%{{REQUEST_URI}} =~ m#{own}#"
Header always unset Timing-Allow-Origin "expr=%{{REQUEST_URI}} =~ m#{own}#"
"#,
        compressed_endings = ENCODINGS.map(|(_, ending)| ending.trim_start_matches('.')).join("|"),
        policy = hosting.policy(),
    )
}
