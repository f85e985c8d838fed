//! HTTP: it performs what `campaign` decides. Dropping a future here aborts its request.

use std::{cell::Cell, rc::Rc};

use campaign::soap::HttpRequest;
use gloo_net::http::Request;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestRedirect};

use crate::error::Error;

/// How long an answer may take: analysis-heavy queries on large logs take more than 5 s.
const LIMIT_MS: u32 = 30_000;

/// Aborts its request when it is dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Posts a call under `base` and gives status and body.
pub async fn post(base: &str, request: HttpRequest) -> Result<(u16, String), Error> {
    let abort = AbortOnDrop(AbortController::new().map_err(|_| Error::Unreachable)?);
    let is_late = Rc::new(Cell::new(false));
    let _limit = Timeout::new(LIMIT_MS, {
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
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let response = builder.body(request.body).map_err(failed)?.send().await.map_err(failed)?;
    let body = response.text().await.map_err(failed)?;
    Ok((response.status(), body))
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
