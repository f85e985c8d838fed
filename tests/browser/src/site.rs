//! A sandbox with its own data, behind a layer that the journey steers.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use sandbox::{Sandbox, Timing};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt;

use crate::clock::{Clock, Time};
use crate::error::Error;
use crate::setup::Setup;
use crate::steering::Steering;
use crate::{environment, hosts, seed, wait};

/// The server of one journey. When it is dropped, it ends and its data is deleted.
pub struct Site {
    origin: String,
    elsewhere: String,
    address: SocketAddr,
    data: TempDir,
    setup: Setup,
    steering: Steering,
    router: Arc<Mutex<Router>>,
    server: Mutex<Option<JoinHandle<()>>>,
    server_elsewhere: JoinHandle<()>,
}

impl Site {
    /// Opens a sandbox on fresh data and serves it on a free port.
    pub(crate) async fn start(setup: &Setup) -> Result<Self, Error> {
        let data = tempfile::tempdir()?;
        let (is_strict, folder) = (setup.is_strict, data.path().to_path_buf());
        let sown = tokio::task::spawn_blocking(move || seed::sow(is_strict, &folder));
        sown.await.map_err(|error| Error::new(error.to_string()))??;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (router, steering) = (Arc::default(), Steering::default());
        // Another port is another origin.
        let listener_elsewhere = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let site = Self {
            origin: format!("http://{address}"),
            elsewhere: format!("http://{}", listener_elsewhere.local_addr()?),
            address,
            data,
            setup: setup.clone(),
            server: Mutex::default(),
            server_elsewhere: tokio::spawn(serve(listener_elsewhere, Arc::clone(&router), steering.clone())),
            steering,
            router,
        };
        link(&site.current(), &environment::app())?;
        site.open().await?;
        site.serve(listener);
        Ok(site)
    }

    async fn open(&self) -> Result<(), Error> {
        let sandbox = open(self.data.path(), self.current(), &self.setup).await?;
        *self.router() = hosts::around(&sandbox.router(), &self.steering, &self.origin, &self.elsewhere);
        match self.setup.time {
            // It is stopped before it runs: what a journey finds must not depend on the speed of the machine.
            Time::Frozen => self.clock().freeze().await?,
            Time::OfTheMachine => {}
        }
        // The clock tries again when the database refuses. A journey that waits in vain says what it misses.
        sandbox.start_clock(|_| {});
        Ok(())
    }

    /// The server's scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A second origin with the same content.
    pub fn elsewhere(&self) -> &str {
        &self.elsewhere
    }

    /// The layer in front of the sandbox.
    pub fn steering(&self) -> &Steering {
        &self.steering
    }

    /// The sandbox's time. The journey must start from [`Setup::frozen`].
    pub fn clock(&self) -> Clock<'_> {
        Clock::new(self)
    }

    /// Ends every session, as if it had expired. The journey must start from [`Setup::frozen`].
    pub async fn expire_sessions(&self) -> Result<(), Error> {
        let request = Request::post("/sandbox/sessions/expire").body(Body::empty());
        let answer = self.answer(request.map_err(|error| Error::new(error.to_string()))?).await;
        if answer.status().is_success() {
            return Ok(());
        }
        Err(Error::new(format!("Sessions cannot be ended: start from Setup::frozen(). ({})", answer.status())))
    }

    /// Asks the sandbox without the layer that journeys steer, and returns the body of the answer.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Result<String, Error> {
        let body = self.answer(request).await.into_body().collect().await;
        let body = body.map_err(|error| Error::new(error.to_string()))?;
        Ok(String::from_utf8_lossy(&body.to_bytes()).into_owned())
    }

    async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let router = self.router().clone();
        let Ok::<_, Infallible>(response) = router.oneshot(request).await;
        response
    }

    /// Replaces the app's files by those of the next version, all at once.
    pub fn deploy_next(&self) -> Result<(), Error> {
        Ok(link(&self.current(), &environment::next())?)
    }

    /// Where the app's files are served from.
    fn current(&self) -> PathBuf {
        self.data.path().join("app")
    }

    /// Waits until the sandbox has answered every request, closes it, and opens another one on the same data.
    pub async fn restart(&self) -> Result<(), Error> {
        self.settles().await?;
        self.stop();
        // No request reaches the old sandbox any more. Its clock may keep the files open a little longer, which SQLite allows.
        *self.router() = Router::new();
        self.open().await?;
        self.resume().await
    }

    /// Whether every request is answered.
    pub(crate) fn is_quiet(&self) -> bool {
        self.steering.is_quiet()
    }

    /// Waits until every request is answered.
    pub(crate) async fn settles(&self) -> Result<(), Error> {
        wait::eventually("no request is under way", async || Ok(self.is_quiet())).await
    }

    /// Stops listening and ends every connection, as if the server were down.
    pub fn stop(&self) {
        if let Some(server) = self.server.lock().unwrap_or_else(PoisonError::into_inner).take() {
            server.abort();
        }
    }

    /// Listens again after [`Site::stop`].
    pub async fn resume(&self) -> Result<(), Error> {
        // Another connection may have the port for a moment.
        let listen = async || Ok(TcpListener::bind(self.address).await.ok());
        let listener = wait::until(listen, async || format!("Another program uses {}.", self.address)).await?;
        self.serve(listener);
        Ok(())
    }

    fn router(&self) -> std::sync::MutexGuard<'_, Router> {
        self.router.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, listener: TcpListener) {
        let server = tokio::spawn(serve(listener, Arc::clone(&self.router), self.steering.clone()));
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
        self.server_elsewhere.abort();
    }
}

/// Makes `place` a link to `folder`. If it is a link already, it is replaced in one step, as deployments do it.
fn link(place: &Path, folder: &Path) -> io::Result<()> {
    let fresh = place.with_extension("fresh");
    std::os::unix::fs::symlink(folder, &fresh)?;
    std::fs::rename(fresh, place)
}

/// Opens the sandbox on its data, and writes the logs that are missing.
async fn open(data: &Path, app: PathBuf, setup: &Setup) -> Result<Sandbox, Error> {
    let options = setup.sandbox(data, Some(app));
    let timing = Timing { test_hooks: setup.time == Time::Frozen, ..Timing::default() };
    let opened = tokio::task::spawn_blocking(move || {
        let sandbox = Sandbox::with_timing(options, timing)?;
        sandbox.fill(|_, _| {})?;
        Ok::<_, sandbox::Error>(sandbox)
    });
    let opened = opened.await.map_err(|error| Error::new(error.to_string()))?;
    opened.map_err(|error| Error::new(format!("The sandbox does not open: {error}")))
}

/// Serves until it is aborted, and its connections end then too. axum's own loop cannot end a connection without an answer.
async fn serve(listener: TcpListener, router: Arc<Mutex<Router>>, steering: Steering) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let (router, steering) = (Arc::clone(&router), steering.clone());
        connections.spawn(async move {
            let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                let router = router.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let steering = steering.clone();
                async move {
                    let answer = steering.answer(router, request.map(Body::new)).await;
                    answer.ok_or_else(|| io::Error::from(io::ErrorKind::ConnectionAborted))
                }
            });
            // An error is an aborted connection, and the journey wanted that.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
        while connections.try_join_next().is_some() {}
    }
}
