//! The look at a deployment: a right one, and ones that each get one thing wrong.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use std::process::Command;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use connect::check_headers::examine;
use connect::doctor::{Credentials, Finding, Level};
use sandbox::FaultStatus;
use support::{dist, sandbox_with, serve};

fn nobody() -> Result<Option<Credentials>, String> {
    Ok(None)
}

fn admin() -> Result<Option<Credentials>, String> {
    Ok(Some(Credentials::Password { login: "admin".to_owned(), password: "sandbox".to_owned() }))
}

struct Walk {
    is_well: bool,
    findings: Vec<Finding>,
}

impl Walk {
    async fn to(
        address: &str,
        portal: Option<&str>,
        credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    ) -> Self {
        let mut findings = Vec::new();
        let is_well = examine(address, portal, credentials, |finding| findings.push(finding)).await;
        assert_eq!(is_well, !findings.iter().any(|finding| finding.level == Level::Problem));
        for finding in &findings {
            assert!(finding.what.ends_with(['.', '…']) || finding.level == Level::Problem, "{finding}");
            assert_eq!(finding.level == Level::Ok, finding.remedy.is_empty(), "{finding}");
        }
        Self { is_well, findings }
    }

    async fn to_router(router: Router) -> Self {
        Self::to(&format!("http://{}/", serve(router).await), None, nobody).await
    }

    fn problems(&self) -> Vec<String> {
        let problems = self.findings.iter().filter(|finding| finding.level == Level::Problem);
        problems.map(ToString::to_string).collect()
    }

    fn said(&self) -> String {
        self.findings.iter().map(|finding| format!("{finding}\n")).collect()
    }
}

/// A right deployment: the sandbox's files and its API.
fn right(dist: &Path) -> Router {
    sandbox_with(Some(dist.to_owned()), FaultStatus::Ok200)
}

type Spoil = fn(&str, &mut Response);

