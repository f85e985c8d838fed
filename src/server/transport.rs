//! HTTP: sends the requests that `campaign` builds. Dropping a future here aborts its request.

use campaign::{
    soap::{Failure, HttpRequest, ROUTER},
    xml::{MAX_BYTES, XmlError},
};
use futures::{
    FutureExt,
    future::{Either, select},
};
use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestInit,
    RequestMode, RequestRedirect, TextDecoder,
};

use crate::{error::Error, format::lower, host::Host};

/// Aborts its request when it is dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The answer to a request.
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: String,
}

/// Posts a call under `base`, with the host's own `fetch` if it has one. `limit_ms` is the time limit for the answer.
pub async fn post(host: Host, base: &str, request: HttpRequest, limit_ms: u32) -> Result<Answer, Error> {
    let abort = AbortOnDrop(AbortController::new().map_err(|_| Error::Unreachable)?);
    // A host's `fetch` may ignore the abort signal.
    let answer = answer(host, format!("{base}{}", request.path), request, abort.0.signal());
    match select(answer.boxed_local(), TimeoutFuture::new(limit_ms)).await {
        Either::Left((Ok(answer), _)) => answer,
        Either::Left((Err(_), _)) => Err(Error::Unreachable),
        Either::Right(_) => Err(Error::Timeout),
    }
}

/// Fails when the browser's `fetch` fails. The answer may come from another server than Campaign.
async fn answer(
    host: Host,
    url: String,
    request: HttpRequest,
    signal: AbortSignal,
) -> Result<Result<Answer, Error>, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let options = options(RequestCache::NoStore);
    options.set_method("POST");
    options.set_signal(Some(&signal));
    options.set_headers(&headers);
    options.set_redirect(RequestRedirect::Manual);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_body(&request.body.into());
    let request = web_sys::Request::new_with_str_and_init(&url, &options)?;
    let response = match host.function("fetch") {
        Some(fetch) => {
            let answer = Promise::resolve(&fetch.call1(&JsValue::NULL, &request)?);
            Response::from(JsFuture::from(answer).await?.dyn_into::<web_sys::Response>()?)
        }
        None => Request::from(request).send().await.map_err(|_| JsValue::NULL)?,
    };
    // The app does not send tokens to another address. The browser shows a redirect as an answer with status 0.
    if response.status() == 0 {
        return Ok(Err(Error::Redirected));
    }
    let header = |name: &str| response.headers().get(name);
    let Some(bytes) = read(&response).await? else { return Ok(Err(Error::Failure(Failure::Xml(XmlError::TooLarge)))) };
    let body = decode(&bytes, &header("Content-Type").unwrap_or_default());
    Ok(Ok(Answer { status: response.status(), retry_after: header("Retry-After"), body }))
}

/// Reads the bytes of a body in chunks; `None` if they exceed the maximum of an answer. A short compressed answer could
/// fill the memory.
async fn read(response: &Response) -> Result<Option<Vec<u8>>, JsValue> {
    let mut bytes = Vec::new();
    let Some(body) = response.body() else { return Ok(Some(bytes)) };
    let reader = ReadableStreamDefaultReader::new(&body)?;
    loop {
        let result = JsFuture::from(reader.read()).await?;
        let chunk = Reflect::get(&result, &"value".into())?;
        // The last result has no chunk.
        let Ok(chunk) = chunk.dyn_into::<Uint8Array>() else { return Ok(Some(bytes)) };
        if bytes.len() + chunk.length() as usize > MAX_BYTES {
            return Ok(None);
        }
        bytes.extend(chunk.to_vec());
    }
}

/// The text in `bytes`. Its encoding is that of the content type, else that of the XML declaration, else UTF-8.
fn decode(bytes: &[u8], kind: &str) -> String {
    let label = charset(kind).or_else(|| encoding(bytes)).unwrap_or("utf-8");
    let decoder = TextDecoder::new_with_label(label).or_else(|_| TextDecoder::new());
    let text = decoder.and_then(|decoder| decoder.decode_with_js_u8_array(&Uint8Array::from(bytes)));
    text.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

/// The encoding in `text/xml; charset=iso-8859-1`.
fn charset(kind: &str) -> Option<&str> {
    let at = lower(kind).find("charset=")?;
    let value = kind.get(at + "charset=".len()..)?;
    value.trim_start_matches('"').split(['"', ';', ' ']).next().filter(|label| !label.is_empty())
}

/// The encoding in `<?xml version="1.0" encoding="iso-8859-1"?>`, which is written in ASCII (XML 1.0, appendix F).
fn encoding(bytes: &[u8]) -> Option<&str> {
    let start = &bytes[..bytes.len().min(200)];
    let ascii = start.iter().position(|byte| !byte.is_ascii()).map_or(start, |end| &start[..end]);
    let declaration = std::str::from_utf8(ascii).ok()?.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, value) = declaration.split_once("encoding=")?;
    value.get(1..)?.split(['"', '\'']).next()
}

/// Whether Campaign's server answers at all, be it that its answers are barred from this origin.
pub async fn is_there(base: &str) -> bool {
    let options = options(RequestCache::NoStore);
    options.set_mode(RequestMode::NoCors);
    get(&format!("{base}{ROUTER}"), &options).await.is_some()
}

/// Reads a text file beside the page; `None` if there is none.
pub async fn get_text(path: &str) -> Option<String> {
    let response = get(path, &options(RequestCache::NoCache)).await.filter(Response::ok)?;
    response.text().await.ok()
}

async fn get(url: &str, options: &RequestInit) -> Option<Response> {
    let request = web_sys::Request::new_with_str_and_init(url, options).ok()?;
    Request::from(request).send().await.ok()
}

/// Options of a request, which inherit nothing: what a page has put on all objects changes no request of ours.
fn options(cache: RequestCache) -> RequestInit {
    let options: RequestInit = Object::create(JsValue::NULL.unchecked_ref::<Object>()).unchecked_into();
    options.set_cache(cache);
    options
}

#[cfg(test)]
mod tests {
    use super::{charset, encoding};

    #[test]
    fn an_answer_is_read_in_its_declared_encoding() {
        assert_eq!(charset("text/xml; charset=ISO-8859-1"), Some("ISO-8859-1"));
        assert_eq!(charset("text/xml;Charset=\"utf-16\"; a=b"), Some("utf-16"));
        assert_eq!(charset("text/xml"), None);
        assert_eq!(charset("text/xml; charset="), None);
        assert_eq!(encoding(b"<?xml version='1.0' encoding='windows-1252'?><a/>"), Some("windows-1252"));
        assert_eq!(encoding(b"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\xc3\xa9"), Some("utf-8"));
        for text in ["", "<?xml version='1.0'?><a encoding='x'/>", "<a encoding='x'/>", "<?xml encoding="] {
            assert_eq!(encoding(text.as_bytes()), None, "{text}");
        }
    }
}
