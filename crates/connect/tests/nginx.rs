//! A build behind nginx with the configuration that `serving` writes, and the sandbox as Campaign behind that.
//!
//! It needs the program nginx, which `cargo xtask test` provides and names in `NGINX`. Where `DIST` names a folder that
//! `cargo xtask dist` wrote, that is what is served.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::{self, Next};
use connect::check_headers::examine;
use connect::doctor::{Credentials, Level};
use reqwest::{Method, Response, StatusCode};
use sandbox::FaultStatus;
use serving::{Hosting, forms};
use support::{client, dist, sandbox_with};
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Who nginx is where the tests run as root: an ordinary user.
const NOBODY: u32 = 65_534;

/// The policy of the page, said once more.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; \
    frame-ancestors 'self'";

const ROUTER: &str = "/nl/jsp/soaprouter.jsp";

/// A server that is running; it ends and its folder goes when it is dropped.
struct Nginx {
    origin: String,
    folder: TempDir,
    child: Child,
}

impl Nginx {
    /// Serves `dist` at `/` and at `/a/b/`, with the calls to `campaign`, whose certificate is checked by `authorities`.
    fn start(dist: &Path, campaign: &Campaign, authorities: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("root");
        copy(dist, &root);
        copy(dist, &root.join("a/b"));
        fs::create_dir(folder.path().join("work")).unwrap();
        fs::write(folder.path().join("authorities.pem"), authorities).unwrap();
        let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        fs::write(folder.path().join("nginx.conf"), main_configuration(folder.path())).unwrap();
        fs::write(folder.path().join("sms-dashboard.conf"), filled_in(folder.path(), port, campaign)).unwrap();
        let mut command = nginx(folder.path());
        let mut child =
            command.stderr(Stdio::piped()).spawn().unwrap_or_else(|error| panic!("nginx does not start: {error}"));
        // It says so when it takes connections.
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("start worker process ") {
            if log.read_line(&mut said).unwrap() == 0 {
                panic!("nginx ends instead of serving:\n{said}");
            }
        }
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || log.read_to_end(&mut Vec::new()));
        Self { origin: format!("http://127.0.0.1:{port}"), folder, child }
    }

    async fn ask(&self, method: Method, path: &str, encodings: &str) -> Response {
        let request = client().request(method, format!("{}{path}", self.origin));
        request.header("Accept-Encoding", encodings).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path, "identity").await
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let asked = nginx(self.folder.path()).args(["-s", "stop"]).stderr(Stdio::null()).status();
        if asked.is_ok_and(|status| status.success()) {
            let _ = self.child.wait();
        }
    }
}

