//! The page's policy: what it must allow and what it must not.

use axum::response::Response;

use crate::support::{dist, serve};
use crate::walk::{Spoil, Walk, nobody, right, spoiled};

/// Changes the policy of a document.
fn policy(path: &str, response: &mut Response, change: impl Fn(&str) -> String) {
    if path == "/" || path == "/index.html" {
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        let changed = change(policy).parse().unwrap();
        response.headers_mut().insert("content-security-policy", changed);
    }
}

#[tokio::test]
async fn each_fault_of_a_policy_is_a_problem() {
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
async fn a_frameworks_policy_that_allows_the_app_is_no_problem() {
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
async fn a_portal_that_may_not_frame_the_page_is_a_warning() {
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
