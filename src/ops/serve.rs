//! Accepts connections, within limits, until told to stop; then finishes what is under way (attacks: §2.5, FT-25, FT-26).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use futures_util::FutureExt;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep_until, timeout};
use tower::ServiceExt;

use super::address::Peer;
use super::intake::is_loopback;
use crate::config::{LimitSettings, ProxySettings};

/// Head and body buffers of one connection: an 8 kB URL, 16 kB of headers, and some room.
const BUFFER: usize = 32 << 10;
/// A connection without a request is closed after this time; a proxy's own limit should be shorter.
const IDLE: Duration = Duration::from_secs(75);
/// What a connection may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);
const STREAMS: u32 = 100;
const STREAM_HEADERS: u32 = 24 << 10;
const STREAM_RESETS: usize = 200;

/// Accepts connections on `listener` until `stop` resolves, then lets requests under way finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &LimitSettings,
    proxy: &ProxySettings,
    stop: impl Future<Output = ()>,
) {
    let slots = Arc::new(Semaphore::new(limits.connections));
    let doorman = Arc::new(Doorman::new(limits, proxy));
    let builder = Arc::new(builder(limits.header_time));
    let (closing, close) = watch::channel(());
    let mut stop = pin!(stop);

    loop {
        let slot = tokio::select! {
            biased;
            () = &mut stop => break,
            slot = slots.clone().acquire_owned() => slot.expect("the semaphore is never closed"),
        };
        let (stream, peer) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accept(&listener) => accepted,
        };
        admit(
            stream, peer, slot, &doorman, &builder, &router, limits, &close,
        );
    }
    // Whoever is in the kernel's queue was promised a connection.
    while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
        let Ok(slot) = slots.clone().try_acquire_owned() else {
            break;
        };
        admit(
            stream, peer, slot, &doorman, &builder, &router, limits, &close,
        );
    }
    drop(listener);
    drop(close);
    closing.send_replace(());
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    if timeout(limits.drain_time, slots.acquire_many(all))
        .await
        .is_err()
    {
        let left = limits.connections - slots.available_permits();
        tracing::warn!(
            connections = left,
            "stopped although requests were under way"
        );
    }
}

/// The next connection. Out of descriptors or memory it waits, longer each time, instead of spinning.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut pause = Duration::from_millis(50);
    loop {
        let error = match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => error,
        };
        // Errors of the one connection that was about to be accepted.
        if matches!(
            error.kind(),
            io::ErrorKind::ConnectionAborted
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionRefused
        ) {
            continue;
        }
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "cannot accept connections; waiting"
        );
        metrics::counter!("lanyard_connections_refused_total", "reason" => "resources")
            .increment(1);
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(1));
    }
}

fn builder(header_time: Duration) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(header_time)
        .max_buf_size(BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(STREAM_HEADERS)
        .max_local_error_reset_streams(STREAM_RESETS)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10));
    builder
}

#[expect(
    clippy::too_many_arguments,
    reason = "the state of the accept loop, used at two places in it"
)]
fn admit(
    stream: TcpStream,
    peer: SocketAddr,
    slot: OwnedSemaphorePermit,
    doorman: &Arc<Doorman>,
    builder: &Arc<auto::Builder<TokioExecutor>>,
    router: &Router,
    limits: &LimitSettings,
    close: &watch::Receiver<()>,
) {
    let Some(visit) = doorman.admit(peer.ip()) else {
        metrics::counter!("lanyard_connections_refused_total", "reason" => "address").increment(1);
        tracing::debug!(address = %peer.ip(), "too many connections from one address");
        return;
    };
    // Answers are small and complete, so waiting for more to send only adds delay. Failing to say so is harmless.
    let _ = stream.set_nodelay(true);
    let (builder, router, close, first) = (
        builder.clone(),
        router.clone(),
        close.clone(),
        limits.header_time,
    );
    tokio::spawn(async move {
        connection(stream, peer, &builder, router, close, first).await;
        drop((visit, slot));
    });
}