/// The same, with its answers changed by `spoil`, which is told the path.
fn spoiled(right: &Router, spoil: Spoil) -> Router {
    right.clone().layer(middleware::from_fn(move |request: Request, next: Next| async move {
        let path = request.uri().path().to_owned();
        let mut response = next.run(request).await;
        spoil(&path, &mut response);
        response
    }))
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

/// Sets a policy on documents.
fn policy(path: &str, response: &mut Response, change: impl Fn(&str) -> String) {
    if path == "/" || path == "/index.html" {
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        let changed = change(policy).parse().unwrap();
        response.headers_mut().insert("content-security-policy", changed);
    }
}

#[tokio::test]
async fn a_right_deployment_is_well_at_its_root_and_below() {
    let dist = dist();
    let right = right(dist.path());
    for (router, path) in [
        (right.clone(), "/"),
        (right.clone(), "/index.html"),
        (Router::new().nest_service("/a/b", right.clone()).route(ROUTER, any(forward(right.clone()))), "/a/b/"),
    ] {
        let walk = Walk::to(&format!("http://{}{path}", serve(router).await), None, admin).await;
        assert!(walk.is_well, "{path}: {}", walk.said());
        let said = walk.said();
        for word in [
            "The page is as it should be: text/html",
            "sms-dashboard.js is as it should be: text/javascript",
            "assets/app-fedcba9876543210.wasm is as it should be: application/wasm, 5008 bytes, br ",
            "assets/page-00112233445566ff.css is as it should be",
            "A missing file under assets/ is a missing file (HTTP 404).",
            "Campaign's answers are kept nowhere",
            "Signed in.",
        ] {
            assert!(said.contains(word), "{word} in {said}");
        }
    }
}

/// Lets another router answer under the same path.
fn forward(router: Router) -> impl Fn(Request) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> + Clone {
    move |request: Request| {
        let router = router.clone();
        Box::pin(async move { tower::ServiceExt::oneshot(router, request).await.into_response() })
    }
}

#[tokio::test]
async fn each_wrong_header_is_named_with_what_it_causes_and_what_to_set() {
    let cases: [(Spoil, &str, &str); 27] = [
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "content-type", "application/octet-stream");
                }
            },
            "assets/app-fedcba9876543210.wasm goes out as application/octet-stream",
            "Content-Type: application/wasm",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "content-type", "application/wasm; charset=utf-8");
                }
            },
            "goes out as application/wasm; charset=utf-8",
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
            "sms-dashboard.js is kept (Cache-Control: public, max-age=31536000, immutable): after a deployment people stay on an old version",
            "Cache-Control: no-cache",
        ),
        (
            |path, response| {
                if path == "/" {
                    response.headers_mut().remove("cache-control");
                }
            },
            "The page does not say how it may be kept",
            "Cache-Control: no-cache",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "cache-control", "no-cache");
                }
            },
            "app-fedcba9876543210.wasm is not kept for long",
            "immutable",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    set(response.headers_mut(), "cache-control", "public, max-age=31536000");
                }
            },
            "app-fedcba9876543210.wasm is kept but not immutable",
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
            "does not say so: a cache may give one browser what only another can read",
            "Vary: Accept-Encoding",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    response.headers_mut().remove("content-encoding");
                }
            },
            "assets/app-fedcba9876543210.wasm as br is another file than uncompressed",
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
            "comes as br to a browser that takes gzip alone",
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
            "says that it is br, but it is not br",
            "compress nothing twice",
        ),
        (
            |path, response| {
                if path.starts_with("/assets/missing") {
                    *response = Html("<!DOCTYPE html><title>app</title>").into_response();
                }
            },
            "A missing file under assets/ is answered with HTTP 200 instead of 404",
            "never lead it to index.html",
        ),
        (
            |path, response| {
                if path.starts_with("/assets/missing") {
                    set(response.headers_mut(), "cache-control", "public, max-age=31536000, immutable");
                }
            },
            "is missing is kept for long",
            "only with files that are there",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    *response = StatusCode::NOT_FOUND.into_response();
                }
            },
            "assets/app-fedcba9876543210.wasm is not there (HTTP 404)",
            "cargo xtask dist",
        ),
        (
            |path, response| {
                if path.ends_with(".wasm") {
                    *response = Redirect::temporary("https://cdn.example/app.wasm?ticket=secret").into_response();
                }
            },
            "leads to another host, https://cdn.example/app.wasm (HTTP 307)",
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
            "index.html is another page than its folder shows",
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
            "The page leads to another host, https://portal.example/login (HTTP 308)",
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

#[tokio::test]
async fn a_policy_is_read_directive_by_directive() {
    let cases: [(Spoil, &str); 11] = [
        (
            |path, response| policy(path, response, |policy| policy.replace(" 'wasm-unsafe-eval'", "")),
            "lacks 'wasm-unsafe-eval': browsers refuse to compile",
        ),
        (
            |path, response| {
                policy(path, response, |policy| policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"))
            },
            "style-src allows 'unsafe-inline'",
        ),
        (
            |path, response| {
                policy(path, response, |policy| {
                    policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
                })
            },
            "script-src allows 'unsafe-inline': an injected script runs",
        ),
        (
            |path, response| {
                policy(path, response, |policy| policy.replace("script-src 'self'", "script-src https://cdn.example"))
            },
            "script-src does not allow http://127.0.0.1",
        ),
        (
            |path, response| policy(path, response, |policy| policy.replace("connect-src 'self'; ", "")),
            "connect-src does not allow",
        ),
        (
            |path, response| {
                policy(path, response, |policy| policy.replace("connect-src 'self'", "connect-src https://api.example"))
            },
            "the WebAssembly cannot be fetched",
        ),
        (
            |path, response| policy(path, response, |policy| policy.replace("; frame-ancestors 'self'", "")),
            "lacks frame-ancestors: any page can frame this one",
        ),
        (
            |path, response| {
                policy(path, response, |policy| policy.replace("frame-ancestors 'self'", "frame-ancestors *"))
            },
            "frame-ancestors allows every page",
        ),
        (
            |path, response| {
                policy(path, response, |policy| policy.replace("require-trusted-types-for 'script'; ", ""))
            },
            "lacks require-trusted-types-for",
        ),
        (
            |path, response| policy(path, response, |policy| format!("{policy}; sandbox allow-forms")),
            "puts the page into a sandbox",
        ),
        (
            |_, response| {
                if let Some(policy) = response.headers_mut().remove("content-security-policy") {
                    response.headers_mut().insert("content-security-policy-report-only", policy);
                }
            },
            "has no Content-Security-Policy, only Content-Security-Policy-Report-Only",
        ),
    ];
    let dist = dist();
    let right = right(dist.path());
    for (spoil, what) in cases {
        let walk = Walk::to_router(spoiled(&right, spoil)).await;
        let problems = walk.problems();
        let found = problems.iter().find(|problem| problem.contains(what));
        let remedy = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
        assert!(
            found.is_some_and(|problem| problem.contains(remedy) || problem.contains("portals")),
            "{what} in {problems:#?}"
        );
    }
}

#[tokio::test]
async fn a_policy_of_a_framework_that_allows_what_the_app_needs_is_well() {
    let spoil: Spoil = |path, response| {
        policy(path, response, |policy| {
            policy
                .replace("trusted-types 'none'", "trusted-types vue")
                .replace("img-src 'self' data:", "img-src * data:")
        });
    };
    let dist = dist();
    let walk = Walk::to_router(spoiled(&right(dist.path()), spoil)).await;
    assert!(walk.is_well, "{}", walk.said());
}

#[tokio::test]
async fn the_file_that_the_entry_names_is_the_one_that_is_served() {
    let dist = dist();
    let changed = dist.path().join("assets/app-fedcba9876543210.wasm");
    std::fs::write(&changed, b"\0asm of another build").unwrap();
    for ending in [".br", ".gz", ".zst"] {
        std::fs::remove_file(format!("{}{ending}", changed.display())).unwrap();
    }
    let walk = Walk::to_router(right(dist.path())).await;
    let problems = walk.problems();
    assert!(
        problems.len() == 1 && problems[0].contains("is not the file that sms-dashboard.js names by its digest"),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn a_large_file_that_nobody_compressed_is_found() {
    let dist = dist();
    for ending in [".br", ".gz", ".zst"] {
        std::fs::remove_file(dist.path().join(format!("assets/app-fedcba9876543210.wasm{ending}"))).unwrap();
    }
    let problems = Walk::to_router(right(dist.path())).await.problems();
    assert!(problems.len() == 1 && problems[0].contains("goes out uncompressed (5008 bytes)"), "{problems:#?}");
}

#[tokio::test]
async fn settings_and_router_elsewhere_are_followed() {
    let dist = dist();
    let right = right(dist.path());
    let campaign = serve(right.clone()).await;
    let settings = format!(r#"{{"baseUrl":"http://{campaign}"}}"#);
    let files = Router::new().route(
        "/config.json",
        get(async move || {
            (
                [
                    ("content-type", "application/json"),
                    ("cache-control", "no-cache"),
                    ("x-content-type-options", "nosniff"),
                    ("referrer-policy", "no-referrer"),
                    ("cross-origin-resource-policy", "same-origin"),
                    ("vary", "Accept-Encoding"),
                ],
                settings,
            )
        }),
    );
    let walk = Walk::to_router(files.fallback_service(right)).await;
    let problems = walk.problems();
    let wanted = format!("The policy's connect-src does not allow http://{campaign}: no call reaches Campaign");
    assert!(problems.len() == 1 && problems[0].contains(&wanted), "{problems:#?}");
    assert!(problems[0].contains(&format!("connect-src 'self' http://{campaign};")), "{problems:#?}");
    assert!(walk.said().contains("A browser refuses calls with a bearer token from pages of"), "{}", walk.said());
}

#[tokio::test]
async fn a_portal_that_may_not_frame_the_page_is_told() {
    let dist = dist();
    let address = format!("http://{}", serve(right(dist.path())).await);
    let walk = Walk::to(&address, Some("https://portal.example"), nobody).await;
    assert!(walk.is_well && walk.said().contains("does not name https://portal.example"), "{}", walk.said());
    let walk = Walk::to(&address, Some(&address), nobody).await;
    assert!(!walk.said().contains("frame-ancestors"), "{}", walk.said());
    for wrong in ["portal.example", "mailto:somebody@portal.example"] {
        assert!(!Walk::to(&address, Some(wrong), nobody).await.is_well);
    }
}

/// A proxy that does not let the header `name` through.
fn without(right: &Router, name: &'static str) -> Router {
    right.clone().layer(middleware::from_fn(move |mut request: Request, next: Next| async move {
        request.headers_mut().remove(name);
        next.run(request).await
    }))
}

#[tokio::test]
async fn a_token_that_a_proxy_keeps_back_is_seen_by_signing_in() {
    let dist = dist();
    let right = right(dist.path());
    let walk = Walk::to(&format!("http://{}", serve(without(&right, "x-security-token")).await), None, admin).await;
    assert!(!walk.is_well && walk.said().contains("X-Security-Token"), "{}", walk.said());
    let walk = Walk::to_router(without(&right, "x-security-token")).await;
    assert!(walk.is_well && walk.said().contains("only who signs in can see it"), "{}", walk.said());
    // A token of the form that the sandbox takes for the operator admin.
    let bearer = || Ok(Some(Credentials::Bearer("sandbox-admin".to_owned())));
    let walk = Walk::to(&format!("http://{}", serve(without(&right, "authorization")).await), None, bearer).await;
    assert!(!walk.is_well && walk.said().contains("keeps a header from Campaign"), "{}", walk.said());
}

/// A Campaign that finds the method by SOAPAction, as SOAP 1.1 has it (section 6.1.1).
fn wants_action(right: &Router) -> Router {
    right.clone().layer(middleware::from_fn(async |request: Request, next: Next| {
        if request.uri().path() == ROUTER && !request.headers().contains_key("soapaction") {
            let body = "<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>\
                        <SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>The header SOAPAction is missing.\
                        </faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>";
            return ([("cache-control", "no-store")], body).into_response();
        }
        next.run(request).await
    }))
}

#[tokio::test]
async fn a_proxy_without_soapaction_or_with_a_small_limit_is_found() {
    let dist = dist();
    let right = right(dist.path());
    let walk = Walk::to_router(wants_action(&right)).await;
    assert!(walk.is_well, "{}", walk.said());
    let problems = Walk::to_router(without(&wants_action(&right), "soapaction")).await.problems();
    assert!(problems.len() == 1 && problems[0].contains("as if SOAPAction were missing"), "{problems:#?}");
    let small = right.layer(middleware::from_fn(async |request: Request, next: Next| {
        let (parts, body) = request.into_parts();
        match to_bytes(body, 16 * 1024 * 1024).await {
            Ok(body) if body.len() <= 1024 * 1024 => next.run(Request::from_parts(parts, Body::from(body))).await,
            _ => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        }
    }));
    let problems = Walk::to_router(small).await.problems();
    assert!(
        problems.len() == 1 && problems[0].contains("A call of 2 MB does not reach Campaign (HTTP 413)"),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn a_file_that_tells_how_the_server_is_set_up_is_noticed() {
    let dist = dist();
    let served = right(dist.path());
    let router = Router::new()
        .route("/_headers", get(|| async { "/*\n  X-Content-Type-Options: nosniff\n" }))
        .fallback_service(served);
    let walk = Walk::to_router(router).await;
    assert!(walk.is_well && walk.said().contains("WARNING  _headers is shown to everybody"), "{}", walk.said());
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_problem_with_its_reason() {
    for (address, word) in [("portal.example", "https://"), ("https://u:p@portal.example", "User and password")] {
        let walk = Walk::to(address, None, nobody).await;
        assert!(!walk.is_well && walk.said().contains(word), "{}", walk.said());
    }
    let closed = support::closed_port().await;
    let walk = Walk::to(&format!("http://{closed}"), None, nobody).await;
    assert!(
        walk.said().contains(&format!("Nothing listens on port {} of 127.0.0.1.", closed.port())),
        "{}",
        walk.said()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_tells_the_outcome_by_its_code() {
    let dist = dist();
    let right = right(dist.path());
    let run = async |router: Router| {
        let address = format!("http://{}/", serve(router).await);
        let mut command = Command::new(env!("CARGO_BIN_EXE_connect"));
        for name in ["BEARER", "SESSION_TOKEN", "SECURITY_TOKEN", "LOGIN", "PASSWORD"] {
            command.env_remove(format!("CAMPAIGN_{name}"));
        }
        let output = command.args(["check-headers", &address]).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = run(right.clone()).await;
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = run(spoiled(&right, |_, response| {
        response.headers_mut().remove("content-security-policy");
    }))
    .await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("\nPROBLEM  The page has no Content-Security-Policy:"), "{said}");
}
