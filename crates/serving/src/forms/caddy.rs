//! The Caddyfile.

use std::fmt::Write;

use super::{CAMPAIGN, FOLDER};
use crate::rules::{
    ASKED_AGAIN, ASSETS, ENCODINGS, EVERYWHERE, IMMUTABLE, NOT_KEPT, ROUTER, SETTINGS, TYPES, WITHOUT_ENDING,
};
use crate::{Hosting, Kind};

/// A whole Caddyfile.
pub fn caddy(hosting: &Hosting) -> String {
    let everywhere: String =
        EVERYWHERE.iter().map(|(name, value)| format!("\t\theader {name} \"{value}\"\n")).collect();
    let hidden: String = EVERYWHERE.iter().map(|(name, _)| format!("\t\t\t\theader_down -{name}\n")).collect();
    let endings = ENCODINGS.map(|(_, ending)| ending.trim_start_matches('.')).join("|");
    let codings = ENCODINGS.map(|(coding, _)| coding).join(" ");
    let mut types = String::new();
    for (ending, kind) in TYPES {
        let charset = if kind.starts_with("text/") { "; charset=utf-8" } else { "" };
        let _ = writeln!(types, "\t\t@{ending} path *.{ending}\n\t\theader @{ending} Content-Type \"{kind}{charset}\"");
    }
    let headers = |matcher: &str, kind: Kind| {
        let headers = kind.headers(hosting).into_iter().filter(|(name, _)| *name != "Cache-Control");
        headers.map(|(name, value)| format!("\t\theader @{matcher} {name} \"{value}\"\n")).collect::<String>()
    };
    format!(
        r#"# Serves the SMS dashboard's files and forwards its calls to Campaign, for Caddy (2.6 or newer). Fill in:
#     portal.example                  the host name; Caddy gets a certificate for it
#     {FOLDER}              the folder with the files; they may also be in a folder below it
#     {CAMPAIGN}            the Campaign instance
# Then: caddy validate --adapter caddyfile, and cargo xtask check-headers https://your.host/

portal.example {{
	root * {FOLDER}

	# route keeps this order.
	route {{
{everywhere}
		handle {ROUTER} {{
			@not_a_call not method POST
			header @not_a_call Allow POST
			error @not_a_call 405
			header Cache-Control {NOT_KEPT}
			request_body {{
				max_size 8MB
			}}
			# The cookie for Campaign: the session of the call, or else the browser's cookie.
			@session header X-Session-Token *
			request_header @session Cookie "__sessiontoken={{http.request.header.X-Session-Token}}"
			# Caddy also matches the path in upper case and with "..", and would forward it unchanged.
			rewrite * {ROUTER}
			# Caddy forwards SOAPAction, Content-Type, Authorization, X-Security-Token and X-Session-Token by itself, returns
			# the body of errors, and checks Campaign's certificate with the system's certificate authorities.
			reverse_proxy https://{CAMPAIGN} {{
				header_up Host {{upstream_hostport}}
				header_up -Origin
				header_up -Referer
				# The cookie is for this host.
				header_down Set-Cookie "(?i); *Domain=[^;]*(;|$)" "$1"
				header_down -Cache-Control
				header_down -Expires
				header_down -Pragma
{hidden}				transport http {{
					response_header_timeout 120s
				}}
			}}
		}}

		# Errors have these two as well. Caddy adds a second Vary to compressed answers, which the deferred header replaces.
		header Cache-Control {ASKED_AGAIN}
		header Vary Accept-Encoding
		header {{
			Vary Accept-Encoding
			defer
		}}
		@not_a_read not method GET HEAD
		header @not_a_read Allow "GET, HEAD"
		error @not_a_read 405
		@hidden path_regexp /\.|/_headers$|\.({endings})$
		error @hidden 404

		# Only an existing file may be cached for ever.
		@kept {{
			path */{ASSETS}/*
			file
		}}
		header @kept Cache-Control "{IMMUTABLE}"
		# Caddy compares time and size, which a new index.html may share with the old one.
		header -Etag
		header -Last-Modified
		request_header -If-Modified-Since
		# Browsers load whole files. To a range beyond the end of an asset Caddy would answer 416, cacheable for ever.
		request_header -Range

		# Pages of other origins may load the code, but not the page and its settings.
		@page path */ *.html
{page}		@settings path */{SETTINGS}
{settings}		@open not path */ *.html */{SETTINGS}
{open}
{types}		@plain path */{WITHOUT_ENDING}
		header @plain Content-Type "text/plain; charset=utf-8"
		file_server {{
			index index.html
			precompressed {codings}
		}}
	}}
}}
"#,
        page = headers("page", Kind::Page),
        settings = headers("settings", Kind::Settings),
        open = headers("open", Kind::Open),
    )
}
