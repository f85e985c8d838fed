//! The proxy: what it forwards, refuses and logs.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::{any, post};
use campaign::access::Access;
use campaign::request::Which;
use campaign::session::{get_user_info, logon};
use campaign::soap::{HttpRequest, ROUTER, read_answer};
use reqwest::{Method, Response};
use support::{client, closed_port, proxy, sandbox, serve};

const PATIENT: Duration = Duration::from_secs(60);

fn silent(_: &str) {}

/// The address, headers and body of each call that an upstream got.
type Seen = Arc<Mutex<Vec<(Uri, HeaderMap, Bytes)>>>;

/// An upstream that records each call and answers with `answer`.
fn recorder<R: IntoResponse + Clone + Send + Sync + 'static>(answer: R) -> (Router, Seen) {
    let seen = Seen::default();
    let kept = seen.clone();
    let handler = move |uri: Uri, headers: HeaderMap, body: Bytes| async move {
        kept.lock().unwrap_or_else(PoisonError::into_inner).push((uri, headers, body));
        answer
    };
    (Router::new().fallback(any(handler)), seen)
}

async fn send(address: std::net::SocketAddr, headers: &[(&str, &str)], body: &'static [u8]) -> Response {
    let mut request = client().post(format!("http://{address}{ROUTER}?soapAction=xtk%3Asession%23TestCnx"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).send().await.unwrap()
}

async fn ask(base: &str, request: HttpRequest) -> (u16, String) {
    let mut sent = client().post(format!("{base}{}", request.path));
    for (name, value) in request.headers {
        sent = sent.header(name, value);
    }
    let answer = sent.header("Origin", base).header("Sec-Fetch-Site", "same-origin").body(request.body).send().await;
    let answer = answer.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_sign_in_and_a_query_work_through_the_proxy() {
    let router = sandbox();
    let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
    let base = format!("http://{address}");
    let question = logon("admin", "sandbox");
    let (status, body) = ask(&base, question.calls.full.request(&Access::none())).await;
    let (access, _) = question.read(&read_answer("Logon", status, &body).unwrap(), Which::Full).unwrap();
    let (status, body) = ask(&base, get_user_info().calls.full.request(&access)).await;
    let operator = get_user_info().read(&read_answer("GetUserInfo", status, &body).unwrap(), Which::Full).unwrap();
    assert_eq!(operator.name, "Administrator (admin)");
}

#[tokio::test]
async fn only_the_body_and_the_documented_headers_are_forwarded() {
    let (router, seen) = recorder("fine");
    let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
    let body = b"\xef\xbb\xbf<a>\r\n\t\xc3\xa9 \x00 &amp;</a>\n";
    let passed = [
        ("Content-Type", "application/soap+xml;charset=UTF-8"),
        ("SoapAction", "xtk:session#TestCnx"),
        ("X-Security-Token", "@s=="),
        ("X-Session-Token", "___a-1/b+2=="),
        ("ACC-SDK-Version", "1.2.0"),
        ("X-Query-Source", "list"),
    ];
    let kept = [
        ("Origin", &*format!("http://{address}")),
        ("Sec-Fetch-Site", "same-origin"),
        ("Referer", "http://127.0.0.1/"),
        ("X-Forwarded-For", "10.0.0.1"),
        ("X-Anything", "else"),
        ("Cookie", "other=server; __sessiontoken=___old"),
        ("Connection", "X-Query-Source"),
        ("TE", "trailers"),
    ];
    let answer = send(address, &[passed.as_slice(), &kept].concat(), body).await;
    assert_eq!((answer.status(), answer.text().await.unwrap().as_str()), (StatusCode::OK, "fine"));
    let seen = seen.lock().unwrap();
    let (uri, headers, received) = &seen[0];
    assert_eq!(uri.to_string(), "/nl/jsp/soaprouter.jsp?soapAction=xtk%3Asession%23TestCnx");
    assert_eq!(&received[..], body);
    for (name, value) in &passed[..5] {
        assert_eq!(headers[*name], *value);
    }
    assert_eq!(headers["cookie"], "__sessiontoken=___a-1/b+2==");
    for name in ["origin", "sec-fetch-site", "referer", "x-forwarded-for", "x-anything", "x-query-source", "te"] {
        assert!(!headers.contains_key(name), "{name}");
    }
    assert_eq!(headers["content-length"], body.len().to_string().as_str());
}

#[tokio::test]
async fn the_session_cookie_is_sent_only_with_a_session() {
    let (router, seen) = recorder("fine");
    let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
    let browser = ("Cookie", "a=1;__sessiontoken=___own; b=2");
    send(address, &[browser, ("X-Security-Token", "@s==")], b"").await;
    send(address, &[browser, ("X-Security-Token", "@s=="), ("X-Session-Token", "")], b"").await;
    send(address, &[browser, ("Authorization", "Bearer eyJ")], b"").await;
    send(address, &[browser], b"").await;
    send(address, &[("X-Security-Token", "@s==")], b"").await;
    let cookies: Vec<_> = seen.lock().unwrap().iter().map(|(_, headers, _)| headers.get("cookie").cloned()).collect();
    let own = cookies.iter().map(|cookie| cookie.as_ref().map(|cookie| cookie.to_str().unwrap())).collect::<Vec<_>>();
    assert_eq!(own, [Some("__sessiontoken=___own"), Some("__sessiontoken=___own"), None, None, None]);
    let forged = send(address, &[("X-Security-Token", "@s=="), ("X-Session-Token", "a; b=c")], b"").await;
    assert_eq!(forged.status(), 400);
    assert_eq!(seen.lock().unwrap().len(), 5);
}

#[tokio::test]
async fn the_browser_keeps_campaigns_session_cookie_for_the_api_path_only() {
    let headers = [
        ("Set-Cookie", "__sessiontoken=___s; Path=/; Domain=campaign.example; Secure; Max-Age=86400"),
        ("Set-Cookie", "uuid230=abc; Path=/"),
        ("Access-Control-Allow-Origin", "*"),
        ("Retry-After", "7"),
        ("Content-Type", "text/xml; charset=utf-8"),
        ("Server", "Apache"),
    ];
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name, value.parse().unwrap());
    }
    let (router, _) = recorder((map, "<a/>"));
    let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
    let answer = send(address, &[], b"").await;
    let cookies: Vec<_> = answer.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["__sessiontoken=___s; Path=/nl/jsp/soaprouter.jsp; HttpOnly; SameSite=Strict; Max-Age=86400"]);
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("content-type"), Some("text/xml; charset=utf-8"));
    assert_eq!(header("retry-after"), Some("7"));
    assert_eq!((header("cache-control"), header("x-content-type-options")), (Some("no-store"), Some("nosniff")));
    assert_eq!((header("access-control-allow-origin"), header("server")), (None, None));
}

