//! HTTP: it performs what `campaign` decides. Dropping a future here aborts its request.

use std::{cell::Cell, rc::Rc};

use campaign::soap::{Failure, HttpRequest, ROUTER};
use gloo_net::http::Request;
use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestMode, RequestRedirect, Response};

use crate::{element::Host, error::Error, prelude::window};

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

/// Posts a call under `base`, by the host's own `fetch` if it has given one; the answer may take `limit_ms`.
pub async fn post(host: Host, base: &str, request: HttpRequest, limit_ms: u32) -> Result<Answer, Error> {
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
    let request = web_sys::Request::from(builder.body(request.body).map_err(|_| Error::Unreachable)?);
    let answer = match host.function("fetch") {
        Some(fetch) => Promise::resolve(&fetch.call1(&JsValue::NULL, &request).map_err(failed)?),
        None => window().fetch_with_request(&request),
    };
    let response: Response = JsFuture::from(answer).await.map_err(failed)?.dyn_into().map_err(failed)?;
    // Tokens follow no redirect; what a browser shows of one is an answer without a status.
    if response.status() == 0 {
        return Err(Error::Failure(Failure::NotCampaign));
    }
    let body = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    Ok(Answer { status: response.status(), retry_after, body: body.as_string().unwrap_or_default() })
}

/// Whether Campaign's server answers at all, be it that its answers are barred from this origin.
pub async fn is_there(base: &str) -> bool {
    Request::get(&format!("{base}{ROUTER}")).mode(RequestMode::NoCors).cache(RequestCache::NoStore).send().await.is_ok()
}

/// Reads a JSON file beside the page; `None` if there is none.
///
/// # Errors
/// It is no JSON.
pub async fn get_json(path: &str) -> Result<Option<JsValue>, JsValue> {
    let response = Request::get(path).cache(RequestCache::NoCache).send().await;
    let Some(response) = response.ok().map(Response::from).filter(Response::ok) else { return Ok(None) };
    JsFuture::from(response.json()?).await.map(Some)
}
