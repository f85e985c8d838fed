//! Apache's two files: `.htaccess` beside the app's files, and the site in the server's own configuration.

use std::fmt::Write;

use super::{AUTHORITIES, CAMPAIGN, FOLDER, accepts, endings};
use crate::Hosting;
use crate::rules::{
    ASKED_AGAIN, ASSETS, ENCODINGS, EVERYWHERE, IMMUTABLE, NOT_KEPT, ROUTER, SETTINGS, TYPES, WITHOUT_ENDING,
};

/// A whole `.htaccess`: types, compressed files and headers.
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
        r#"# The headers of the SMS dashboard's files, for Apache (2.4, with mod_dir, mod_env, mod_headers, mod_mime and
# mod_rewrite). It stays beside index.html. The server's own configuration must allow it there, as apache.conf does:
#     AllowOverride FileInfo Indexes Options=Indexes,MultiViews
# Then: cargo xtask check-headers https://your.host/

Options -Indexes -MultiViews
DirectoryIndex index.html
# Apache compares time and size, which a new index.html may share with the old one. These files are small: send them
# whole.
FileETag None

RewriteEngine On
# Files take GET and HEAD.
RewriteCond %{{REQUEST_METHOD}} !^(GET|HEAD)$
RewriteRule ^ - [R=405,L]
# Apache adds a list of its own, which is empty or names TRACE.
Header always set Allow "GET, HEAD" "expr=%{{REQUEST_STATUS}} == '405'"
# Names that begin with a dot are hidden, and compressed files under their own names. REDIRECT_STATUS is empty unless
# Apache itself asks for the file.
RewriteCond %{{ENV:REDIRECT_STATUS}} ^$
RewriteRule (^|/)(\.|_headers$)|\.({compressed_endings})$ - [R=404,L]
# The best compressed file that the browser accepts.
{compressed}
{encodings}
# Types, and no second compression.
{kinds}SetEnv no-gzip 1
SetEnv no-brotli 1

Header unset ETag
Header unset Last-Modified
{everywhere}Header always set Vary "Accept-Encoding"
Header always set Cache-Control "{ASKED_AGAIN}"
# Only an existing file may be cached for ever.
Header always set Cache-Control "{IMMUTABLE}" "expr=%{{REQUEST_STATUS}} in {{'200', '206', '304'}} && %{{REQUEST_URI}} =~ m#/{ASSETS}/[^/]+$#"
Header always set Content-Security-Policy "{policy}" "expr=%{{CONTENT_TYPE}} =~ m#^text/html#"
# Pages of other origins may load the code, but not the page and its settings.
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

/// The site in the server's own configuration: the folder, and the calls to Campaign.
pub fn apache_site() -> String {
    let mut headers = String::new();
    for (name, value) in EVERYWHERE.into_iter().chain([("Cache-Control", NOT_KEPT)]) {
        let _ = writeln!(headers, "        Header unset {name}\n        Header always set {name} \"{value}\"");
    }
    for name in ["Expires", "Pragma"] {
        let _ = writeln!(headers, "        Header unset {name}");
    }
    let router = ROUTER.replace('.', r"\.");
    format!(
        r#"# The site of the SMS dashboard, for Apache's own configuration (2.4, with mod_dir, mod_env, mod_headers, mod_mime,
# mod_proxy_http, mod_rewrite and mod_ssl). The headers of the files are in .htaccess beside them. Put this file where
# Apache includes sites, for instance /etc/apache2/sites-available/sms-dashboard.conf, and fill in:
#     Listen, VirtualHost, ServerName the address; with a certificate, except for a trial
#     {FOLDER}              the folder with the files; they may also be in a folder below it
#     {CAMPAIGN}            the Campaign instance
# Then: apachectl configtest, and cargo xtask check-headers https://your.host/

Listen 8080
<VirtualHost *:8080>
    # SSLEngine on
    # SSLCertificateFile    /etc/ssl/portal.example.pem
    # SSLCertificateKeyFile /etc/ssl/portal.example.key
    ServerName portal.example
    DocumentRoot "{FOLDER}"
    <Directory "{FOLDER}">
        Require all granted
        AllowOverride FileInfo Indexes Options=Indexes,MultiViews
    </Directory>

    SSLProxyEngine on
    SSLProxyVerify require
    SSLProxyCheckPeerName on
    SSLProxyCACertificateFile "{AUTHORITIES}"

    RewriteEngine On
    # The router takes only POST. <Location> below also matches addresses under the router: they are a 404.
    RewriteRule ^{router}/ - [R=404,L]
    RewriteCond %{{REQUEST_METHOD}} !=POST
    RewriteRule ^{router}$ - [R=405,L]
    TraceEnable off

    <Location "{ROUTER}">
        # Apache forwards SOAPAction, Content-Type, Authorization, X-Security-Token and X-Session-Token by itself.
        ProxyPass "https://{CAMPAIGN}{ROUTER}" timeout=120
        # The cookie is for this host.
        Header edit* Set-Cookie "(?i); *Domain=[^;]*" ""
        # The cookie for Campaign: the session of the call, or else the browser's cookie.
        RequestHeader set Cookie "expr=__sessiontoken=%{{HTTP:X-Session-Token}}" "expr=-n %{{HTTP:X-Session-Token}}"
        RequestHeader unset Origin
        RequestHeader unset Referer
        LimitRequestBody 8388608
        # The body of a 500 has the reason.
        ProxyErrorOverride off
        Header always set Allow POST "expr=%{{REQUEST_STATUS}} == '405'"
{headers}    </Location>
</VirtualHost>
"#
    )
}
