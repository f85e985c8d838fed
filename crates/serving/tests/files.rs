//! A folder served over HTTP: what is found, in which form, and with which headers.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use serving::{Hosting, files};
use tempfile::TempDir;
use tower::ServiceExt;

struct Site {
    router: Router,
    _folder: TempDir,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("assets")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("index.html", "<!DOCTYPE html><title>app</title>");
        write("config.json", "from the folder");
        write("sms-dashboard.js", "plain");
        write("sms-dashboard.js.br", "best");
        write("sms-dashboard.js.gz", "good");
        write("assets/app-0123456789abcdef.wasm", "plain");
        write("assets/app-0123456789abcdef.wasm.zst", "better");
        write("_headers", "secret");
        write(".htaccess", "secret");
        let files = files::router(Some(folder.path()), get(|| async { "settings" }), &Hosting::default());
        let api = Router::new().route("/api", post(|| async { "answer" }));
        Self { router: files::with_headers_of_everything(api.merge(files)), _folder: folder }
    }

    async fn ask(&self, method: &str, path: &str, encodings: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("Accept-Encoding", encodings);
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "identity").await
    }
}

#[tokio::test]
async fn the_best_form_that_lies_there_and_that_the_client_takes_is_sent() {
    let site = Site::new();
    for (path, accepted, encoding, body) in [
        ("/sms-dashboard.js", "gzip, deflate, br, zstd", "br", "best"),
        ("/sms-dashboard.js", "gzip", "gzip", "good"),
        ("/sms-dashboard.js", "br;q=0", "", "plain"),
        ("/assets/app-0123456789abcdef.wasm", "gzip, zstd", "zstd", "better"),
        ("/assets/app-0123456789abcdef.wasm", "br", "", "plain"),
    ] {
        let answer = site.ask("GET", path, accepted).await;
        assert_eq!((answer.header("content-encoding"), answer.body.as_str()), (encoding, body), "{path} {accepted}");
        assert_eq!(answer.header("vary"), "Accept-Encoding");
        let kind = if path.ends_with(".js") { "text/javascript" } else { "application/wasm" };
        assert_eq!(answer.header("content-type"), kind);
    }
}

#[tokio::test]
async fn a_hashed_file_is_kept_for_a_year_if_it_is_there() {
    let site = Site::new();
    let kept = site.get("/assets/app-0123456789abcdef.wasm").await;
    assert_eq!(kept.header("cache-control"), "public, max-age=31536000, immutable");
    let missing = site.get("/assets/app-0000000000000000.wasm").await;
    assert_eq!((missing.status, missing.header("cache-control")), (StatusCode::NOT_FOUND, "no-cache"));
    assert_eq!(missing.header("access-control-allow-origin"), "*", "a host's page can see that it is missing");
}

#[tokio::test]
async fn the_settings_are_the_servers_own_and_the_page_alone_has_a_policy() {
    let site = Site::new();
    assert_eq!(site.get("/config.json").await.body, "settings");
    for (path, policy) in [("/", true), ("/index.html", true), ("/config.json", false), ("/sms-dashboard.js", false)] {
        let answer = site.get(path).await;
        assert_eq!(!answer.header("content-security-policy").is_empty(), policy, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn what_is_the_servers_own_is_not_shown_and_files_are_only_read() {
    let site = Site::new();
    for path in ["/_headers", "/.htaccess", "/sms-dashboard.js.br"] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_FOUND, ""), "{path}");
    }
    assert_eq!(site.ask("PUT", "/index.html", "").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_api_is_not_opened_to_other_pages() {
    let answer = Site::new().ask("POST", "/api", "").await;
    assert_eq!((answer.body.as_str(), answer.header("x-content-type-options")), ("answer", "nosniff"));
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(answer.header("cross-origin-resource-policy"), "");
}

/// A build that was packed first may be deployed last.
#[tokio::test]
async fn a_file_that_is_older_than_the_one_it_replaces_is_sent_nevertheless() {
    let site = Site::new();
    assert_eq!(site.get("/index.html").await.header("Last-Modified"), "");
    let request = Request::get("/index.html").header("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT");
    let response = site.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}
