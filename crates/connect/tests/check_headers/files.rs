//! Files that differ from the build.

use axum::Router;
use axum::routing::get;

use crate::support::dist;
use crate::walk::{Walk, right};

#[tokio::test]
async fn a_file_that_differs_from_its_digest_is_a_problem() {
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
async fn a_large_uncompressed_file_is_a_problem() {
    let dist = dist();
    for ending in [".br", ".gz", ".zst"] {
        std::fs::remove_file(dist.path().join(format!("assets/app-fedcba9876543210.wasm{ending}"))).unwrap();
    }
    let problems = Walk::to_router(right(dist.path())).await.problems();
    assert!(problems.len() == 1 && problems[0].contains("is sent uncompressed (5008 bytes)"), "{problems:#?}");
}

#[tokio::test]
async fn a_public_file_with_server_settings_is_a_warning() {
    let dist = dist();
    let served = right(dist.path());
    let router = Router::new()
        .route("/_headers", get(|| async { "/*\n  X-Content-Type-Options: nosniff\n" }))
        .fallback_service(served);
    let walk = Walk::to_router(router).await;
    assert!(walk.is_well && walk.said().contains("WARNING  _headers is public"), "{}", walk.said());
}
