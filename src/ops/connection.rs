//! One connection, from its first byte to its last.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Version};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::activity::{Activity, Patience, Watched};
use crate::http::client_address::Peer;

/// What a connection may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// What every connection is served with.
pub(super) struct Service {
    pub(super) builder: auto::Builder<TokioExecutor>,
    pub(super) router: Router,
    pub(super) patience: Patience,
    /// What does the handshake; none where http is spoken.
    pub(super) tls: Option<TlsAcceptor>,
    /// Changes, or loses its sender, when the server stops.
    pub(super) close: watch::Receiver<()>,
}

impl Service {
    /// Serves one connection until it ends, tries our patience, or the server stops.
    pub(super) async fn serve(&self, stream: TcpStream, peer: SocketAddr, activity: Arc<Activity>) {
        let Some(tls) = &self.tls else {
            return self.answer(stream, peer, activity).await;
        };
        let mut close = self.close.clone();
        let shaken = tokio::select! {
            shaken = timeout(self.patience.head, shake(tls, stream)) => shaken.ok().flatten(),
            () = activity.asked_to_leave() => None,
            _ = close.changed() => None,
        };
        let outcome = if shaken.is_some() { "done" } else { "failed" };
        metrics::counter!("lanyard_tls_handshakes_total", "outcome" => outcome).increment(1);
        if let Some(stream) = shaken {
            self.answer(stream, peer, activity).await;
        }
    }

    async fn answer<S>(&self, stream: S, peer: SocketAddr, activity: Arc<Activity>)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let service = {
            let (activity, router) = (activity.clone(), self.router.clone());
            hyper::service::service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(Peer(peer));
                let busy = Activity::begin(&activity, request.version() == Version::HTTP_2);
                let answer = router.clone().oneshot(request.map(Body::new));
                async move {
                    let answer = answer.await;
                    drop(busy);
                    answer
                }
            })
        };
        let stream = TokioIo::new(Watched::new(stream, activity.clone()));
        let mut serving = pin!(self.builder.serve_connection(stream, service));
        let mut close = self.close.clone();
        loop {
            // While a request is being answered the handler's own limits apply; its end is a change.
            let deadline = activity.deadline(self.patience);
            tokio::select! {
                ended = &mut serving => {
                    if let Err(error) = ended {
                        tracing::debug!(address = %peer.ip(), error = &*error, "connection ended");
                    }
                    return;
                }
                // Also when the sender is gone: the accept loop itself has ended.
                _ = close.changed() => break,
                () = activity.changed() => {}
                // What arrived meanwhile is answered first.
                () = activity.asked_to_leave() => {
                    if activity.is_in_head() {
                        return;
                    }
                    break;
                }
                () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => {
                    // The head of a request that does not arrive is nothing to wait for any longer.
                    if activity.is_in_head() {
                        return;
                    }
                    break;
                }
            }
        }
        // Requests under way finish. An idle connection ends at once, one that still owes us half a request or does
        // not read its answer a little later.
        serving.as_mut().graceful_shutdown();
        loop {
            match timeout(GOODBYE, &mut serving).await {
                Ok(_) => return,
                Err(_) if !activity.is_answering() => return,
                Err(_) => {}
            }
        }
    }
}

/// The first octet of a TLS connection: a record of its handshake (RFC 8446 §5.1).
const HANDSHAKE: u8 = 22;

/// Who speaks http here is told where https is; nothing of what was sent is read.
const PLAIN: &str = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\
    Content-Length: 69\r\n\r\nThis address speaks https only: write https:// in front of its name.\n";

async fn shake(
    tls: &TlsAcceptor,
    mut stream: TcpStream,
) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
    let mut first = [0];
    match stream.peek(&mut first).await {
        Ok(1) if first[0] == HANDSHAKE => {}
        Ok(1) if first[0].is_ascii_uppercase() => {
            let _ = stream.write_all(PLAIN.as_bytes()).await;
            let _ = stream.shutdown().await;
            return None;
        }
        _ => return None,
    }
    match tls.accept(stream).await {
        Ok(stream) => Some(stream),
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "no handshake");
            None
        }
    }
}
