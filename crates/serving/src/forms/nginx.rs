//! nginx.conf, for an nginx without additional modules.

use std::fmt::Write;

use super::{AUTHORITIES, CAMPAIGN, FOLDER, accepts, endings};
use crate::Hosting;
use crate::rules::{ASKED_AGAIN, ENCODINGS, EVERYWHERE, IMMUTABLE, NOT_KEPT, ROUTER, SETTINGS, TYPES, WITHOUT_ENDING};

/// Headers of Campaign's answers that are replaced.
const REPLACED: [&str; 3] = ["Cache-Control", "Expires", "Pragma"];

/// A file for the `http` part of nginx: Debian and others include `/etc/nginx/conf.d/*.conf` there.
///
/// A block with an `add_header` of its own loses those of the outer blocks. So all headers are in one place, and maps
/// choose their values by the path of the file and the status.
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
        r#"# Serves the SMS dashboard's files and forwards its calls to Campaign, for the http part of nginx (1.18 or newer).
# Put it where nginx includes such files, for instance /etc/nginx/conf.d/sms-dashboard.conf, and fill in:
#     listen, server_name             the address; with a certificate, except for a trial
#     {FOLDER}              the folder with the files; they may also be in a folder below it
#     {CAMPAIGN}            the Campaign instance (twice)
# Then: nginx -t, and cargo xtask check-headers https://your.host/

# The ending of the best compressed file that the browser accepts.
map $http_accept_encoding $sms_ending {{
    default "";
{accepted}}}

# The encoding of the file that was found.
map $uri $sms_encoding {{
    default "";
{sent}}}

# Only an existing file may be cached for ever.
map "$status $uri" $sms_caching {{
    default "{ASKED_AGAIN}";
    "~^\d+ {router}$" "{NOT_KEPT}";
    "~^(200|206|304) .*/assets/[^/]+$" "{IMMUTABLE}";
}}

# Pages of other origins may load the code, but not the page, its settings and the API.
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

# All documents have the policy, including nginx's error pages.
map $sent_http_content_type $sms_policy {{
    default "";
    "~^text/html" "{policy}";
}}

# The router takes POST, files take GET and HEAD.
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

# The cookie for Campaign: the session of the call, or else the browser's cookie.
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
    # The files are compressed already.
    gzip off;
    # nginx compares time and size, which a new index.html may share with the old one. These files are small: send them
    # whole.
    etag off;
    if_modified_since off;
    add_header Last-Modified "" always;
    # Browsers load whole files. To a range beyond the end of an asset nginx would answer 416, cacheable for ever.
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
        # Without the path nginx would forward /nl/jsp/x/../soaprouter.jsp unchanged.
        proxy_pass https://{CAMPAIGN}{ROUTER};
        proxy_http_version 1.1;
        # nginx forwards SOAPAction, Content-Type, Authorization, X-Security-Token and X-Session-Token by itself.
        proxy_set_header Host {CAMPAIGN};
        proxy_set_header Connection "";
        proxy_set_header Cookie $sms_campaign_cookie;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header Origin "";
        proxy_set_header Referer "";
        # The cookie is for this host.
        proxy_cookie_domain ~.+ $host;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_verify_depth 3;
        proxy_ssl_trusted_certificate {AUTHORITIES};
        # The body of a 500 has the reason.
        proxy_intercept_errors off;
        proxy_cache off;
        proxy_read_timeout 120s;
        client_max_body_size 8m;
{hidden}    }}

    # Names that begin with a dot are hidden.
    location ~ /\. {{
        return 404;
    }}
    location ~ /$ {{
        rewrite ^(.*)/$ $1/index.html last;
    }}

    # One location for each type, because nginx cannot see it from a compressed file's name. A missing file is a 404.
{types}
    # Other files are not served. A folder shows its index.html.
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
