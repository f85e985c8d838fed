//! The headers and the type of each kind of file.

use crate::Hosting;

/// The app's policy without `frame-ancestors`, which [`Hosting::policy`] adds.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                          trusted-types 'none'";

/// The headers of every answer. `Permissions-Policy` has only features that all browsers know, because they warn about
/// others.
pub const EVERYWHERE: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
];

/// For files whose name changes with their content: caches keep them without asking again.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// For files whose content changes under the same name: caches ask each time.
pub const ASKED_AGAIN: &str = "no-cache";
/// For Campaign's answers: no cache keeps them.
pub const NOT_KEPT: &str = "no-store";

/// The encodings of the compressed copies, best first, and the endings of the copies' names.
pub const ENCODINGS: [(&str, &str); 3] = [("br", ".br"), ("zstd", ".zst"), ("gzip", ".gz")];

/// The endings of served files, and their types. Other files are not served, except `LICENSE`.
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

/// The only served file without an ending; its type is `text/plain`.
pub const WITHOUT_ENDING: &str = "LICENSE";

/// The folder of the files whose names change with their content.
pub const ASSETS: &str = "assets";
/// The page's settings.
pub const SETTINGS: &str = "config.json";
/// The file that a host's page loads.
pub const ENTRY: &str = "sms-dashboard.js";
/// The one path of Campaign's API.
pub const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

/// A kind of file, determined by folder and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A document: index.html.
    Page,
    /// config.json, for the page only.
    Settings,
    /// The entry file and the other files at the top, under the same names in every version. Any page may load them.
    Open,
    /// A file whose name changes with its content. Any page may load it.
    Asset,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Page, Self::Settings, Self::Open, Self::Asset];

    /// The kind of the file at `path`, an address without query. The app may be in any folder.
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

    /// `Cache-Control` of an existing file. A missing one has [`ASKED_AGAIN`].
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

    /// Its headers in addition to [`EVERYWHERE`].
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

/// The served files without compressed copies. Operators edit the settings, and a server would still send the old copy.
/// No browser loads the others, and npm would add their copies to the package.
pub const WITHOUT_COMPRESSED_FORMS: [&str; 3] = [SETTINGS, WITHOUT_ENDING, "README.md"];

/// Whether the served file at `path` has compressed copies.
pub fn is_compressed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    !WITHOUT_COMPRESSED_FORMS.contains(&name) && !is_hidden(path)
}

/// Whether the file at `path` is only for the server, or is a compressed copy, which is served under the original's
/// name.
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
    fn the_kind_depends_on_folder_and_name_under_every_path() {
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
    fn files_for_the_server_are_hidden() {
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
