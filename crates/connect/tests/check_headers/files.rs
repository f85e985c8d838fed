//! Files that are not those of the build.

use axum::Router;
use axum::routing::get;

use crate::support::dist;
use crate::walk::{Walk, right};

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
    assert!(problems.len() == 1 && problems[0].contains("is sent uncompressed (5008 bytes)"), "{problems:#?}");
}

#[tokio::test]
async fn a_file_that_tells_how_the_server_is_set_up_is_noticed() {
    let dist = dist();
    let served = right(dist.path());
    let router = Router::new()
        .route("/_headers", get(|| async { "/*\n  X-Content-Type-Options: nosniff\n" }))
        .fallback_service(served);
    let walk = Walk::to_router(router).await;
    assert!(walk.is_well && walk.said().contains("WARNING  _headers is public"), "{}", walk.said());
}
