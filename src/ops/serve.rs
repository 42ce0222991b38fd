//! Accepts connections, within limits, until told to stop; then finishes what is under way (attacks: §2.5, FT-25, FT-26).

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures_util::FutureExt;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

use super::activity::Patience;
use super::connection::Service;
use super::doorman::Doorman;
use super::seats::Seats;
use super::tls::Tls;
use crate::config::{LimitSettings, ProxySettings, Settings};
use crate::network::Network;

/// Head and body buffers of one connection: an 8 kB URL, 16 kB of headers, and some room.
const BUFFER: usize = 32 << 10;
/// A connection on which nothing was asked for so long is closed. Longer than proxies keep theirs, or they might find
/// a connection closed that they are about to use.
const IDLE: Duration = Duration::from_secs(75);
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
    serve_patiently(listener, router, (limits, proxy, None), IDLE, stop).await;
}

/// As [`serve`]; by https with a certificate.
pub async fn serve_as(
    listener: TcpListener,
    router: Router,
    settings: &Settings,
    tls: Option<&Arc<Tls>>,
    stop: impl Future<Output = ()>,
) {
    let rules = (&settings.limits, &settings.proxy, tls);
    serve_patiently(listener, router, rules, IDLE, stop).await;
}

async fn serve_patiently(
    listener: TcpListener,
    router: Router,
    (limits, proxy, tls): (&LimitSettings, &ProxySettings, Option<&Arc<Tls>>),
    idle: Duration,
    stop: impl Future<Output = ()>,
) {
    let seats = Seats::new(limits.connections);
    let (closing, close) = watch::channel(());
    let hall = Hall {
        doorman: Arc::new(Doorman::new(limits, proxy)),
        service: Arc::new(Service {
            builder: builder(),
            router,
            patience: Patience {
                head: limits.header_time,
                idle,
            },
            tls: tls.map(Tls::acceptor),
            close,
        }),
    };
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accept(&listener) => accepted,
        };
        tokio::select! {
            biased;
            () = &mut stop => break,
            () = hall.admit(stream, peer, &seats) => {}
        }
    }
    // Whoever is in the kernel's queue was promised a connection.
    while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
        if seats.free() == 0 {
            break;
        }
        hall.admit(stream, peer, &seats).await;
    }
    drop(listener);
    closing.send_replace(());
    let ended = timeout(limits.drain_time, seats.all_free(limits.connections)).await;
    if ended.is_err() {
        let left = limits.connections - seats.free();
        tracing::warn!(
            connections = left,
            "stopped although requests were under way"
        );
    }
}

/// Where connections come in.
struct Hall {
    doorman: Arc<Doorman>,
    service: Arc<Service>,
}

impl Hall {
    async fn admit(&self, stream: TcpStream, peer: SocketAddr, seats: &Arc<Seats>) {
        let Some(visit) = self.doorman.admit(peer.ip()) else {
            metrics::counter!("lanyard_connections_refused_total", "reason" => "address")
                .increment(1);
            tracing::debug!(address = %peer.ip(), "too many connections from one address");
            return;
        };
        let seat = seats.take(Network::of(peer.ip())).await;
        // Answers are small and complete, so waiting for more to send only adds delay. Failing to say so is harmless.
        let _ = stream.set_nodelay(true);
        let service = self.service.clone();
        tokio::spawn(async move {
            let activity = seat.activity.clone();
            service.serve(stream, peer, activity).await;
            drop((visit, seat));
        });
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

fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    // Its own time for heads runs from the end of the answer before, so idle connections would not live longer.
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
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

#[cfg(test)]
#[path = "serve_tests.rs"]
mod tests;
