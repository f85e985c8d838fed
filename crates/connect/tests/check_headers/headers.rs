//! Wrong headers, one at a time.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};

use crate::support::dist;
use crate::walk::{ROUTER, Spoil, Walk, right, set, spoiled};

#[tokio::test]
async fn each_wrong_header_is_reported_with_its_effect_and_its_remedy() {
    let cases: [(Spoil, &str, &str); 27] = [
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "content-type", "application/octet-stream");
                }
            },
            "assets/app-fedcba9876543210.wasm is sent as application/octet-stream",
            "Content-Type: application/wasm",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "content-type", "application/wasm; charset=utf-8");
                }
            },
            "is sent as application/wasm; charset=utf-8",
            "Content-Type: application/wasm",
        ),
        (
            |path, response| {
                if path.ends_with("dashboard.js") {
                    set(response.headers_mut(), "content-type", "text/plain");
                }
            },
            "browsers refuse it as a script",
            "Content-Type: text/javascript",
        ),
        (
            |path, response| {
                if path.ends_with("dashboard.js") {
                    set(response.headers_mut(), "cache-control", "public, max-age=31536000, immutable");
                }
            },
            "sms-dashboard.js is cached (Cache-Control: public, max-age=31536000, immutable): after a deployment people keep an old version",
            "Cache-Control: no-cache",
        ),
        (
            |path, response| {
                if path == "/" {
                    response.headers_mut().remove("cache-control");
                }
            },
            "The page has no Cache-Control",
            "Cache-Control: no-cache",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "cache-control", "no-cache");
                }
            },
            "app-fedcba9876543210.wasm is not cached for long",
            "immutable",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "cache-control", "public, max-age=31536000");
                }
            },
            "app-fedcba9876543210.wasm is cached but not immutable",
            "immutable",
        ),
        (
            |_, response| {
                response.headers_mut().remove("x-content-type-options");
            },
            "The page lacks nosniff",
            "X-Content-Type-Options: nosniff",
        ),
        (
            |_, response| set(response.headers_mut(), "referrer-policy", "unsafe-url"),
            "lacks Referrer-Policy: no-referrer",
            "Referrer-Policy: no-referrer",
        ),
        (
            |path, response| {
                if path.ends_with(".js") {
                    response.headers_mut().remove("access-control-allow-origin");
                }
            },
            "sms-dashboard.js: Access-Control-Allow-Origin is missing",
            "Access-Control-Allow-Origin: *",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "cross-origin-resource-policy", "same-origin");
                }
            },
            "Cross-Origin-Resource-Policy is same-origin: portals that isolate themselves",
            "Cross-Origin-Resource-Policy: cross-origin",
        ),
        (
            |path, response| {
                if path == "/config.json" {
                    set(response.headers_mut(), "access-control-allow-origin", "*");
                }
            },
            "config.json may be read by pages of other origins",
            "no Access-Control-Allow-Origin",
        ),
        (
            |_, response| {
                response.headers_mut().remove("vary");
            },
            "has no Vary: a cache may send a browser an encoding that it cannot read",
            "Vary: Accept-Encoding",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    response.headers_mut().remove("content-encoding");
                }
            },
            "assets/app-fedcba9876543210.wasm as br differs from the uncompressed file",
            "Content-Encoding",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm")
                    && response.headers().get("content-encoding").is_some_and(|one| one == "gzip")
                {
                    set(response.headers_mut(), "content-encoding", "br");
                }
            },
            "comes as br to a browser that accepts only gzip",
            "Accept-Encoding",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") && response.headers().get("content-encoding").is_some_and(|one| one == "br")
                {
                    *response.body_mut() = Body::from("not brotli at all");
                    response.headers_mut().remove("content-length");
                }
            },
            "is marked as br, but it is not br",
            "compress nothing twice",
        ),
        (
            |path, response| {
                if path.starts_with("/assets/missing") {
                    *response = Html("<!DOCTYPE html><title>app</title>").into_response();
                }
            },
            "A missing file under assets/ is answered with HTTP 200 instead of 404",
            "never with index.html",
        ),
        (
            |path, response| {
                if path.starts_with("/assets/missing") {
                    set(response.headers_mut(), "cache-control", "public, max-age=31536000, immutable");
                }
            },
            "The 404 of a missing file",
            "only with existing files",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    *response = StatusCode::NOT_FOUND.into_response();
                }
            },
            "assets/app-fedcba9876543210.wasm is missing (HTTP 404)",
            "cargo xtask dist",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    *response = Redirect::temporary("https://cdn.example/app.wasm?ticket=secret").into_response();
                }
            },
            "redirects to another host, https://cdn.example/app.wasm (HTTP 307)",
            "without it",
        ),
        (
            |path, response| {
                if path == ROUTER {
                    *response = (StatusCode::METHOD_NOT_ALLOWED, Html("<html>405</html>")).into_response();
                }
            },
            "No call reaches Campaign. A server of plain files answers: it takes no POST (HTTP 405).",
            "forward POST /nl/jsp/soaprouter.jsp",
        ),
        (
            |path, response| {
                if path == ROUTER {
                    *response = Html("<html><title>app</title></html>").into_response();
                }
            },
            "No call reaches Campaign. A page answers instead of the router",
            "without a sign-in",
        ),
        (
            |path, response| {
                if path == ROUTER {
                    set(response.headers_mut(), "cache-control", "public, max-age=60");
                }
            },
            "Campaign's answers lack no-store",
            "Cache-Control: no-store",
        ),
        (
            |path, response| {
                if path == "/index.html" {
                    *response =
                        ([("cache-control", "no-cache")], Html("<!DOCTYPE html><title>old</title>")).into_response();
                }
            },
            "index.html differs from the page of its folder",
            "Empty the caches",
        ),
        (
            |path, response| {
                if path == "/config.json" {
                    *response.body_mut() = Body::from("baseUrl: /campaign");
                    response.headers_mut().remove("content-length");
                }
            },
            "config.json is not a JSON object",
            "{} is enough",
        ),
        (
            |path, response| {
                if path == "/sms-dashboard.js" {
                    *response.body_mut() = Body::from("export {}");
                    for name in ["content-length", "content-encoding"] {
                        response.headers_mut().remove(name);
                    }
                }
            },
            "sms-dashboard.js names no WebAssembly",
            "cargo xtask dist",
        ),
        (
            |path, response| {
                if path == "/" {
                    *response = Redirect::permanent("https://portal.example/login").into_response();
                }
            },
            "The page redirects to another host, https://portal.example/login (HTTP 308)",
            "sign-in",
        ),
    ];
    let dist = dist();
    let right = right(dist.path());
    for (spoil, what, remedy) in cases {
        let walk = Walk::to_router(spoiled(&right, spoil)).await;
        let problems = walk.problems();
        let found = problems.iter().find(|problem| problem.contains(what));
        assert!(found.is_some_and(|problem| problem.contains(remedy)), "{what}, {remedy} in {problems:#?}");
        assert!(!walk.said().contains("secret"));
    }
}
