//! From a host to a connection: looked up once, judged, and connected to what was judged (SF-01, SF-02, SF-05).

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::http::Uri;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::sleep;
use tower::Service;

use super::OutboundError;
use super::target::Target;
use crate::config::Allowed;

/// Looks the addresses of a host up.
pub(super) type Lookup = Arc<dyn Fn(String) -> Answered + Send + Sync>;
pub(super) type Answered = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// The most addresses of one host that are tried.
const MOST_ADDRESSES: usize = 4;
/// How long one address is tried alone (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);
/// The most hosts that are looked up at once: the system's resolver takes a thread for each, and its own time.
const LOOKUPS: usize = 16;

/// Makes connections to hosts that may be called, below TLS.
#[derive(Clone)]
pub(super) struct Connector {
    pub(super) allow: Arc<[Allowed]>,
    pub(super) lookup: Lookup,
}

impl Connector {
    async fn connect(self, uri: Uri) -> Result<TokioIo<TcpStream>, OutboundError> {
        let target = Target::of_connection(&uri, &self.allow)?;
        let addresses = match target.literal() {
            Some(address) => vec![address],
            None => (self.lookup)(target.host().to_owned())
                .await
                .map_err(|error| {
                    tracing::debug!(%error, host = target.host(), "the host is not found");
                    OutboundError::Host
                })?,
        };
        // A host with public and private addresses is called at the public ones: networks with a name of two faces do that, and
        // since nothing is looked up again, the others are never reached.
        let permitted: Vec<_> = addresses
            .into_iter()
            .filter(|address| target.permits(*address, &self.allow))
            .take(MOST_ADDRESSES)
            .map(|address| SocketAddr::new(address, target.port()))
            .collect();
        if permitted.is_empty() {
            tracing::debug!(
                host = target.host(),
                "the host has no address that may be called"
            );
            return Err(OutboundError::Host);
        }
        let stream = first_of(permitted).await.map_err(|error| {
            tracing::debug!(%error, origin = target.origin(), "no connection");
            OutboundError::Connection
        })?;
        // Requests are written at once; waiting for more to send helps nobody.
        let _ = stream.set_nodelay(true);
        Ok(TokioIo::new(stream))
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<TcpStream>;
    type Error = OutboundError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}

/// The first connection that is made: each address has a head start before the next one (RFC 8305).
async fn first_of(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut waiting = addresses.into_iter();
    let mut under_way = FuturesUnordered::new();
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    loop {
        match waiting.next() {
            Some(address) => under_way.push(TcpStream::connect(address)),
            None if under_way.is_empty() => return Err(last),
            None => {}
        }
        let is_last = waiting.len() == 0;
        tokio::select! {
            Some(connected) = under_way.next() => match connected {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            },
            () = sleep(HEAD_START), if !is_last => {}
        }
    }
}

/// The system's resolver.
pub(super) fn system() -> Lookup {
    let places = Arc::new(Semaphore::new(LOOKUPS));
    Arc::new(move |host| {
        let places = places.clone();
        Box::pin(async move {
            let place = places.acquire_owned().await.map_err(io::Error::other)?;
            // In a task of its own: whoever stops waiting does not end the thread, which keeps its place.
            let asked = tokio::spawn(async move {
                let found = tokio::net::lookup_host((host, 0)).await;
                drop(place);
                found.map(|found| found.map(|address| address.ip()).collect())
            });
            asked.await.map_err(io::Error::other)?
        })
    })
}