/// The program with the configuration in `folder`, as an ordinary user.
fn nginx(folder: &Path) -> Command {
    let program = std::env::var_os("NGINX").unwrap_or_else(|| {
        panic!("NGINX is not set: start with `cargo xtask test --hosting`, or name the program nginx in it.")
    });
    let mut command = Command::new(program);
    command.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf"));
    // Before it has read its configuration it would write where only root may.
    command.arg("-e").arg("stderr");
    if fs::metadata(folder).unwrap().uid() == 0 {
        allow(folder);
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Lets the ordinary user read what is in the folder, and write where nginx works.
fn allow(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(folder.join("work"), fs::Permissions::from_mode(0o777)).unwrap();
}

/// What is around every site; nothing of it says how files are served.
fn main_configuration(folder: &Path) -> String {
    let work = folder.join("work");
    let work = work.display();
    format!(
        "daemon off;\npid {work}/pid;\nerror_log stderr notice;\nworker_processes 1;\nevents {{ }}\nhttp {{\n\
         access_log off;\nclient_body_temp_path {work}/body;\nproxy_temp_path {work}/proxy;\n\
         fastcgi_temp_path {work}/fastcgi;\nuwsgi_temp_path {work}/uwsgi;\nscgi_temp_path {work}/scgi;\n\
         gzip on;\ngzip_types *;\ngzip_min_length 1;\n\
         include {}/sms-dashboard.conf;\n}}\n",
        folder.display()
    )
}

/// What `serving` writes, filled in as an operator does.
fn filled_in(folder: &Path, port: u16, campaign: &Campaign) -> String {
    let mut text = forms::nginx(&Hosting::default());
    for (stands, is) in [
        ("listen 8080;", format!("listen 127.0.0.1:{port};")),
        (forms::FOLDER, folder.join("root").display().to_string()),
        (forms::CAMPAIGN, format!("localhost:{}", campaign.address.port())),
        (forms::AUTHORITIES, folder.join("authorities.pem").display().to_string()),
    ] {
        assert!(text.contains(stands), "{stands}");
        text = text.replace(stands, &is);
    }
    text
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The folder that is served: a build's, or a small one of the same kind.
struct Dist {
    path: PathBuf,
    _folder: Option<TempDir>,
}

impl Dist {
    fn new() -> Self {
        match std::env::var_os("DIST") {
            Some(path) => Self { path: path.into(), _folder: None },
            None => {
                let folder = dist();
                Self { path: folder.path().to_owned(), _folder: Some(folder) }
            }
        }
    }

    /// The paths of the files that are served, from the folder's top.
    fn files(&self) -> Vec<String> {
        let is_served = |name: &str| {
            !name.starts_with(['.', '_']) && ![".br", ".zst", ".gz"].iter().any(|ending| name.ends_with(ending))
        };
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
            let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
            files.map(|entry| entry.file_name().into_string().unwrap()).filter(|name| is_served(name)).collect()
        };
        let assets = names(&self.path.join("assets")).into_iter().map(|name| format!("assets/{name}"));
        names(&self.path).into_iter().chain(assets).collect()
    }

    fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path.join(path)).unwrap()
    }
}

/// The sandbox behind TLS, and the headers of the calls that reached it.
struct Campaign {
    address: SocketAddr,
    /// The certificate, which is its own authority.
    certificate: String,
    seen: Arc<Mutex<Vec<HeaderMap>>>,
}

impl Campaign {
    async fn start() -> Self {
        let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(certified.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![certified.cert.der().clone()], key).unwrap();
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = tcp.local_addr().unwrap();
        let seen = Arc::<Mutex<Vec<HeaderMap>>>::default();
        let kept = Arc::clone(&seen);
        let router: Router = sandbox_with(None, FaultStatus::Error500).layer(middleware::from_fn(
            move |request: Request, next: Next| {
                kept.lock().unwrap().push(request.headers().clone());
                next.run(request)
            },
        ));
        let listener = Tls { tcp, acceptor: TlsAcceptor::from(Arc::new(config)) };
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, certificate: certified.cert.pem(), seen }
    }
}

