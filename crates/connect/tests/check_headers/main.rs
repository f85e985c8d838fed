//! `check-headers` on a right deployment, and on deployments with one fault each.
#![allow(clippy::unwrap_used)]

mod api;
mod files;
mod headers;
mod policy;
#[path = "../support/mod.rs"]
mod support;
mod walk;

use std::process::Command;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::any;

use support::{dist, serve};
use walk::{ROUTER, Walk, admin, nobody, right, spoiled};

#[tokio::test]
async fn a_right_deployment_has_no_problem_at_the_root_and_in_a_folder() {
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
            "The page is correct: text/html",
            "sms-dashboard.js is correct: text/javascript",
            "assets/app-fedcba9876543210.wasm is correct: application/wasm, 5008 bytes, br ",
            "assets/page-00112233445566ff.css is correct",
            "A missing file under assets/ is answered with HTTP 404.",
            "No cache keeps Campaign's answers",
            "Signed in.",
        ] {
            assert!(said.contains(word), "{word} in {said}");
        }
    }
}

/// Forwards a path to another router.
fn forward(router: Router) -> impl Fn(Request) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> + Clone {
    move |request: Request| {
        let router = router.clone();
        Box::pin(async move { tower::ServiceExt::oneshot(router, request).await.into_response() })
    }
}

#[tokio::test]
async fn an_address_without_a_server_is_a_problem_with_its_reason() {
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
async fn the_exit_code_tells_the_outcome() {
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
