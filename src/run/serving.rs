//! Serves what Hatchery answers over HTTP, and lets nobody hold it up: a request has to come in time, head and body, its
//! answer has to be taken, and nobody has more than their share of the connections. It knows no route.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use nix::sys::resource::{Resource, getrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower_service::Service;
use tracing::{debug, warn};

use crate::api::neighbourhood;
use crate::run::taking::Taking;

/// What anybody may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// For the head of a request to arrive, on a connection that was just opened or is open still.
    pub head: Duration,
    /// For a whole request, its body included, until its answer begins.
    pub whole: Duration,
    /// For something of an answer to be taken.
    pub taken: Duration,
    /// Connections at once; whoever comes then waits.
    pub in_all: usize,
    /// Connections at once of one address; whoever wants more is hung up on.
    pub of_one: usize,
}

impl Bounds {
    /// What this machine can bear. Behind a proxy nearly all come from a few addresses, so one has much of it.
    pub fn here() -> Self {
        let files = getrlimit(Resource::RLIMIT_NOFILE).map_or(1_024, |(soft, _)| soft);
        let in_all = usize::try_from(files / 2).unwrap_or(MOST).clamp(64, MOST);
        Bounds { head: HEAD, whole: WHOLE, taken: TAKEN, in_all, of_one: in_all / 4 * 3 }
    }
}

const HEAD: Duration = Duration::from_secs(10);
/// Longer than the API gives a request of its own.
const WHOLE: Duration = Duration::from_secs(30);
const TAKEN: Duration = Duration::from_secs(30);
const MOST: usize = 4_096;
/// Bytes of a head, which lies in memory until all of it has come: of all connections at once 128 MiB.
const HEAD_SIZE: usize = 32 * 1024;
/// Before it is tried again to take a connection, when there is no room for one.
const NO_ROOM: Duration = Duration::from_millis(500);

/// Until it is to stop; then nobody else is taken, and those who are being answered are answered.
pub async fn serve(listener: TcpListener, routes: Router, bounds: Bounds, stop: CancellationToken) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(HEAD_SIZE);
    let (places, crowd, ending) = (Arc::new(Semaphore::new(bounds.in_all)), Crowd::default(), GracefulShutdown::new());
    loop {
        let taken = async {
            // It is never closed.
            let place = places.clone().acquire_owned().await.ok()?;
            Some((place, accepted(&listener).await))
        };
        let (place, (stream, peer)) = tokio::select! {
            taken = taken => match taken { Some(taken) => taken, None => break },
            () = stop.cancelled() => break,
        };
        let Some(seat) = crowd.seat(peer, bounds.of_one) else {
            debug!("an address has all the connections that one may have");
            continue;
        };
        let routes = routes.clone();
        let answer = service_fn(move |request| answered(routes.clone(), peer, bounds.whole, request));
        let connection =
            ending.watch(http.serve_connection(TokioIo::new(Taking::within(bounds.taken, stream)), answer));
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                debug!("a connection ended early: {cause}");
            }
            drop((place, seat));
        });
    }
    drop(listener);
    ending.shutdown().await;
}

async fn accepted(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // What is written is whole, so there is nothing to wait for.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(cause) if is_theirs(&cause) => {}
            Err(cause) => {
                warn!("no connection can be taken now: {cause}");
                sleep(NO_ROOM).await;
            }
        }
    }
}

/// Whoever wanted to connect is gone again.
fn is_theirs(cause: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn answered(
    mut routes: Router,
    peer: SocketAddr,
    within: Duration,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    match timeout(within, routes.call(request)).await {
        Ok(answered) => answered,
        Err(_) => Ok(StatusCode::REQUEST_TIMEOUT.into_response()),
    }
}

/// How many connections each address has.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<HashMap<String, usize>>>);

/// One connection of an address, while it lasts.
struct Seat {
    crowd: Crowd,
    of: String,
}

impl Crowd {
    fn seat(&self, peer: SocketAddr, most: usize) -> Option<Seat> {
        let of = neighbourhood(peer.ip());
        let mut crowd = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seats = crowd.entry(of.clone()).or_default();
        if *seats >= most {
            return None;
        }
        *seats += 1;
        Some(Seat { crowd: self.clone(), of })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut crowd = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut seats) = crowd.entry(std::mem::take(&mut self.of)) {
            *seats.get_mut() -= 1;
            if *seats.get() == 0 {
                seats.remove();
            }
        }
    }
}
