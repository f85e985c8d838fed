//! Pages of others that embed the dashboard, beside the sandbox: `/hosts/<name>/…`.
//!
//! The app's files are also in folders, as portals may have them, and those of another version are in `/next`. In `/shared`
//! Campaign lets the journey's pages read its answers from another origin. A second origin has all this too.
//!
//! The example hosts name their origins. Here those are replaced by the origins of the journey.

use std::convert::Infallible;
use std::io;
use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tower::ServiceExt;

use crate::environment;
use crate::steering::Steering;

/// The folders with the app's files, besides `/`.
const FOLDERS: [&str; 2] = ["/sms", "/a/b"];

/// Campaign behind a proxy that sends the headers that docs/connecting.md asks for, and no others.
const SHARED: &str = "/shared";

/// The headers of the app for which browsers ask the server first.
const SENT: &str = "Authorization, Content-Type, SoapAction, X-Security-Token, X-Session-Token";

/// The files of the hosts.
const HOSTS: &str = "/hosts";

/// Another version of the app.
const NEXT: &str = "/next";

/// Pages of other libraries, without a policy.
const PEERS: &str = "/peers";

/// The origins in the example hosts: that of the portal, and that of the frame with the dashboard.
const EXAMPLES: [&str; 2] = ["https://portal.example", "https://sms.example"];

/// The sandbox with hosts around it. `elsewhere` is the second origin. The portal of a frame is there.
pub fn around(sandbox: &Router, steering: &Steering, origin: &str, elsewhere: &str) -> Router {
    let mut router = Router::new().fallback_service(sandbox.clone());
    for folder in FOLDERS {
        router = router.nest_service(folder, sandbox.clone());
    }
    let (campaign, reader) = (sandbox.clone(), origin.to_owned());
    let shared = async move |request: Request| shared_with(&reader, campaign.clone(), request).await;
    router = router.nest(SHARED, Router::new().fallback(shared));
    let steering = steering.clone();
    let origins = [elsewhere.to_owned(), origin.to_owned()];
    let host = async move |request: Request| page_of_host(request.uri().path(), &origins, &steering).or_missing();
    let next = async |request: Request| file(&environment::next(), request.uri().path(), NEXT).or_missing();
    router = router.route(&format!("{HOSTS}/{{*path}}"), get(host)).route(&format!("{NEXT}/{{*path}}"), get(next));
    if let Some(folder) = environment::peers() {
        let peer = async move |request: Request| file(&folder, request.uri().path(), PEERS).or_missing();
        router = router.route(&format!("{PEERS}/{{*path}}"), get(peer));
    }
    router
}

/// Answers the browser's first question and the calls after it, so that pages of the origin `reader` can read them.
async fn shared_with(reader: &str, campaign: Router, request: Request) -> Response<Body> {
    let mut response = if request.method() == Method::OPTIONS {
        (StatusCode::NO_CONTENT, [(header::ACCESS_CONTROL_ALLOW_HEADERS, SENT)]).into_response()
    } else {
        let Ok::<_, Infallible>(response) = campaign.oneshot(request).await;
        response
    };
    if let Ok(reader) = HeaderValue::try_from(reader) {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, reader);
    }
    response
}

/// A host's file with the origins of the journey. A page also gets the policy of hosts.
fn page_of_host(path: &str, origins: &[String; 2], steering: &Steering) -> io::Result<Response<Body>> {
    let (kind, content) = read(&environment::hosts(), path, HOSTS)?;
    let mut content = String::from_utf8_lossy(&content).into_owned();
    for (example, origin) in EXAMPLES.iter().zip(origins) {
        content = content.replace(example, origin);
    }
    let mut response = answer(kind, content);
    if kind.starts_with("text/html")
        && let Ok(policy) = HeaderValue::try_from(steering.policy())
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

fn file(folder: &Path, path: &str, prefix: &str) -> io::Result<Response<Body>> {
    let (kind, content) = read(folder, path, prefix)?;
    Ok(answer(kind, content))
}

fn answer(kind: &'static str, content: impl Into<Body>) -> Response<Body> {
    let kind = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
    (kind, content.into()).into_response()
}

/// The media type and the content of the file at `path`. `folder` is served under `prefix`.
fn read(folder: &Path, path: &str, prefix: &str) -> io::Result<(&'static str, Vec<u8>)> {
    let path = path_below(folder, path.strip_prefix(prefix).unwrap_or(path))?;
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => return Err(io::ErrorKind::NotFound.into()),
    };
    Ok((kind, std::fs::read(path)?))
}

/// The file at `path` in `folder`. For a folder it is its `index.html`.
fn path_below(folder: &Path, path: &str) -> io::Result<PathBuf> {
    let path = Path::new(path.trim_start_matches('/'));
    if path.components().any(|component| !matches!(component, Component::Normal(_))) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let path = folder.join(path);
    Ok(if path.is_dir() { path.join("index.html") } else { path })
}

trait OrMissing {
    fn or_missing(self) -> Response<Body>;
}

impl OrMissing for io::Result<Response<Body>> {
    fn or_missing(self) -> Response<Body> {
        self.unwrap_or_else(|_| StatusCode::NOT_FOUND.into_response())
    }
}
