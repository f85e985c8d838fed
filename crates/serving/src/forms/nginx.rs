//! nginx.conf, with nothing but the modules that every nginx has.

use std::fmt::Write;

use super::{AUTHORITIES, CAMPAIGN, FOLDER, accepts, endings};
use crate::Hosting;
use crate::rules::{ASKED_AGAIN, ENCODINGS, EVERYWHERE, IMMUTABLE, NOT_KEPT, ROUTER, SETTINGS, TYPES, WITHOUT_ENDING};

/// What the answers of Campaign must not say for themselves: it is said here.
const REPLACED: [&str; 3] = ["Cache-Control", "Expires", "Pragma"];

/// A file for the `http` part of nginx: Debian and others include `/etc/nginx/conf.d/*.conf` there.
///
/// `add_header` counts only where no block further in has one of its own. So there is one place with headers, and what
/// differs between files is looked up in maps by the path of the file that was found and by the status.
pub fn nginx(hosting: &Hosting) -> String {
    let (router, endings) = (ROUTER.replace('.', r"\."), endings());
    let settings = SETTINGS.replace('.', r"\.");
    let not_open = format!(r"(/|\.html|/{settings}){endings}");
    let mut accepted = String::new();
    let mut sent = String::new();
    for (coding, ending) in ENCODINGS {
        let _ = writeln!(accepted, r#"    "~*{}" {ending};"#, accepts(coding));
        let _ = writeln!(sent, r#"    "~\{ending}$" {coding};"#);
    }
    let mut headers = String::new();
    for (name, value) in EVERYWHERE {
        let _ = writeln!(headers, r#"    add_header {name} "{value}" always;"#);
    }
    let hidden = EVERYWHERE.map(|(name, _)| name).into_iter().chain(REPLACED);
    let hidden: String = hidden.map(|name| format!("        proxy_hide_header {name};\n")).collect();
    let same_origin = "same-origin";
    let policy = hosting.policy();
    format!(
        r#"# The SMS dashboard's files, and the way of its calls to Campaign, for the http part of nginx (1.18 or newer).
# Put it where nginx includes such files, for instance /etc/nginx/conf.d/sms-dashboard.conf, and fill in:
#     listen, server_name             where people find it; with a certificate for anything but a trial
#     {FOLDER}              the folder with the files; where they lie in a folder below it, it works as well
#     {CAMPAIGN}            the Campaign instance (twice)
# Then: nginx -t, and cargo xtask check-headers https://your.host/

# Which compressed file the browser takes, best first.
map $http_accept_encoding $sms_ending {{
    default "";
{accepted}}}

# How the file that was found is compressed.
map $uri $sms_encoding {{
    default "";
{sent}}}

# Only a file that is there may be kept for ever.
map "$status $uri" $sms_caching {{
    default "{ASKED_AGAIN}";
    "~^\d+ {router}$" "{NOT_KEPT}";
    "~^(200|206|304) .*/assets/[^/]+$" "{IMMUTABLE}";
}}

# Pages of other origins load the code, not the page and its settings; the API is none of their business.
map $uri $sms_open {{
    default "*";
    "{ROUTER}" "";
    "~{not_open}" "";
}}
map $uri $sms_resource_policy {{
    default "cross-origin";
    "{ROUTER}" "";
    "~{not_open}" "{same_origin}";
}}

# Documents carry the policy, nginx's own pages about errors too.
map $sent_http_content_type $sms_policy {{
    default "";
    "~^text/html" "{policy}";
}}

# Files are read, the router is called; everything else is refused.
map "$request_method $uri" $sms_is_refused {{
    default 1;
    "POST {ROUTER}" 0;
    "~^(GET|HEAD) (?!{router}$)" 0;
}}
map "$status $uri" $sms_allowed {{
    default "";
    "405 {ROUTER}" "POST";
    "~^405 " "GET, HEAD";
}}

# The cookie for Campaign: the session of the call, or else what the browser has.
map $http_x_session_token $sms_campaign_cookie {{
    default "__sessiontoken=$http_x_session_token";
    "" $http_cookie;
}}

server {{
    listen 8080;
    # listen 443 ssl;
    # ssl_certificate     /etc/ssl/portal.example.pem;
    # ssl_certificate_key /etc/ssl/portal.example.key;
    server_name _;
    root {FOLDER};

    server_tokens off;
    autoindex off;
    absolute_redirect off;
    # The files are compressed already: nginx would do it again.
    gzip off;
    # nginx tells a new file by its time and its size, and those of index.html may stay the same. What may change is small.
    etag off;
    if_modified_since off;
    add_header Last-Modified "" always;
    # Browsers load whole files. nginx would say of a part beyond a file's end that it may be kept for ever.
    max_ranges 0;
    charset utf-8;
    charset_types text/css text/javascript text/markdown text/plain;

{headers}    add_header Cache-Control $sms_caching always;
    add_header Content-Encoding $sms_encoding;
    add_header Vary "Accept-Encoding" always;
    add_header Content-Security-Policy $sms_policy always;
    add_header Cross-Origin-Resource-Policy $sms_resource_policy always;
    add_header Access-Control-Allow-Origin $sms_open always;
    add_header Timing-Allow-Origin $sms_open always;
    add_header Allow $sms_allowed always;

    if ($sms_is_refused) {{
        return 405;
    }}

    location = {ROUTER} {{
        # With the path: of a call to /nl/jsp/x/../soaprouter.jsp nginx would forward that.
        proxy_pass https://{CAMPAIGN}{ROUTER};
        proxy_http_version 1.1;
        # SOAPAction, Content-Type, Authorization, X-Security-Token and X-Session-Token go along by themselves.
        proxy_set_header Host {CAMPAIGN};
        proxy_set_header Connection "";
        proxy_set_header Cookie $sms_campaign_cookie;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header Origin "";
        proxy_set_header Referer "";
        # Set-Cookie comes back, for this host.
        proxy_cookie_domain ~.+ $host;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_verify_depth 3;
        proxy_ssl_trusted_certificate {AUTHORITIES};
        # The reason of a 500 is in its body.
        proxy_intercept_errors off;
        proxy_cache off;
        proxy_read_timeout 120s;
        client_max_body_size 8m;
{hidden}    }}

    # Nothing whose name begins with a dot.
    location ~ /\. {{
        return 404;
    }}
    location ~ /$ {{
        rewrite ^(.*)/$ $1/index.html last;
    }}

    # Each type by itself, because the name of a compressed file does not tell it. A missing file is a 404, never a page.
{types}
    # Whatever else lies in the folder is not served. A folder is shown by its index.html.
    location / {{
        if (-d $request_filename) {{
            rewrite ^(.*[^/])$ $1/ permanent;
        }}
        return 404;
    }}
}}
"#,
        types = types(),
    )
}

fn types() -> String {
    let mut blocks = String::new();
    let named = TYPES.map(|(ending, kind)| (format!(r"\.{ending}$"), kind));
    let licence = (format!("/{WITHOUT_ENDING}$"), "text/plain");
    for (pattern, kind) in named.into_iter().chain([licence]) {
        let _ = write!(
            blocks,
            "    location ~ {pattern} {{\n        types {{ }}\n        default_type {kind};\n        \
             try_files $uri$sms_ending $uri =404;\n    }}\n"
        );
    }
    blocks
}
