//! The doctor's findings with different servers.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::any;
use connect::doctor::{Credentials, Finding, Level, Outcome, examine};
use support::{closed_port, fault, sandbox, sandbox_with, serve};

fn nobody() -> Result<Option<Credentials>, String> {
    Ok(None)
}

fn password(login: &str) -> Result<Option<Credentials>, String> {
    Ok(Some(Credentials::Password { login: login.to_owned(), password: "sandbox".to_owned() }))
}

struct Walk {
    is_well: bool,
    findings: Vec<Finding>,
}

impl Walk {
    async fn to(
        address: &str,
        origin: Option<&str>,
        credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
    ) -> Self {
        let mut findings = Vec::new();
        let Outcome { is_well, .. } = examine(address, origin, credentials, |finding| findings.push(finding)).await;
        assert_eq!(is_well, !findings.iter().any(|finding| finding.level == Level::Problem));
        for finding in &findings {
            assert!(finding.what.ends_with('.'), "{finding}");
            assert_eq!(finding.level == Level::Ok, finding.remedy.is_empty(), "{finding}");
            assert!(!finding.to_string().contains("sandbox-secret"));
        }
        Self { is_well, findings }
    }

    async fn to_router(router: Router, credentials: impl FnOnce() -> Result<Option<Credentials>, String>) -> Self {
        Self::to(&format!("http://{}", serve(router).await), None, credentials).await
    }

    fn of(&self, level: Level) -> Vec<&str> {
        self.findings.iter().filter(|finding| finding.level == level).map(|finding| finding.what.as_str()).collect()
    }

    /// The last finding.
    fn end(&self) -> String {
        self.findings.last().unwrap().to_string()
    }
}

#[tokio::test]
async fn a_sandbox_has_no_problem_for_any_operator() {
    for status in [sandbox::FaultStatus::Ok200, sandbox::FaultStatus::Error500] {
        let router = sandbox_with(None, status);
        let walk = Walk::to_router(router, || password("viewer")).await;
        assert!(walk.is_well);
        assert_eq!((walk.of(Level::Warning), walk.of(Level::Problem)), (vec![], vec![]));
        let said = walk.of(Level::Ok).join("\n");
        for word in [
            "The router answers as Campaign.",
            "Signed in.",
            "The operator sees SMS deliveries.",
            "the statuses, the failures by code, a search in the list,",
            "the clicks by address, the journal, the journal's last line, the journal's last error, the size of the journal, the \
             proofs, when failures were counted, the number of proofs, whether exclusions are kept, the quarantine, the quarantine's reason, the \
             quarantine's errors, the quarantine's text.",
            "Whether saving is allowed was not tried",
        ] {
            assert!(said.contains(word), "{word} in {said}");
        }
    }
}

#[tokio::test]
async fn without_a_token_the_doctor_ends_at_the_sign_in_with_a_warning() {
    let walk = Walk::to_router(sandbox(), nobody).await;
    assert!(walk.is_well && walk.end().contains("CAMPAIGN_BEARER"), "{}", walk.end());
}

#[tokio::test]
async fn refused_credentials_are_reported_without_secrets() {
    let wrong = |credentials| Walk::to_router(sandbox(), move || Ok(Some(credentials)));
    let secret = || "sandbox-secret".to_owned();
    let walk = wrong(Credentials::Password { login: "admin".to_owned(), password: secret() }).await;
    assert!(walk.end().starts_with("PROBLEM  Signing in failed. Campaign refuses"), "{}", walk.end());
    assert!(walk.end().contains("Check operator and password."));
    for credentials in [Credentials::Bearer(secret()), Credentials::Session { session: secret(), security: secret() }] {
        let walk = wrong(credentials).await;
        assert!(walk.end().contains("does not accept the token (XSV-350008"), "{}", walk.end());
    }
    let walk = Walk::to_router(sandbox(), || Err("set both".to_owned())).await;
    assert!(!walk.is_well && walk.end().contains("set both"));
}

#[tokio::test]
async fn an_address_without_a_server_is_a_problem_with_its_reason() {
    for (address, word) in [
        ("campaign.example", "https://"),
        ("http://campaign.example", "read the tokens"),
        ("https://u:p@campaign.example", "User and password"),
    ] {
        let walk = Walk::to(address, None, nobody).await;
        assert!(walk.end().starts_with("PROBLEM  The address cannot be used.") && walk.end().contains(word));
    }
    let closed = closed_port().await;
    let walk = Walk::to(&format!("http://{closed}"), None, nobody).await;
    assert!(walk.end().contains(&format!("Nothing listens on port {} of 127.0.0.1.", closed.port())), "{}", walk.end());
    let plain = serve(sandbox()).await;
    let walk = Walk::to(&format!("https://{plain}"), None, nobody).await;
    assert!(walk.end().contains("does not speak TLS."), "{}", walk.end());
    // A label of this length is refused without a DNS query.
    let walk = Walk::to(&format!("https://{}.example", "a".repeat(64)), None, nobody).await;
    assert!(walk.end().contains(".example is not known"), "{}", walk.end());
}

