//! Scripts of the harness that run in a page before the page's own scripts.
//!
//! WebDriver has no command for that in every engine, so the layer in front of the sandbox writes them into the pages.

use axum::body::Body;
use axum::http::{Response, header};
use axum::response::IntoResponse;
use http_body_util::BodyExt;

/// A script, and the address at which a page finds it.
pub struct Script {
    path: &'static str,
    source: &'static str,
}

/// Keeps what is written on the console: WebKitGTK tells WebDriver nothing of it.
pub const LISTEN: Script = Script { path: "/harness/listen.js", source: include_str!("webkit/listen.js") };

/// Gives the page a clock that the journey moves.
pub const PAGE_CLOCK: Script = Script { path: "/harness/page_clock.js", source: include_str!("page_clock.js") };

/// The script at this address.
pub fn at(path: &str) -> Option<Response<Body>> {
    let script = [LISTEN, PAGE_CLOCK].into_iter().find(|script| script.path == path)?;
    Some(([(header::CONTENT_TYPE, "text/javascript")], script.source).into_response())
}

/// The page in `response`, with these scripts in front of its own.
pub async fn write_into(response: Response<Body>, scripts: &[Script]) -> Response<Body> {
    if scripts.is_empty() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let page = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let tags: String = scripts.iter().map(|script| format!("<script src=\"{}\"></script>", script.path)).collect();
    let page = String::from_utf8_lossy(&page).replacen("<head>", &format!("<head>{tags}"), 1);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}
