//! A folder's files over HTTP, with the headers of [`rules`](crate::rules).

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

/// The files of `folder`, where there is one, each in the smallest form that lies beside it and that the client takes;
/// `settings` answers for `config.json`, whatever lies in the folder.
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

/// Sets the headers that every answer of `router` has, of files or not.
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
    // The files of a newer version may have older dates: "not modified" would be said of another file.
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