#[tokio::test]
async fn other_servers_than_campaign_are_recognised() {
    let page = "<!DOCTYPE html><html><body>Sign in</body></html>";
    let answers: [(Response, &str); 11] = [
        (Html(page).into_response(), "A page answers instead of the router"),
        (
            Redirect::to("https://sso.example/login?ticket=secret").into_response(),
            "to https://sso.example/login (HTTP 303)",
        ),
        (StatusCode::UNAUTHORIZED.into_response(), "requires its own sign-in (HTTP 401)"),
        ((StatusCode::FORBIDDEN, "Forbidden").into_response(), "IPMask"),
        ((StatusCode::NOT_FOUND, Html(page)).into_response(), "There is nothing at /nl/jsp/soaprouter.jsp (HTTP 404)."),
        (StatusCode::METHOD_NOT_ALLOWED.into_response(), "A server of plain files answers"),
        (StatusCode::PAYLOAD_TOO_LARGE.into_response(), "client_max_body_size"),
        (StatusCode::TOO_MANY_REQUESTS.into_response(), "Wait a minute"),
        ((StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response(), "without a word of Campaign's (HTTP 500)"),
        ((StatusCode::BAD_GATEWAY, Html(page)).into_response(), "Campaign behind it does not (HTTP 502)"),
        ("fine".into_response(), "Something other than Campaign answers."),
    ];
    for (answer, word) in answers {
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, 10_000).await.unwrap();
        let handler = move || async move { Response::from_parts(parts, Body::from(body)) };
        let walk =
            Walk::to_router(Router::new().fallback(any(handler)), || panic!("no token goes to a stranger")).await;
        assert!(!walk.is_well && walk.end().contains(word), "{word}: {}", walk.end());
        assert!(!walk.end().contains("secret"));
    }
}

#[tokio::test]
async fn a_refused_network_and_a_refused_token_are_distinguished() {
    let body = fault("XSV-350013 Access denied for this address", "");
    let walk = Walk::to_router(Router::new().fallback(any(|| async { body })), nobody).await;
    assert!(!walk.is_well && walk.end().contains("security zone"), "{}", walk.end());
}

#[tokio::test]
async fn campaign_is_recognised_by_a_refusal_in_plain_text() {
    let said = |text: &'static str| async move {
        let router = Router::new().fallback(any(move || async move { (StatusCode::FORBIDDEN, text) }));
        Walk::to_router(router, nobody).await
    };
    let walk = said("\u{feff}XSV-350008 Session has expired or is invalid. Please reconnect.").await;
    assert!(walk.is_well && walk.of(Level::Ok).contains(&"The router answers as Campaign."));
    let walk = said("XSV-350013 Access denied for this address.").await;
    assert!(!walk.is_well && walk.end().contains("security zone"), "{}", walk.end());
}

#[tokio::test]
async fn a_campaign_that_needs_its_cookie_is_recognised() {
    let wants_cookie = middleware::from_fn(|request: Request, next: Next| async move {
        let headers = request.headers();
        let is_signed_in = headers.contains_key("x-session-token");
        if is_signed_in
            && !headers.get("cookie").is_some_and(|cookie| cookie.to_str().unwrap().starts_with("__sessiontoken=___"))
        {
            return fault("XSV-350008 Session has expired or is invalid. Please reconnect.", "").into_response();
        }
        next.run(request).await
    });
    let walk = Walk::to_router(sandbox().layer(wants_cookie), || password("admin")).await;
    assert!(walk.is_well);
    assert_eq!(
        walk.of(Level::Warning),
        ["The session's tokens are not enough: Campaign wants its cookie __sessiontoken besides."]
    );
}

#[tokio::test]
async fn the_doctor_signs_out_of_the_session_it_began() {
    static SEEN: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());
    let watched = middleware::from_fn(|request: Request, next: Next| async move {
        let action = request.headers().get("soapaction").map(|value| value.to_str().unwrap().to_owned());
        SEEN.lock().unwrap().extend(action);
        next.run(request).await
    });
    Walk::to_router(sandbox().layer(watched), || password("admin")).await;
    let seen = SEEN.lock().unwrap();
    assert_eq!(seen.last().unwrap(), "xtk:session#Logoff");
    let reads = ["Logon", "GetUserInfo", "ExecuteQuery", "GetEntityIfMoreRecent", "Logoff"];
    assert!(seen.iter().all(|action| reads.iter().any(|method| action.ends_with(method))), "{seen:?}");
    // One call for each query of the app and each description, if nothing is missing.
    assert!(seen.len() < 49, "{}", seen.len());
}

