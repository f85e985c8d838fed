//! Pages of others that embed the dashboard, beside the sandbox: `/hosts/<name>/…`.
//!
//! Next to them the app's files lie in folders as portals may have them, and all of it is there on a second origin too.
//! The example hosts name their origins; here those are replaced by the ones of the journey.

use std::io;
use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::environment;
use crate::steering::Steering;

/// The folders that the app's files are in, besides `/` itself.
const FOLDERS: [&str; 2] = ["/sms", "/a/b"];

/// The origins as the example hosts write them: the portal's, and that of the frame with the dashboard.
const EXAMPLES: [&str; 2] = ["https://portal.example", "https://sms.example"];

/// The sandbox with hosts around it. `elsewhere` is the second origin, on which the portal of a frame is.
pub fn around(sandbox: &Router, steering: &Steering, origin: &str, elsewhere: &str) -> Router {
    let mut router = Router::new().fallback_service(sandbox.clone());
    for folder in FOLDERS {
        let app = sandbox.clone().layer(middleware::from_fn(for_every_origin));
        router = router.nest_service(folder, app);
    }
    let steering = steering.clone();
    let origins = [elsewhere.to_owned(), origin.to_owned()];
    let host = move |request: Request| {
        let answer = file(request.uri().path(), &origins, &steering);
        async move { answer.unwrap_or_else(|_| StatusCode::NOT_FOUND.into_response()) }
    };
    router.route("/hosts/{*path}", get(host))
}

/// A host's file, with the policy if it is a page.
fn file(path: &str, origins: &[String; 2], steering: &Steering) -> io::Result<Response<Body>> {
    let path = path_below(&environment::hosts(), path.trim_start_matches("/hosts"))?;
    let mut content = std::fs::read_to_string(&path)?;
    for (example, origin) in EXAMPLES.iter().zip(origins) {
        content = content.replace(example, origin);
    }
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => return Err(io::ErrorKind::NotFound.into()),
    };
    let mut response = Response::new(Body::from(content));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if kind.starts_with("text/html")
        && let Ok(policy) = HeaderValue::try_from(steering.policy())
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// The file that `path` names below `folder`; a folder's is its `index.html`.
fn path_below(folder: &Path, path: &str) -> io::Result<PathBuf> {
    let path = Path::new(path.trim_start_matches('/'));
    if path.components().any(|component| !matches!(component, Component::Normal(_))) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let path = folder.join(path);
    Ok(if path.is_dir() { path.join("index.html") } else { path })
}

/// Says that pages of other origins may load this.
async fn for_every_origin(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    let any = HeaderValue::from_static("*");
    response.headers_mut().entry(header::ACCESS_CONTROL_ALLOW_ORIGIN).or_insert(any);
    response
}