#[tokio::test]
async fn status_and_words_of_a_refusal_are_returned_and_no_redirect_is_followed() {
    for status in [200, 302, 401, 403, 404, 413, 429, 500, 503] {
        let status = StatusCode::from_u16(status).unwrap();
        let fault = "<SOAP-ENV:Fault><faultstring>XSV-350008 Session has expired</faultstring></SOAP-ENV:Fault>";
        let (router, seen) = recorder((status, [("Location", "/login")], fault));
        let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
        let answer = send(address, &[], b"").await;
        assert_eq!((answer.status(), answer.text().await.unwrap().as_str()), (status, fault));
        assert_eq!(seen.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn other_methods_and_paths_are_not_forwarded() {
    let (router, seen) = recorder("fine");
    let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
    let status = async |method: Method, path: &str| {
        client().request(method, format!("http://{address}{path}")).send().await.unwrap().status().as_u16()
    };
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::OPTIONS, Method::HEAD] {
        assert_eq!(status(method.clone(), ROUTER).await, 405, "{method}");
    }
    for path in ["/nl/jsp/soaprouter.jsp/", "/nl/jsp/ping.jsp", "//nl/jsp/soaprouter.jsp", "/r/test", "/xtk/logon.jssp"]
    {
        assert_eq!(status(Method::GET, path).await, 404, "{path}");
        assert_eq!(status(Method::POST, path).await, 405, "{path}");
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn pages_of_other_servers_are_refused() {
    let (router, seen) = recorder("fine");
    let (address, _app) = proxy(serve(router).await, PATIENT, silent).await;
    let own = format!("http://{address}");
    let other_port = format!("http://127.0.0.1:{}", address.port() ^ 1);
    for headers in [
        vec![("Origin", "https://evil.example")],
        vec![("Origin", "null")],
        vec![("Origin", &*other_port)],
        vec![("Origin", ""), ("Sec-Fetch-Site", "same-origin")],
        vec![("Sec-Fetch-Site", "cross-site")],
        vec![("Sec-Fetch-Site", "same-site")],
        vec![("Origin", &*own), ("Sec-Fetch-Site", "cross-site")],
        vec![("Host", "evil.example"), ("Origin", "http://evil.example"), ("Sec-Fetch-Site", "same-origin")],
        vec![("Host", "localhost.evil.example")],
        vec![("Host", "127.0.0.1.evil.example")],
        vec![("Host", "127.0.0.1@evil.example")],
        vec![("Host", "")],
    ] {
        let answer = send(address, &headers, b"").await;
        assert_eq!(answer.status(), 403, "{headers:?}");
        assert!(!answer.headers().contains_key("access-control-allow-origin"));
    }
    assert!(seen.lock().unwrap().is_empty());
    let local = format!("localhost:{}", address.port());
    let origin = format!("http://{local}");
    for headers in [
        vec![("Origin", &*own), ("Sec-Fetch-Site", "same-origin")],
        vec![("Host", &*local), ("Origin", &*origin), ("Sec-Fetch-Site", "same-origin")],
        vec![],
    ] {
        assert_eq!(send(address, &headers, b"").await.status(), 200, "{headers:?}");
    }
}

#[tokio::test]
async fn a_request_that_is_too_large_is_not_forwarded() {
    let (router, seen) = recorder("fine");
    let (address, _app) =
        proxy(serve(router.layer(axum::extract::DefaultBodyLimit::disable())).await, PATIENT, silent).await;
    let post = async |length: usize| {
        let request = client().post(format!("http://{address}{ROUTER}")).body(vec![b'x'; length]);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(post(connect::proxy::LARGEST_BODY).await, 200);
    assert_eq!(post(connect::proxy::LARGEST_BODY + 1).await, 413);
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_upstream_that_is_not_there_gives_502_and_a_late_one_504() {
    let closed = closed_port().await;
    let (address, _app) = proxy(closed, PATIENT, silent).await;
    let answer = send(address, &[], b"").await;
    assert_eq!(answer.status(), 502);
    let sentence = answer.text().await.unwrap();
    assert!(sentence.starts_with(&format!("Nothing listens on port {} of 127.0.0.1.", closed.port())), "{sentence}");

    let silence = Router::new().route(ROUTER, post(std::future::pending::<String>));
    let (address, _app) = proxy(serve(silence).await, Duration::from_millis(50), silent).await;
    let answer = send(address, &[], b"").await;
    assert_eq!(answer.status(), 504);
    assert!(answer.text().await.unwrap().starts_with("127.0.0.1 took too long to answer."));
}

#[tokio::test]
async fn the_log_has_method_names_and_no_secrets() {
    static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());
    fn keep(line: &str) {
        LOG.lock().unwrap().push(line.to_owned());
    }
    let (router, _) = recorder((StatusCode::INTERNAL_SERVER_ERROR, "fine"));
    let (address, _app) = proxy(serve(router).await, PATIENT, keep).await;
    let secrets =
        [("X-Security-Token", "@secret=="), ("X-Session-Token", "___secret"), ("Cookie", "__sessiontoken=secret")];
    for action in
        ["xtk:queryDef#ExecuteQuery", "\"xtk:persist|xtk:session#Write\"", "secret 33612345678#", "33612345678#x", ""]
    {
        send(address, &[secrets.as_slice(), &[("SoapAction", action)]].concat(), b"secret 33612345678").await;
    }
    send(address, &[("Origin", "https://secret.example"), ("SoapAction", "xtk:session#Logon")], b"").await;
    let (address, _app) = proxy(closed_port().await, PATIENT, keep).await;
    send(address, &[secrets.as_slice(), &[("SoapAction", "xtk:session#Logon")]].concat(), b"secret").await;
    let log = LOG.lock().unwrap();
    let without_time = |line: &String| {
        let (before, after) = line.split_once(" ms").unwrap();
        let (before, time) = before.rsplit_once(' ').unwrap();
        assert!(time.parse::<u64>().unwrap() < 60_000);
        format!("{before}{after}")
    };
    assert_eq!(
        log.iter().map(without_time).collect::<Vec<_>>(),
        [
            "xtk:queryDef#ExecuteQuery 500",
            "xtk:persist|xtk:session#Write 500",
            "(no method) 500",
            "(no method) 500",
            "(no method) 500",
            "xtk:session#Logon 403 (not from Campaign)",
            "xtk:session#Logon 502 (not from Campaign)",
        ]
    );
}

#[tokio::test]
async fn files_have_the_sandboxs_headers_and_no_operators_are_offered() {
    let (router, _) = recorder("fine");
    let (address, app) = proxy(serve(router).await, PATIENT, silent).await;
    let sandbox = support::sandbox_with(Some(app.path().to_owned()), sandbox::FaultStatus::Ok200);
    let sandbox = serve(sandbox).await;
    let get = async |server: std::net::SocketAddr, path: &str| {
        client().get(format!("http://{server}{path}")).send().await.unwrap()
    };
    for path in [
        "/",
        "/index.html",
        "/sms-dashboard.js",
        "/assets/app-0123456789abcdef.js",
        "/assets/app-0123456789abcdef.wasm",
        "/assets/missing-0123456789abcdef.js",
        "/missing",
    ] {
        let (ours, theirs) = (get(address, path).await, get(sandbox, path).await);
        let known = |response: &Response| {
            let mut headers = response.headers().clone();
            headers.remove("date");
            (response.status(), headers)
        };
        assert_eq!(known(&ours), known(&theirs), "{path}");
        assert_eq!(ours.bytes().await.unwrap(), theirs.bytes().await.unwrap());
    }
    assert!(
        get(address, "/").await.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
    let config = get(address, "/config.json").await;
    assert_eq!(
        (&config.headers()["cache-control"], &config.headers()["content-type"]),
        (&"no-cache".parse().unwrap(), &"application/json".parse().unwrap())
    );
    assert_eq!(config.text().await.unwrap(), r#"{"operators":[]}"#);
}