#[tokio::test]
async fn cors_answers_for_another_origin_are_reported() {
    let address = serve(sandbox()).await;
    let walk = Walk::to(&format!("http://{address}"), Some("https://portal.example"), nobody).await;
    let warnings = walk.of(Level::Warning).join("\n");
    assert!(warnings.contains("calls with a bearer token from pages of https://portal.example (CORS)"), "{warnings}");
    assert!(warnings.contains("answered with HTTP 405"), "{warnings}");
    let own = format!("http://{address}");
    let walk = Walk::to(&own, Some(&own), nobody).await;
    assert!(walk.of(Level::Ok).iter().any(|what| what.contains("share the router's origin")));

    let allowing = |names: &'static str| {
        move |method: Method, _: HeaderMap, _: Bytes| async move {
            let allow =
                [("Access-Control-Allow-Origin", "https://portal.example"), ("Access-Control-Allow-Headers", names)];
            let body = if method == Method::POST { fault("XSV-350008 Session has expired", "") } else { String::new() };
            (allow, body)
        }
    };
    for (names, level, bearer) in [
        ("Authorization, Content-Type, SoapAction", Level::Ok, "may call the router with a bearer token"),
        ("*", Level::Warning, "lacks authorization"),
    ] {
        let address = serve(Router::new().fallback(any(allowing(names)))).await;
        let walk = Walk::to(&format!("http://{address}"), Some("https://portal.example/"), nobody).await;
        assert!(walk.of(level).iter().any(|what| what.contains(bearer)), "{bearer}");
    }
}

fn doctor(address: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connect"));
    for name in ["BEARER", "SESSION_TOKEN", "SECURITY_TOKEN", "LOGIN", "PASSWORD"] {
        command.env_remove(format!("CAMPAIGN_{name}"));
    }
    command.args(["doctor", address]).stdin(std::process::Stdio::null());
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_reads_secrets_from_the_environment_and_its_exit_code_tells_the_outcome() {
    let address = format!("http://{}", serve(sandbox()).await);
    let run = |password: &str| {
        doctor(&address).env("CAMPAIGN_LOGIN", "admin").env("CAMPAIGN_PASSWORD", password).output().unwrap()
    };
    let (well, ill) = (run("sandbox"), run("sandbox-secret"));
    assert_eq!((well.status.code(), ill.status.code()), (Some(0), Some(1)));
    let said = String::from_utf8(well.stdout).unwrap();
    assert!(said.contains("\nOK       Signed in.\n") && said.contains("\nnms:delivery#Play "), "{said}");
    let said = String::from_utf8([ill.stdout, ill.stderr].concat()).unwrap();
    assert!(said.contains("\nPROBLEM  Signing in failed.") && !said.contains("sandbox-secret"), "{said}");
    assert_eq!(doctor(&address).output().unwrap().status.code(), Some(0));
}

/// Starts a server with this certificate that answers like Campaign; returns its port.
async fn encrypted(certificate: &rcgen::Certificate, key: &rcgen::KeyPair) -> u16 {
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that does not trust the certificate ends the handshake.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let body = fault("XSV-350008 Session has expired or is invalid.", "");
            let answer =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
            let mut request = [0; 4096];
            let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut request).await;
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes()).await;
            let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
        }
    });
    port
}

/// The doctor's output for a host, and its exit code; the machine trusts the certificates in the file `trusted`.
fn walked(host: &str, port: u16, trusted: &std::path::Path) -> (String, Option<i32>) {
    let mut command = doctor(&format!("https://{host}:{port}"));
    let output = command.env("SSL_CERT_FILE", trusted).env_remove("SSL_CERT_DIR").output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

const UNTRUSTED: &str =
    "The certificate of localhost comes from an authority that this machine does not trust, or is self-signed.";

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_valid_only_if_it_is_trusted_and_for_the_host() {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let port = encrypted(&certified.cert, &certified.signing_key).await;
    let folder = tempfile::TempDir::new().unwrap();
    let (own, other) = (folder.path().join("own.pem"), folder.path().join("other.pem"));
    std::fs::write(&own, certified.cert.pem()).unwrap();
    let stranger = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&other, stranger.cert.pem()).unwrap();
    for (host, trusted, code, word) in [
        ("localhost", &own, 0, "The connection is encrypted, and the certificate of localhost is valid."),
        ("localhost", &other, 1, UNTRUSTED),
        ("127.0.0.1", &own, 1, "The server's certificate is not for 127.0.0.1."),
    ] {
        let (said, ended) = walked(host, port, trusted);
        assert!(said.contains(word), "{word} in {said}");
        assert_eq!(ended, Some(code), "{said}");
    }
    let (said, _) = walked("localhost", port, &other);
    for word in ["Set SSL_CERT_FILE", "serve --campaign", "browsers"] {
        assert!(said.contains(word), "{word} in {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authoritys_certificate_is_refused_for_a_server_even_if_it_is_trusted() {
    let mut parameters = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
    // The default of `openssl req -x509`.
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = parameters.self_signed(&key).unwrap();
    let port = encrypted(&certificate, &key).await;
    let folder = tempfile::TempDir::new().unwrap();
    let own = folder.path().join("own.pem");
    std::fs::write(&own, certificate.pem()).unwrap();
    let (said, ended) = walked("localhost", port, &own);
    assert!(said.contains("self-signed, and made for an authority") && said.contains("CA:FALSE"), "{said}");
    assert_eq!(ended, Some(1));
}
