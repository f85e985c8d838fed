//! Runs nginx, Apache and Caddy with the configurations that `serving` writes, and with the sandbox as Campaign.
//!
//! If a server is not installed, its tests are ignored, and the last lines say so. `cargo xtask test --install`
//! installs all three. `NGINX`, `APACHE` and `CADDY` name programs that are not on PATH.
#![allow(clippy::unwrap_used)]

mod campaign;
mod files;
mod server;
#[path = "../support/mod.rs"]
mod support;

use std::io::Read;

use connect::check_headers::examine;
use connect::doctor::{Credentials, Level};
use libtest_mimic::{Arguments, Trial};
use reqwest::{Method, Response, StatusCode};

use campaign::Campaign;
use files::Files;
use server::{Running, Server};
use support::client;

/// The expected policy of the page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; \
    frame-ancestors 'self'";

const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

type Test = fn(Server);

const TESTS: [(&str, Test); 6] = [
    ("check_headers_finds_nothing_wrong_at_the_root_and_below", |server| {
        run(check_headers_finds_nothing_wrong_at_the_root_and_below(server));
    }),
    ("every_file_has_its_type_and_the_best_encoding", |server| {
        run(every_file_has_its_type_and_the_best_encoding(server));
    }),
    ("missing_and_hidden_files_and_other_methods_are_refused", |server| {
        run(missing_and_hidden_files_and_other_methods_are_refused(server));
    }),
    ("a_call_reaches_campaign_with_its_headers_and_is_not_cached", |server| {
        run(a_call_reaches_campaign_with_its_headers_and_is_not_cached(server));
    }),
    ("no_other_path_of_campaign_is_called", |server| run(no_other_path_of_campaign_is_called(server))),
    ("a_campaign_with_an_unknown_certificate_is_not_called", |server| {
        run(a_campaign_with_an_unknown_certificate_is_not_called(server));
    }),
];

fn main() {
    let mut trials = Vec::new();
    for server in Server::ALL {
        let is_installed = server.program().is_some();
        for (name, test) in TESTS {
            let trial = Trial::test(format!("{server}::{name}"), move || {
                test(server);
                Ok(())
            });
            trials.push(if is_installed { trial } else { trial.with_kind("not installed").with_ignored_flag(true) });
        }
    }
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    for server in Server::ALL.into_iter().filter(|server| server.program().is_none()) {
        eprintln!("{server} is not installed: its tests are left out. `cargo xtask test --install` installs it.");
    }
    conclusion.exit();
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Runtime::new().unwrap().block_on(test);
}

/// Starts Campaign and the server, which trusts Campaign's certificate.
async fn served_by(server: Server) -> (Files, Campaign, Running) {
    let (files, campaign) = (Files::new(), Campaign::start().await);
    let running = server.start(&files.folder, &campaign, &campaign.certificate);
    (files, campaign, running)
}

/// The value of a header, which an answer must not have twice.
fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    let values: Vec<_> = response.headers().get_all(name).iter().collect();
    assert!(values.len() <= 1, "{name}: {values:?}");
    values.first().map_or("", |value| value.to_str().unwrap())
}

/// The methods in `Allow`. Apache adds an empty list of its own.
fn allowed(response: &Response) -> String {
    let lists = response.headers().get_all("allow").iter().map(|list| list.to_str().unwrap());
    lists.filter(|list| !list.is_empty()).collect::<Vec<_>>().join(", ")
}

fn decoded(coding: &str, body: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    match coding {
        "br" => brotli::BrotliDecompress(&mut &*body, &mut content).unwrap(),
        "gzip" => {
            flate2::read::GzDecoder::new(body).read_to_end(&mut content).unwrap();
        }
        "zstd" => content = zstd::decode_all(body).unwrap(),
        _ => content = body.to_owned(),
    }
    content
}

async fn check_headers_finds_nothing_wrong_at_the_root_and_below(server: Server) {
    let (_files, _campaign, running) = served_by(server).await;
    for path in ["/", "/a/b/"] {
        let mut findings = Vec::new();
        let credentials =
            || Ok(Some(Credentials::Password { login: "admin".to_owned(), password: "sandbox".to_owned() }));
        let address = format!("{}{path}", running.origin);
        let is_well = examine(&address, None, credentials, |finding| findings.push(finding)).await;
        let said: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
        let warnings: Vec<_> = findings.iter().filter(|finding| finding.level == Level::Warning).collect();
        assert!(is_well, "{said}");
        assert!(warnings.len() == 1 && warnings[0].what.contains("no TLS"), "{said}");
        assert!(said.contains("Signed in.") && said.contains(".wasm is correct"), "{said}");
    }
}

