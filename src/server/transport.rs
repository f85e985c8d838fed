//! HTTP: it performs what `campaign` decides. Dropping a future here aborts its request.

use campaign::soap::{HttpRequest, ROUTER};
use futures::{
    FutureExt,
    future::{Either, select},
};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Headers, ReferrerPolicy, RequestCache, RequestMode, RequestRedirect, Response,
};

use crate::{error::Error, host::Host};

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
    // A host's `fetch` may pay no heed to the signal.
    let answer = answer(host, format!("{base}{}", request.path), request, abort.0.signal());
    match select(answer.boxed_local(), TimeoutFuture::new(limit_ms)).await {
        Either::Left((Ok(answer), _)) => answer.ok_or(Error::Redirected),
        Either::Left((Err(_), _)) => Err(Error::Unreachable),
        Either::Right(_) => Err(Error::Timeout),
    }
}

/// `None` is an answer without a status.
async fn answer(host: Host, url: String, request: HttpRequest, signal: AbortSignal) -> Result<Option<Answer>, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let request = Request::post(&url)
        .abort_signal(Some(&signal))
        .headers(gloo_net::http::Headers::from_raw(headers))
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .body(request.body);
    let request = web_sys::Request::from(request.map_err(|_| JsValue::NULL)?);
    let answer = match host.function("fetch") {
        Some(fetch) => Promise::resolve(&fetch.call1(&JsValue::NULL, &request)?),
        None => leptos::prelude::window().fetch_with_request(&request),
    };
    let response: Response = JsFuture::from(answer).await?.dyn_into()?;
    // Tokens follow no redirect; what a browser shows of one is an answer without a status.
    if response.status() == 0 {
        return Ok(None);
    }
    let body = JsFuture::from(response.text()?).await?;
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    Ok(Some(Answer { status: response.status(), retry_after, body: body.as_string().unwrap_or_default() }))
}

/// Whether Campaign's server answers at all, be it that its answers are barred from this origin.
pub async fn is_there(base: &str) -> bool {
    Request::get(&format!("{base}{ROUTER}")).mode(RequestMode::NoCors).cache(RequestCache::NoStore).send().await.is_ok()
}

/// Reads a text file beside the page; `None` if there is none.
pub async fn get_text(path: &str) -> Option<String> {
    let response =
        Request::get(path).cache(RequestCache::NoCache).send().await.ok().filter(|response| response.ok())?;
    response.text().await.ok()
}
