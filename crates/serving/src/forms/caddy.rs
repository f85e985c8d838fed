//! Caddyfile.

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
        r#"# The SMS dashboard's files, and the way of its calls to Campaign, for Caddy (2.6 or newer). Fill in:
#     portal.example                  where people find it; Caddy fetches a certificate for it
#     {FOLDER}              the folder with the files; where they lie in a folder below it, it works as well
#     {CAMPAIGN}            the Campaign instance
# Then: caddy validate --adapter caddyfile, and cargo xtask check-headers https://your.host/

portal.example {{
	root * {FOLDER}

	# As written, from top to bottom.
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
			# The cookie for Campaign: the session of the call, or else what the browser has.
			@session header X-Session-Token *
			request_header @session Cookie "__sessiontoken={{http.request.header.X-Session-Token}}"
			# Caddy finds the path in any case and with "..", and would forward it so.
			rewrite * {ROUTER}
			# SOAPAction, Content-Type, Authorization, X-Security-Token and X-Session-Token go along by themselves, Set-Cookie
			# and the body of errors come back; Campaign's certificate is checked by the authorities of this system.
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

		# Every answer has these two, errors too. Caddy adds Vary to compressed answers by itself: the second line leaves one.
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

		# Only a file that is there may be kept for ever.
		@kept {{
			path */{ASSETS}/*
			file
		}}
		header @kept Cache-Control "{IMMUTABLE}"
		# Caddy tells a new file by its time and its size, and those of index.html may stay the same.
		header -Etag
		header -Last-Modified
		request_header -If-Modified-Since
		# Browsers load whole files. Caddy would say of a part beyond a file's end that it may be kept for ever.
		request_header -Range

		# Pages of other origins load the code, not the page and its settings.
		@page path */ *.html
{page}		@settings path */{SETTINGS}
{settings}		@open not path */ *.html */{SETTINGS}
{open}
{types}		@plain path */{WITHOUT_ENDING}
		header @plain Content-Type "text/plain; charset=utf-8"
		# A missing file is a 404, never a page.
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
