//! Servers on free ports of 127.0.0.1, and a client that changes no header.
#![allow(dead_code, clippy::unwrap_used)]

use std::net::SocketAddr;
use std::path::PathBuf;
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

/// A sandbox that deletes its data when it is dropped.
pub fn sandbox() -> Router {
    sandbox_with(None, FaultStatus::Ok200)
}

pub fn sandbox_with(app: Option<PathBuf>, fault_status: FaultStatus) -> Router {
    open(Options { app, fault_status, ..options() })
}

/// A strict sandbox, which also sets the session's cookie as a portal's proxy does.
pub fn strict_sandbox() -> Router {
    open(Options { app: Some(std::env::temp_dir()), strict: true, ..options() })
}

fn options() -> Options {
    Options {
        data: PathBuf::new(),
        app: None,
        logs: 1_000,
        deliveries: 0,
        fault_status: FaultStatus::Ok200,
        strict: false,
    }
}

fn open(options: Options) -> Router {
    let folder = TempDir::new().unwrap();
    let router = Sandbox::open(Options { data: folder.path().join("data"), ..options }).unwrap().router();
    router.layer(axum::Extension(std::sync::Arc::new(folder)))
}

/// A fault in Campaign's form.
pub fn fault(string: &str, detail: &str) -> String {
    format!(
        "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>\
         <SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>{string}</faultstring><detail>{detail}</detail>\
         </SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
}

/// A folder with the app's files.
pub fn app() -> TempDir {
    let app = TempDir::new().unwrap();
    std::fs::create_dir(app.path().join("assets")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(app.path().join(name), text).unwrap();
    write("index.html", "<!DOCTYPE html><title>app</title>");
    write("assets/app-0123456789abcdef.js", "export {}");
    write("assets/app-0123456789abcdef.wasm", "\0asm");
    write("sms-dashboard.js", "export {}");
    write("config.json", r#"{"operators":[{"login":"admin","password":"secret"}]}"#);
    app
}

/// A folder like that of a build: hashed files, an entry file with their digests, a page, and compressed copies except
/// of the settings and of files that no browser loads.
pub fn dist() -> TempDir {
    let dist = TempDir::new().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = dist.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        let beside = |ending: &str, content: Vec<u8>| std::fs::write(format!("{}{ending}", path.display()), content);
        beside(".br", brotli(content)).unwrap();
        beside(".gz", gzip(content)).unwrap();
        beside(".zst", zstd::encode_all(content, 3).unwrap()).unwrap();
    };
    let (js, wasm) =
        ("export default () => 'app';\n".repeat(100), [b"\0asm\x01\0\0\0".as_slice(), &[7; 5000]].concat());
    write("assets/app-0123456789abcdef.js", js.as_bytes());
    write("assets/app-fedcba9876543210.wasm", &wasm);
    write("assets/page-00112233445566ff.css", b"body { margin: 0 }");
    let page = "<!DOCTYPE html><html lang=\"en\"><title>app</title>\
                <link rel=\"stylesheet\" href=\"./assets/page-00112233445566ff.css\">\
                <script type=\"module\" src=\"./sms-dashboard.js\"></script>\
                <sms-dashboard routing=\"hash\"></sms-dashboard></html>";
    write("index.html", page.as_bytes());
    let file = |path: &str, content: &[u8]| {
        format!("{{path:\"{path}\",size:{},integrity:\"{}\"}}", content.len(), digest(content))
    };
    let entry = format!(
        "const f={{version:\"0.1.0\",js:{},wasm:{}}};export const version=f.version;",
        file("assets/app-0123456789abcdef.js", js.as_bytes()),
        file("assets/app-fedcba9876543210.wasm", &wasm),
    );
    write("sms-dashboard.js", entry.as_bytes());
    std::fs::write(dist.path().join("config.json"), "{}").unwrap();
    write("sms-dashboard.d.ts", b"export declare const version: string;");
    std::fs::write(dist.path().join("LICENSE"), "MIT").unwrap();
    std::fs::write(dist.path().join("_headers"), "/*\n  X-Content-Type-Options: nosniff\n").unwrap();
    std::fs::write(dist.path().join(".htaccess"), "RewriteEngine On\n").unwrap();
    dist
}

fn digest(content: &[u8]) -> String {
    use base64::Engine;
    use sha2::Digest;
    format!("sha256-{}", base64::prelude::BASE64_STANDARD.encode(sha2::Sha256::digest(content)))
}

fn brotli(content: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut reader = content;
    brotli::BrotliCompress(&mut reader, &mut compressed, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    compressed
}

fn gzip(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
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
