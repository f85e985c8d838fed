//! Checks a deployment, and makes deployments to check.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::Response;
use connect::check_headers::examine;
use connect::doctor::{Credentials, Finding, Level};
use sandbox::FaultStatus;

use crate::support::{sandbox_with, serve};

pub const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

pub fn nobody() -> Result<Option<Credentials>, String> {
    Ok(None)
}

pub fn admin() -> Result<Option<Credentials>, String> {
    Ok(Some(Credentials::Password { login: "admin".to_owned(), password: "sandbox".to_owned() }))
}

/// The result of `examine`.
pub struct Walk {
    pub is_well: bool,
    findings: Vec<Finding>,
}

impl Walk {
    pub async fn to(
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

    pub async fn to_router(router: Router) -> Self {
        Self::to(&format!("http://{}/", serve(router).await), None, nobody).await
    }

    pub fn problems(&self) -> Vec<String> {
        let problems = self.findings.iter().filter(|finding| finding.level == Level::Problem);
        problems.map(ToString::to_string).collect()
    }

    pub fn said(&self) -> String {
        self.findings.iter().map(|finding| format!("{finding}\n")).collect()
    }
}

/// A right deployment: the sandbox's files and its API.
pub fn right(dist: &Path) -> Router {
    sandbox_with(Some(dist.to_owned()), FaultStatus::Ok200)
}

pub type Spoil = fn(&str, &mut Response);

/// The same, with `spoil`, which gets the path, changing each answer.
pub fn spoiled(right: &Router, spoil: Spoil) -> Router {
    right.clone().layer(middleware::from_fn(move |request: Request, next: Next| async move {
        let path = request.uri().path().to_owned();
        let mut response = next.run(request).await;
        spoil(&path, &mut response);
        response
    }))
}

pub fn set(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