/// Serves one connection until it ends, falls idle, or the server stops.
async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    builder: &auto::Builder<TokioExecutor>,
    router: Router,
    mut close: watch::Receiver<()>,
    first: Duration,
) {
    let activity = Arc::new(Activity::new());
    let service = {
        let activity = activity.clone();
        hyper::service::service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            let busy = Activity::begin(&activity);
            let answer = router.clone().oneshot(request.map(Body::new));
            async move {
                let answer = answer.await;
                drop(busy);
                answer
            }
        })
    };
    let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let mut deadline = activity.started + first;
    loop {
        tokio::select! {
            ended = &mut serving => {
                if let Err(error) = ended {
                    tracing::debug!(address = %peer.ip(), error = &*error, "connection ended");
                }
                return;
            }
            // Also when the sender is gone: the accept loop itself has ended.
            _ = close.changed() => break,
            () = sleep_until(deadline) => match activity.idle_at() {
                None => deadline = Instant::now() + IDLE,
                Some(at) if at + IDLE > Instant::now() => deadline = at + IDLE,
                Some(_) => break,
            },
        }
    }
    // Requests under way finish. An idle connection ends at once, one that still owes us half a request when the
    // server's own limits say so.
    serving.as_mut().graceful_shutdown();
    loop {
        match timeout(GOODBYE, &mut serving).await {
            Ok(_) => return,
            Err(_) if activity.idle_at().is_some() => return,
            Err(_) => {}
        }
    }
}

/// Whether a connection is answering, and since when it is not.
struct Activity {
    started: Instant,
    answering: AtomicU32,
    /// Milliseconds after `started`; 0 before the first request.
    ended: AtomicU64,
}

impl Activity {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            answering: AtomicU32::new(0),
            ended: AtomicU64::new(0),
        }
    }

    fn begin(this: &Arc<Self>) -> Busy {
        this.answering.fetch_add(1, Ordering::AcqRel);
        Busy(this.clone())
    }

    /// When the last answer ended; `None` while one is being made. A connection that never asked anything has been
    /// idle for ever, so that the time for its first request is not extended.
    fn idle_at(&self) -> Option<Instant> {
        if self.answering.load(Ordering::Acquire) > 0 {
            return None;
        }
        match self.ended.load(Ordering::Acquire) {
            0 => self.started.checked_sub(IDLE).or(Some(self.started)),
            ended => Some(self.started + Duration::from_millis(ended)),
        }
    }
}

/// A request being answered.
struct Busy(Arc<Activity>);

impl Drop for Busy {
    fn drop(&mut self) {
        let ended = u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.ended.store(ended.max(1), Ordering::Release);
        self.0.answering.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Counts the connections of each address. IPv6 addresses count by /64, which is what one household or machine gets.
struct Doorman {
    most: usize,
    exempt_loopback: bool,
    proxy: ProxySettings,
    inside: Mutex<HashMap<IpAddr, usize>>,
}

impl Doorman {
    fn new(limits: &LimitSettings, proxy: &ProxySettings) -> Self {
        Self {
            most: limits.connections_per_address,
            exempt_loopback: limits.exempt_loopback,
            proxy: proxy.clone(),
            inside: Mutex::default(),
        }
    }

    fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Visit> {
        metrics::gauge!("lanyard_connections").increment(1.0);
        let mut visit = Visit {
            doorman: self.clone(),
            counted: None,
        };
        let exempt = (self.exempt_loopback && is_loopback(peer))
            || self
                .proxy
                .trusted
                .iter()
                .any(|network| network.contains(peer));
        if exempt {
            return Some(visit);
        }
        let key = network_of(peer);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let count = inside.entry(key).or_default();
        if *count >= self.most {
            drop(inside);
            return None;
        }
        *count += 1;
        visit.counted = Some(key);
        drop(inside);
        Some(visit)
    }
}

fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(
            address.to_bits() & !u128::from(u64::MAX),
        )),
        address => address,
    }
}

/// An open connection; it is counted until this is dropped.
struct Visit {
    doorman: Arc<Doorman>,
    counted: Option<IpAddr>,
}

impl Drop for Visit {
    fn drop(&mut self) {
        metrics::gauge!("lanyard_connections").decrement(1.0);
        let Some(key) = self.counted else { return };
        let mut inside = self
            .doorman
            .inside
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut entry) = inside.entry(key) {
            *entry.get_mut() -= 1;
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}

#[cfg(test)]
#[path = "serve_tests.rs"]
mod tests;
