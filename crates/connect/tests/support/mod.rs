//! Servers on free ports of 127.0.0.1, and a client that takes every header as it is.
#![allow(dead_code, clippy::unwrap_used)]

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use connect::instance::Instance;
use connect::proxy;
use sandbox::{FaultStatus, Options, Sandbox};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// Serves `router` until the test ends.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A port on which nothing listens.
pub async fn closed_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

/// A sandbox, whose data goes with it.
pub fn sandbox() -> Router {
    sandbox_with(None, FaultStatus::Ok200)
}

pub fn sandbox_with(app: Option<std::path::PathBuf>, fault_status: FaultStatus) -> Router {
    let folder = TempDir::new().unwrap();
    let options = Options { data: folder.path().join("data"), app, logs: 1_000, fault_status };
    let router = Sandbox::open(options).unwrap().router();
    router.layer(axum::Extension(std::sync::Arc::new(folder)))
}

/// A folder with the app's files, as trunk names them.
pub fn app() -> TempDir {
    let app = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(app.path().join(name), text).unwrap();
    write("index.html", "<!DOCTYPE html><title>app</title>");
    write("app-0123456789abcdef.js", "export {}");
    write("app-0123456789abcdef_bg.wasm", "\0asm");
    write("loader.js", "export {}");
    write("config.json", r#"{"operators":[{"login":"admin","password":"secret"}]}"#);
    app
}

/// A proxy before `upstream`.
pub async fn proxy(upstream: SocketAddr, limit: Duration, log: fn(&str)) -> (SocketAddr, TempDir) {
    proxy_to(&format!("http://{upstream}"), limit, log).await
}

pub async fn proxy_to(upstream: &str, limit: Duration, log: fn(&str)) -> (SocketAddr, TempDir) {
    let app = app();
    let instance = Instance::parse(upstream).unwrap();
    let options = proxy::Options { instance, app: app.path().to_owned(), limit, log };
    (serve(proxy::router(options).unwrap()).await, app)
}

pub fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}
