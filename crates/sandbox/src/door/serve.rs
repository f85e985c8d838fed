//! Takes connections. A request that does not arrive completely in time is given up.

use std::io;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long a request's headers may take, and each pause in its body.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The pause before the next connection is taken when the system has no room for one.
const BREATH: Duration = Duration::from_millis(200);

/// Serves until it is dropped.
pub async fn serve(listener: TcpListener, router: Router, patience: Duration) {
    let service = TowerToHyperService::new(router.layer(RequestBodyTimeoutLayer::new(patience)));
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // A client that breaks off the connection needs no report.
                tokio::spawn(builder.serve_connection(TokioIo::new(stream), service.clone()));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

/// Whether a failure to accept concerns one connection only.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
