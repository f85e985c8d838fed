//! `check-headers` on a right deployment, and on deployments that each get one thing wrong.
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

/// Lets another router answer under the same path.
fn forward(router: Router) -> impl Fn(Request) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> + Clone {
    move |request: Request| {
        let router = router.clone();
        Box::pin(async move { tower::ServiceExt::oneshot(router, request).await.into_response() })
    }
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
