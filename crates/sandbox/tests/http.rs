//! What a browser gets: liveness, settings, static files and their headers.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use support::Server;
use tempfile::TempDir;

fn with_app() -> (Server, TempDir) {
    let app = TempDir::new().unwrap();
    fs::create_dir(app.path().join("assets")).unwrap();
    let write = |name: &str, text: &str| fs::write(app.path().join(name), text).unwrap();
    write("index.html", "<!DOCTYPE html><title>app</title>");
    write("assets/app-0123456789abcdef.js", "export {}");
    write("assets/app-0123456789abcdef.wasm", "\0asm");
    write("plain.js", "export {}");
    write("config.json", "{}");
    let folder = app.path().to_owned();
    (Server::with(|options| options.app = Some(folder)), app)
}

#[test]
fn the_server_says_that_it_is_alive() {
    let server = Server::start();
    let test = server.get("/r/test").body;
    assert!(test.starts_with("<redir status='OK' date='") && test.contains("instance='sandbox'"), "{test}");
    let ping = server.get("/nl/jsp/ping.jsp").body;
    assert!(ping.starts_with("OK\n") && ping.ends_with("Z\n"), "{ping}");
}

#[test]
fn config_json_offers_the_operators_even_if_there_is_such_a_file() {
    let (server, _app) = with_app();
    let answer = server.get("/config.json");
    assert_eq!(
        answer.body,
        r#"{"operators":[{"login":"admin","password":"sandbox"},{"login":"marie","password":"sandbox"},{"login":"viewer","password":"sandbox"}]}"#
    );
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-cache");
}

#[test]
fn pages_have_the_policy_and_are_not_cached() {
    let (server, _app) = with_app();
    for path in ["/", "/index.html"] {
        let page = server.get(path);
        assert_eq!(page.status, 200);
        assert_eq!(
            page.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'self'"
        );
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
    }
}

#[test]
fn files_with_a_hash_in_their_name_are_cached_and_types_are_right() {
    let (server, _app) = with_app();
    for (path, kind, kept) in [
        ("/assets/app-0123456789abcdef.js", "text/javascript", true),
        ("/assets/app-0123456789abcdef.wasm", "application/wasm", true),
        ("/plain.js", "text/javascript", false),
    ] {
        let file = server.get(path);
        assert_eq!((file.status, file.header("content-type")), (200, kind));
        assert_eq!(file.header("cache-control").contains("immutable"), kept, "{path}");
    }
    let missing = server.get("/assets/gone-0123456789abcdef.js");
    assert_eq!(missing.status, 404);
    assert!(!missing.header("cache-control").contains("immutable"));
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let (server, app) = with_app();
    fs::write(app.path().parent().unwrap().join("sandbox-secret.txt"), "secret").unwrap();
    for path in ["/../sandbox-secret.txt", "/%2e%2e/sandbox-secret.txt", "/..%2fsandbox-secret.txt", "//etc/passwd"] {
        let answer = server.get(path);
        assert!(!answer.body.contains("secret") && !answer.body.contains("root:"), "{path}");
    }
    fs::remove_file(app.path().parent().unwrap().join("sandbox-secret.txt")).unwrap();
}

#[test]
fn the_router_answers_only_to_post() {
    assert_eq!(Server::start().get("/nl/jsp/soaprouter.jsp").status, 405);
}

#[test]
fn a_folder_that_cannot_be_created_is_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let options = sandbox::Options {
        data: file.join("data"),
        app: None,
        logs: 0,
        deliveries: 0,
        fault_status: sandbox::FaultStatus::Ok200,
        strict: false,
    };
    let error = sandbox::Sandbox::open(options).err().unwrap();
    assert!(error.to_string().contains("--data"), "{error}");
}
