//! Serves a folder's files over HTTP with the headers of [`rules`](crate::rules).

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, IF_MODIFIED_SINCE, LAST_MODIFIED, VARY};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use tower_http::services::ServeDir;

use crate::rules::{ASKED_AGAIN, EVERYWHERE, SETTINGS, is_hidden};
use crate::{Hosting, Kind};

/// Serves the files of `folder`, each in the smallest encoding that exists and that the client accepts. `settings`
/// answers for `config.json`, even if the folder has such a file.
pub fn router(folder: Option<&Path>, settings: MethodRouter, hosting: &Hosting) -> Router {
    let router = Router::new().route(&format!("/{SETTINGS}"), settings);
    let router = match folder {
        Some(folder) => {
            let files = ServeDir::new(folder).precompressed_br().precompressed_zstd().precompressed_gzip();
            router.fallback_service(files)
        }
        None => router,
    };
    router.layer(middleware::from_fn_with_state(Arc::new(hosting.clone()), headers_of_files))
}

/// Adds the headers that every answer has to all answers of `router`.
pub fn with_headers_of_everything(router: Router) -> Router {
    router.layer(middleware::from_fn(async |request: Request, next: Next| {
        let mut response = next.run(request).await;
        for (name, value) in EVERYWHERE {
            set(&mut response, name, value);
        }
        response
    }))
}

async fn headers_of_files(State(hosting): State<Arc<Hosting>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    // A newer version's file may have an older date, and would be "not modified".
    request.headers_mut().remove(IF_MODIFIED_SINCE);
    let mut response = if is_hidden(&path) { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await };
    for (name, value) in Kind::of(&path).headers(&hosting) {
        set(&mut response, name, &value);
    }
    let is_found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if !is_found {
        set(&mut response, "Cache-Control", ASKED_AGAIN);
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        set(&mut response, "Content-Security-Policy", &hosting.policy());
    }
    response.headers_mut().remove(LAST_MODIFIED);
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

fn set(response: &mut Response, name: &'static str, value: &str) {
    let value = HeaderValue::from_str(value).expect("rules and checked origins are plain text");
    let name = HeaderName::from_bytes(name.as_bytes()).expect("the names of the rules are names of headers");
    response.headers_mut().insert(name, value);
}
