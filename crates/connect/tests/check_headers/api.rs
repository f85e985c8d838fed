//! The calls to Campaign.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::get;
use connect::doctor::Credentials;

use crate::support::{dist, serve};
use crate::walk::{ROUTER, Walk, admin, right};

#[tokio::test]
async fn a_router_on_another_origin_is_found_through_the_settings() {
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

/// A proxy that does not forward the header `name`.
fn without(right: &Router, name: &'static str) -> Router {
    right.clone().layer(middleware::from_fn(move |mut request: Request, next: Next| async move {
        request.headers_mut().remove(name);
        next.run(request).await
    }))
}

#[tokio::test]
async fn a_sign_in_shows_that_a_proxy_does_not_forward_a_token() {
    let dist = dist();
    let right = right(dist.path());
    let walk = Walk::to(&format!("http://{}", serve(without(&right, "x-security-token")).await), None, admin).await;
    assert!(!walk.is_well && walk.said().contains("X-Security-Token"), "{}", walk.said());
    let walk = Walk::to_router(without(&right, "x-security-token")).await;
    assert!(walk.is_well && walk.said().contains("only a sign-in shows it"), "{}", walk.said());
    // The sandbox accepts this token for the operator admin.
    let bearer = || Ok(Some(Credentials::Bearer("sandbox-admin".to_owned())));
    let walk = Walk::to(&format!("http://{}", serve(without(&right, "authorization")).await), None, bearer).await;
    assert!(!walk.is_well && walk.said().contains("does not forward a header"), "{}", walk.said());
}

/// A Campaign that requires SOAPAction, as in SOAP 1.1 (section 6.1.1).
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
async fn a_proxy_without_soapaction_or_with_a_small_limit_is_a_problem() {
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
