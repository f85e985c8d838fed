//! Which headers each kind of file has, and of which type it is.

use crate::Hosting;

/// The policy under which the app runs, without `frame-ancestors`, which [`Hosting::policy`] adds.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                          trusted-types 'none'";

/// The headers of every answer. Browsers warn in the console of a feature that they do not know: the list has only those
/// that all of them know.
pub const EVERYWHERE: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// Kept without being asked for again: the name changes with the content.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Asked for each time: the name stays, the content changes.
pub const ASKED_AGAIN: &str = "no-cache";
/// Not written anywhere: what Campaign answers.
pub const NOT_KEPT: &str = "no-store";

/// The encodings in which files lie beside their originals, best first, and what their names then end with.
pub const ENCODINGS: [(&str, &str); 3] = [("br", ".br"), ("zstd", ".zst"), ("gzip", ".gz")];

/// The endings of the names of served files, and their types. What has none of them is not served, but for `LICENSE`.
pub const TYPES: [(&str, &str); 8] = [
    ("html", "text/html"),
    ("js", "text/javascript"),
    ("wasm", "application/wasm"),
    ("css", "text/css"),
    ("json", "application/json"),
    ("md", "text/markdown"),
    ("ts", "text/plain"),
    ("txt", "text/plain"),
];

/// The one served file without an ending; its type is `text/plain`.
pub const WITHOUT_ENDING: &str = "LICENSE";

/// The folder of the files whose names change with their content.
pub const ASSETS: &str = "assets";
/// The settings of the page.
pub const SETTINGS: &str = "config.json";
/// The file that a host's page names.
pub const ENTRY: &str = "sms-dashboard.js";
/// The one path of Campaign's API.
pub const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

/// A kind of file, by its place and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A document: index.html.
    Page,
    /// config.json, which is the page's own.
    Settings,
    /// The entry file and the rest at the top: any page may load it, its name stays.
    Open,
    /// A file named by its content: any page may load it.
    Asset,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Page, Self::Settings, Self::Open, Self::Asset];

    /// The kind of the file at `path` (an address without query, wherever the app lies).
    pub fn of(path: &str) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.rsplit('/').next() == Some(ASSETS) {
            Self::Asset
        } else if name.is_empty() || name.ends_with(".html") {
            Self::Page
        } else if name == SETTINGS {
            Self::Settings
        } else {
            Self::Open
        }
    }

    /// How such a file may be kept, if it was found. A missing one is [`ASKED_AGAIN`].
    pub fn caching(self) -> &'static str {
        match self {
            Self::Asset => IMMUTABLE,
            Self::Page | Self::Settings | Self::Open => ASKED_AGAIN,
        }
    }

    /// Whether pages of other origins may load it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Asset)
    }

    /// Its headers besides those of [`EVERYWHERE`].
    pub fn headers(self, hosting: &Hosting) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Cache-Control", self.caching().to_owned())];
        if self == Self::Page {
            headers.push(("Content-Security-Policy", hosting.policy()));
        }
        if self.is_open() {
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
            headers.push(("Cross-Origin-Resource-Policy", "cross-origin".to_owned()));
            headers.push(("Timing-Allow-Origin", "*".to_owned()));
        } else {
            headers.push(("Cross-Origin-Resource-Policy", "same-origin".to_owned()));
        }
        headers
    }
}

/// The served files beside which no compressed forms lie. The settings are edited where they are served, and a server would
/// go on sending the old form; the others no browser loads, and npm takes them into the package under any ending.
pub const WITHOUT_COMPRESSED_FORMS: [&str; 3] = [SETTINGS, WITHOUT_ENDING, "README.md"];

/// Whether compressed forms lie beside the served file at `path`.
pub fn is_compressed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    !WITHOUT_COMPRESSED_FORMS.contains(&name) && !is_hidden(path)
}

/// Whether the file at `path` is for the server's own eyes, or a compressed form that is served under its original's name.
pub fn is_hidden(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.split('/').any(|part| part.starts_with('.'))
        || name == "_headers"
        || ENCODINGS.iter().any(|(_, ending)| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_follows_place_and_name_under_every_path() {
        for (path, kind) in [
            ("/", Kind::Page),
            ("/a/b/", Kind::Page),
            ("/a/b/index.html", Kind::Page),
            ("/config.json", Kind::Settings),
            ("/a/config.json", Kind::Settings),
            ("/sms-dashboard.js", Kind::Open),
            ("/custom-elements.json", Kind::Open),
            ("/sms-dashboard.d.ts", Kind::Open),
            ("/assets/app-0123456789abcdef.wasm", Kind::Asset),
            ("/a/b/assets/page-0123456789abcdef.css", Kind::Asset),
            ("/app-0123456789abcdef.js", Kind::Open),
            ("/assets", Kind::Open),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn only_files_named_by_their_content_are_kept() {
        let kept: Vec<_> = Kind::ALL.into_iter().filter(|kind| kind.caching() != "no-cache").collect();
        assert_eq!(kept, [Kind::Asset]);
        assert_eq!(Kind::Asset.caching(), "public, max-age=31536000, immutable");
    }

    #[test]
    fn other_pages_may_load_code_but_neither_frame_nor_read_the_page() {
        let hosting = Hosting::default();
        for kind in Kind::ALL {
            let headers = kind.headers(&hosting);
            let has = |name, value: &str| headers.iter().any(|(one, set)| *one == name && set == value);
            let is_code = matches!(kind, Kind::Open | Kind::Asset);
            assert_eq!(has("Access-Control-Allow-Origin", "*"), is_code);
            assert_eq!(has("Timing-Allow-Origin", "*"), is_code);
            assert_eq!(has("Cross-Origin-Resource-Policy", "cross-origin"), is_code);
            assert_eq!(has("Cross-Origin-Resource-Policy", "same-origin"), !is_code);
            assert_eq!(headers.iter().any(|(name, _)| *name == "Content-Security-Policy"), kind == Kind::Page);
        }
    }

    #[test]
    fn what_is_the_servers_own_is_hidden() {
        for path in
            ["/.htaccess", "/_headers", "/.git/config.json", "/a/.well/x.js", "/sms-dashboard.js.br", "/x.zst", "/x.gz"]
        {
            assert!(is_hidden(path), "{path}");
        }
        for path in ["/", "/index.html", "/assets/app-0123456789abcdef.js", "/sms-dashboard.d.ts", "/LICENSE"] {
            assert!(!is_hidden(path), "{path}");
        }
    }

    #[test]
    fn settings_can_be_edited_where_they_are_served() {
        assert!(!is_compressed("/a/config.json"));
        assert!(!is_compressed("_headers") && !is_compressed("LICENSE") && !is_compressed("README.md"));
        assert!(is_compressed("sms-dashboard.js") && is_compressed("assets/app-0123456789abcdef.wasm"));
    }
}
