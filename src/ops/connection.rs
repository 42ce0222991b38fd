//! One connection, from its first byte to its last.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tower::ServiceExt;

use super::address::Peer;

/// What a connection may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// How long a connection may stay without a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Before the first one.
    pub(super) first: Duration,
    /// After the last one was answered; also when it stays because nobody reads the answer (HT-04).
    pub(super) idle: Duration,
}

/// What every connection is served with.
pub(super) struct Service {
    pub(super) builder: auto::Builder<TokioExecutor>,
    pub(super) router: Router,
    pub(super) patience: Patience,
    /// Changes, or loses its sender, when the server stops.
    pub(super) close: watch::Receiver<()>,
}

impl Service {
    /// Serves one connection until it ends, falls idle, or the server stops.
    pub(super) async fn serve(&self, stream: TcpStream, peer: SocketAddr) {
        let activity = Arc::new(Activity::new());
        let service = {
            let activity = activity.clone();
            let router = self.router.clone();
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
        let mut serving = pin!(self.builder.serve_connection(TokioIo::new(stream), service));
        let mut close = self.close.clone();
        let mut look = activity.started + self.patience.first;
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
                () = sleep_until(look) => match activity.deadline(self.patience) {
                    None => look = Instant::now() + self.patience.idle,
                    Some(deadline) if deadline > Instant::now() => look = deadline,
                    Some(_) => break,
                },
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

    fn is_answering(&self) -> bool {
        self.answering.load(Ordering::Acquire) > 0
    }

    /// When patience ends; none while a request is being answered.
    fn deadline(&self, patience: Patience) -> Option<Instant> {
        if self.is_answering() {
            return None;
        }
        Some(match self.ended.load(Ordering::Acquire) {
            0 => self.started + patience.first,
            ended => self.started + Duration::from_millis(ended) + patience.idle,
        })
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