struct Tls {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.tcp.accept().await.unwrap();
            // A client that does not trust the certificate ends the handshake.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
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

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs nginx: `cargo xtask test --hosting`"]
async fn check_headers_finds_nothing_wrong_with_nginx_at_the_root_and_below() {
    let (dist, campaign) = (Dist::new(), Campaign::start().await);
    let nginx = Nginx::start(&dist.path, &campaign, &campaign.certificate);
    for path in ["/", "/a/b/"] {
        let mut findings = Vec::new();
        let credentials =
            || Ok(Some(Credentials::Password { login: "admin".to_owned(), password: "sandbox".to_owned() }));
        let address = format!("{}{path}", nginx.origin);
        let is_well = examine(&address, None, credentials, |finding| findings.push(finding)).await;
        let said: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
        let warnings: Vec<_> = findings.iter().filter(|finding| finding.level == Level::Warning).collect();
        assert!(is_well, "{said}");
        assert!(warnings.len() == 1 && warnings[0].what.contains("no TLS"), "{said}");
        assert!(said.contains("Signed in.") && said.contains(".wasm is as it should be"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs nginx: `cargo xtask test --hosting`"]
async fn every_file_goes_out_with_its_type_in_the_encoding_that_the_browser_takes() {
    let (dist, campaign) = (Dist::new(), Campaign::start().await);
    let nginx = Nginx::start(&dist.path, &campaign, &campaign.certificate);
    let files = dist.files();
    assert!(["index.html", "sms-dashboard.js", "config.json"].iter().all(|name| files.iter().any(|file| file == name)));
    for file in &files {
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
                let response = nginx.ask(Method::GET, &format!("{folder}{file}"), accepted).await;
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
                // They would tell a new file by time and size alone.
                assert_eq!((header(&response, "etag"), header(&response, "last-modified")), ("", ""));
                assert_eq!(decoded(coding, &response.bytes().await.unwrap()), dist.read(file), "{file} {accepted}");
            }
        }
    }
    for path in ["/", "/a/b/"] {
        let page = nginx.get(path).await;
        assert_eq!((header(&page, "content-security-policy"), header(&page, "cache-control")), (POLICY, "no-cache"));
        assert_eq!(page.bytes().await.unwrap(), dist.read("index.html"));
    }
    let below = nginx.get("/a/b").await;
    assert_eq!((below.status(), header(&below, "location")), (StatusCode::MOVED_PERMANENTLY, "/a/b/"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs nginx: `cargo xtask test --hosting`"]
async fn what_is_missing_hidden_or_not_a_read_is_refused() {
    let (dist, campaign) = (Dist::new(), Campaign::start().await);
    let nginx = Nginx::start(&dist.path, &campaign, &campaign.certificate);
    for path in ["/assets/gone-0123456789abcdef.js", "/a/b/assets/gone-0123456789abcdef.wasm", "/assets/", "/gone"] {
        let missing = nginx.get(path).await;
        assert_eq!((missing.status().as_u16(), header(&missing, "cache-control")), (404, "no-cache"), "{path}");
        assert!(!missing.text().await.unwrap().contains("sms-dashboard"), "{path}");
    }
    for path in
        ["/_headers", "/.htaccess", "/a/b/_headers", "/sms-dashboard.js.br", "/index.html.gz", "/..%2fnginx.conf"]
    {
        assert!(matches!(nginx.get(path).await.status().as_u16(), 400 | 404), "{path}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
        let refused = nginx.ask(method, "/sms-dashboard.js", "gzip").await;
        assert_eq!((refused.status().as_u16(), header(&refused, "allow")), (405, "GET, HEAD"));
    }
    let read = nginx.get(ROUTER).await;
    assert_eq!(
        (read.status().as_u16(), header(&read, "allow"), header(&read, "cache-control")),
        (405, "POST", "no-store")
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs nginx: `cargo xtask test --hosting`"]
async fn a_call_reaches_campaign_with_its_headers_and_its_answer_is_kept_nowhere() {
    let (dist, campaign) = (Dist::new(), Campaign::start().await);
    let nginx = Nginx::start(&dist.path, &campaign, &campaign.certificate);
    let call = |headers: &[(&str, &str)]| {
        let mut request = client().post(format!("{}{ROUTER}?soapAction=xtk%3Asession%23Logon", nginx.origin));
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
    // A fault with its status and its words.
    assert_eq!(refused.status(), 500);
    assert_eq!(
        (header(&refused, "cache-control"), header(&refused, "x-content-type-options")),
        ("no-store", "nosniff")
    );
    assert_eq!(refused.headers().get_all("x-content-type-options").iter().count(), 1);
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
    assert!(header(&signed_in, "set-cookie").starts_with("__sessiontoken="), "{:?}", signed_in.headers());
    let seen = campaign.seen.lock().unwrap();
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

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs nginx: `cargo xtask test --hosting`"]
async fn a_campaign_with_an_unknown_certificate_is_not_called() {
    let (dist, campaign) = (Dist::new(), Campaign::start().await);
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let nginx = Nginx::start(&dist.path, &campaign, &other.cert.pem());
    let refused = client().post(format!("{}{ROUTER}", nginx.origin)).body("x").send().await.unwrap();
    assert_eq!((refused.status(), header(&refused, "cache-control")), (StatusCode::BAD_GATEWAY, "no-store"));
    assert!(campaign.seen.lock().unwrap().is_empty());
}
