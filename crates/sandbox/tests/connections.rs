//! Bad connections and servers: half a request, a request that is too large, a second server on the same data.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use sandbox::{FaultStatus, Options, Sandbox};
use support::Server;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_millis(200);
/// How long a test waits at most: much longer than [`PATIENCE`].
const LONG: Duration = Duration::from_secs(20);

struct Impatient {
    address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
    folder: TempDir,
}

fn options(folder: &TempDir) -> Options {
    let data = folder.path().join("data");
    Options { data, app: None, logs: 0, deliveries: 0, fault_status: FaultStatus::Ok200, strict: false }
}

fn impatient() -> Impatient {
    let folder = TempDir::new().unwrap();
    let sandbox = Sandbox::open(options(&folder)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move { sandbox.serve(listener, PATIENCE).await });
    Impatient { address, _runtime: runtime, folder }
}

/// Sends this much of a request and waits until the server ends the connection; its answer.
fn half(server: &Impatient, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let begun = Instant::now();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(begun.elapsed() >= PATIENCE);
    answer
}

#[test]
fn a_connection_ends_when_the_headers_do_not_come() {
    let server = impatient();
    assert_eq!(half(&server, ""), "");
    half(&server, "POST /nl/jsp/soaprouter.jsp HTTP/1.1\r\nHost: here\r\n");
}

#[test]
fn a_connection_ends_when_the_body_does_not_come() {
    let server = impatient();
    let request = "POST /nl/jsp/soaprouter.jsp HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n<a";
    assert!(half(&server, request).starts_with("HTTP/1.1 408 "));
}

#[test]
fn a_body_over_the_limit_is_413_however_large() {
    let server = Server::start();
    for megabytes in [5, 40] {
        let answer = server.post(vec![b' '; megabytes * 1024 * 1024], &[]);
        assert_eq!(answer.status, 413, "{megabytes} MB");
        assert!(answer.body.contains("4 MB at most"), "{}", answer.body);
    }
}

#[test]
fn a_second_server_on_the_same_data_stops_and_says_why() {
    let server = impatient();
    let error = Sandbox::open(options(&server.folder)).err().unwrap().to_string();
    assert!(error.contains("Another sandbox is using the folder") && error.contains("--data"), "{error}");
    let test = ureq::get(format!("http://{}/r/test", server.address)).call().unwrap().body_mut().read_to_string();
    assert!(test.unwrap().contains("status='OK'"));
}