async fn every_file_has_its_type_and_the_best_encoding(server: Server) {
    let (files, _campaign, running) = served_by(server).await;
    let paths = files.paths();
    assert!(["index.html", "sms-dashboard.js", "config.json"].iter().all(|name| paths.iter().any(|path| path == name)));
    for file in &paths {
        let kind = match file.rsplit('.').next().unwrap() {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "md" => "text/markdown; charset=utf-8",
            "wasm" => "application/wasm",
            "json" => "application/json",
            _ => "text/plain; charset=utf-8",
        };
        let is_asset = file.starts_with("assets/");
        let is_page = file.ends_with(".html");
        let is_own = is_page || file == "config.json";
        for (accepted, coding) in [
            ("gzip, deflate, br, zstd", "br"),
            ("zstd, gzip", "zstd"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("brotli, x-gzip;q=0", ""),
            ("identity", ""),
        ] {
            let has_forms = !["config.json", "LICENSE", "README.md"].contains(&file.as_str());
            let coding = if has_forms { coding } else { "" };
            for folder in ["/", "/a/b/"] {
                let response = running.ask(Method::GET, &format!("{folder}{file}"), accepted).await;
                assert_eq!(response.status(), 200, "{file}");
                assert_eq!(
                    (header(&response, "content-type"), header(&response, "content-encoding")),
                    (kind, coding),
                    "{file} {accepted}"
                );
                assert_eq!(header(&response, "vary"), "Accept-Encoding", "{file}");
                let kept = if is_asset { "public, max-age=31536000, immutable" } else { "no-cache" };
                assert_eq!(header(&response, "cache-control"), kept, "{file}");
                assert_eq!(header(&response, "x-content-type-options"), "nosniff");
                assert_eq!(header(&response, "referrer-policy"), "no-referrer");
                assert!(header(&response, "permissions-policy").contains("camera=()"));
                assert_eq!(header(&response, "content-security-policy"), if is_page { POLICY } else { "" }, "{file}");
                let shared = if is_own { ("same-origin", "", "") } else { ("cross-origin", "*", "*") };
                let found = (
                    header(&response, "cross-origin-resource-policy"),
                    header(&response, "access-control-allow-origin"),
                    header(&response, "timing-allow-origin"),
                );
                assert_eq!(found, shared, "{file}");
                // These two depend only on time and size.
                assert_eq!((header(&response, "etag"), header(&response, "last-modified")), ("", ""));
                assert_eq!(decoded(coding, &response.bytes().await.unwrap()), files.read(file), "{file} {accepted}");
            }
        }
    }
    for path in ["/", "/a/b/"] {
        // A browser may have an older version's file with a later time.
        let newer = client().get(format!("{}{path}", running.origin));
        let page = newer.header("If-Modified-Since", "Wed, 21 Oct 2099 07:28:00 GMT").send().await.unwrap();
        assert_eq!((header(&page, "content-security-policy"), header(&page, "cache-control")), (POLICY, "no-cache"));
        assert_eq!(page.bytes().await.unwrap(), files.read("index.html"));
    }
    let asset = paths.iter().find(|path| path.starts_with("assets/")).unwrap();
    let beyond = client().get(format!("{}/{asset}", running.origin)).header("Range", "bytes=99999999-");
    let beyond = beyond.send().await.unwrap();
    assert!(beyond.status() == 200 || header(&beyond, "cache-control") == "no-cache", "{beyond:?}");
    let below = running.get("/a/b").await;
    let is_moved = matches!(below.status(), StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
    // Apache writes the whole address.
    let location = header(&below, "location");
    let location = location.strip_prefix(&running.origin).unwrap_or(location);
    assert_eq!((is_moved, location), (true, "/a/b/"));
}

async fn missing_and_hidden_files_and_other_methods_are_refused(server: Server) {
    let (_files, _campaign, running) = served_by(server).await;
    for path in ["/assets/gone-0123456789abcdef.js", "/a/b/assets/gone-0123456789abcdef.wasm", "/assets/", "/gone"] {
        let missing = running.get(path).await;
        assert_eq!((missing.status().as_u16(), header(&missing, "cache-control")), (404, "no-cache"), "{path}");
        assert!(!missing.text().await.unwrap().contains("sms-dashboard"), "{path}");
    }
    for path in ["/_headers", "/.htaccess", "/a/b/_headers", "/sms-dashboard.js.br", "/index.html.gz"] {
        let hidden = running.get(path).await;
        assert_eq!((hidden.status().as_u16(), header(&hidden, "cache-control")), (404, "no-cache"), "{path}");
        assert_eq!(header(&hidden, "x-content-type-options"), "nosniff", "{path}");
    }
    assert!(running.get("/..%2fnginx.conf").await.status().is_client_error());
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
        let refused = running.ask(method, "/sms-dashboard.js", "gzip").await;
        let found = (refused.status().as_u16(), allowed(&refused), header(&refused, "cache-control"));
        assert_eq!(found, (405, "GET, HEAD".to_owned(), "no-cache"));
    }
    let read = running.get(ROUTER).await;
    let found = (read.status().as_u16(), allowed(&read), header(&read, "cache-control"));
    assert_eq!(found, (405, "POST".to_owned(), "no-store"));
}

async fn a_call_reaches_campaign_with_its_headers_and_is_not_cached(server: Server) {
    let (_files, campaign, running) = served_by(server).await;
    let call = |headers: &[(&str, &str)]| {
        let mut request = client().post(format!("{}{ROUTER}?soapAction=xtk%3Asession%23Logon", running.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request
    };
    let sent = [
        ("SOAPAction", "xtk:session#Logon"),
        ("Content-Type", "application/soap+xml;charset=UTF-8"),
        ("Authorization", "Bearer eyJ"),
        ("X-Security-Token", "@s=="),
        ("X-Session-Token", "___a-1/b+2=="),
    ];
    let kept = [
        ("Cookie", "__sessiontoken=___old"),
        ("Origin", "https://portal.example"),
        ("Referer", "https://portal.example/"),
    ];
    let refused = call(&[sent.as_slice(), &kept].concat()).body("no XML").send().await.unwrap();
    // The fault keeps its status and its words.
    assert_eq!(refused.status(), 500);
    assert_eq!(
        (header(&refused, "cache-control"), header(&refused, "x-content-type-options")),
        ("no-store", "nosniff")
    );
    assert_eq!(header(&refused, "referrer-policy"), "no-referrer");
    assert!(header(&refused, "permissions-policy").contains("camera=()"));
    assert_eq!(
        (header(&refused, "access-control-allow-origin"), header(&refused, "content-security-policy")),
        ("", "")
    );
    assert!(refused.text().await.unwrap().contains("not well-formed XML"));
    let body = "<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>\
                <m:Logon xmlns:m='urn:xtk:session'><sessiontoken/><strLogin>admin</strLogin><strPassword>sandbox</strPassword>\
                <elemParameters/></m:Logon></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    let signed_in = call(&[("Cookie", "__sessiontoken=___own")]).body(body).send().await.unwrap();
    assert_eq!(signed_in.status(), 200);
    let cookie = header(&signed_in, "set-cookie");
    assert!(cookie.starts_with("__sessiontoken=") && !cookie.contains("localhost"), "{cookie}");
    let seen: Vec<_> = campaign.seen.lock().unwrap().iter().map(|(_, headers)| headers.clone()).collect();
    for (name, value) in sent {
        assert_eq!(seen[0][name], value);
    }
    assert_eq!(
        (&seen[0]["cookie"], &seen[1]["cookie"]),
        (&"__sessiontoken=___a-1/b+2==".parse().unwrap(), &"__sessiontoken=___own".parse().unwrap())
    );
    assert!(!seen[0].contains_key("origin") && !seen[0].contains_key("referer"));
    assert_eq!(seen[0]["x-forwarded-for"], "127.0.0.1");
}

async fn no_other_path_of_campaign_is_called(server: Server) {
    let (_files, campaign, running) = served_by(server).await;
    for path in
        ["/nl/jsp/logon.jsp", "/nl/jsp/x/../soaprouter.jsp", "/NL/jsp/soaprouter.jsp", "/nl/jsp/soaprouter.jsp/x?y=1"]
    {
        running.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"
        ));
    }
    running.send(&format!("GET {ROUTER}/x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
    let seen = campaign.seen.lock().unwrap();
    assert!(seen.iter().all(|(address, _)| address == ROUTER), "{seen:?}");
}

async fn a_campaign_with_an_unknown_certificate_is_not_called(server: Server) {
    let (files, campaign) = (Files::new(), Campaign::start().await);
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let running = server.start(&files.folder, &campaign, &other.cert.pem());
    let refused = client().post(format!("{}{ROUTER}", running.origin)).body("x").send().await.unwrap();
    // Apache says 500, the others 502.
    assert!(refused.status().is_server_error(), "{refused:?}");
    assert_eq!(header(&refused, "cache-control"), "no-store");
    assert!(campaign.seen.lock().unwrap().is_empty());
}
