//! The sandbox as Campaign behind TLS.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::middleware::{self, Next};
use sandbox::FaultStatus;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::support::sandbox_with;

type Seen = Arc<Mutex<Vec<(String, HeaderMap)>>>;

/// A Campaign that runs, and the addresses and headers of the calls that reached it. Its cookies name its own host.
pub struct Campaign {
    pub address: SocketAddr,
    /// The certificate, which is its own authority.
    pub certificate: String,
    pub seen: Seen,
}

impl Campaign {
    pub async fn start() -> Self {
        let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(certified.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![certified.cert.der().clone()], key).unwrap();
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = tcp.local_addr().unwrap();
        let seen = Seen::default();
        let kept = Arc::clone(&seen);
        let router: Router = sandbox_with(None, FaultStatus::Error500).layer(middleware::from_fn(
            move |request: Request, next: Next| {
                kept.lock().unwrap().push((request.uri().to_string(), request.headers().clone()));
                async move {
                    let mut response = next.run(request).await;
                    if let Some(cookie) = response.headers_mut().get_mut(SET_COOKIE) {
                        *cookie = format!("{}; Domain=localhost", cookie.to_str().unwrap()).parse().unwrap();
                    }
                    response
                }
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
