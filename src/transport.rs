//! HTTP: it performs what `campaign` decides. Dropping a future here aborts its request.

use std::{cell::Cell, rc::Rc};

use campaign::soap::{Failure, HttpRequest};
use gloo_net::http::Request;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestRedirect};

use crate::error::Error;

/// Aborts its request when it is dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: String,
}

/// Posts a call under `base`; its answer may take `limit_ms`.
pub async fn post(base: &str, request: HttpRequest, limit_ms: u32) -> Result<Answer, Error> {
    let abort = AbortOnDrop(AbortController::new().map_err(|_| Error::Unreachable)?);
    let is_late = Rc::new(Cell::new(false));
    let _limit = Timeout::new(limit_ms, {
        let (controller, is_late) = (abort.0.clone(), is_late.clone());
        move || {
            is_late.set(true);
            controller.abort();
        }
    });
    let failed = |_| if is_late.get() { Error::Timeout } else { Error::Unreachable };
    let mut builder = Request::post(&format!("{base}{}", request.path))
        .abort_signal(Some(&abort.0.signal()))
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let response = builder.body(request.body).map_err(failed)?.send().await.map_err(failed)?;
    // Tokens follow no redirect; what a browser shows of one is an answer without a status.
    if response.status() == 0 {
        return Err(Error::Failure(Failure::NotCampaign));
    }
    let body = response.text().await.map_err(failed)?;
    Ok(Answer { status: response.status(), retry_after: response.headers().get("Retry-After"), body })
}

/// Reads a JSON file beside the page; `None` if there is none.
pub async fn get_json(path: &str) -> Option<JsValue> {
    let response = Request::get(path).cache(RequestCache::NoCache).send().await.ok()?;
    let response = web_sys::Response::from(response);
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.json().ok()?).await.ok()
}
