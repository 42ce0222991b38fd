//! Is this process alive, and should it get requests?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use axum::routing::get;
use futures_util::future::BoxFuture;

const LIVE: &str = "/health/live";
const READY: &str = "/health/ready";

/// A database that does not answer a trivial question in this time is no use to anybody.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether a path is one of ours, which answer under any host name.
pub(super) fn is_health(path: &str) -> bool {
    path == LIVE || path == READY
}

/// Asks the database a trivial question; `true` when it answers.
pub type Probe = Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>;

/// Whether this node wants requests. Clones share the answer.
#[derive(Clone)]
pub struct Health {
    draining: Arc<AtomicBool>,
    database: Probe,
}

impl Health {
    /// Ready as long as `database` answers.
    pub fn new(database: Probe) -> Self {
        Self {
            draining: Arc::default(),
            database,
        }
    }

    /// Not ready from now on: the process is about to end.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Whether requests are welcome.
    pub async fn is_ready(&self) -> bool {
        if self.draining.load(Ordering::Acquire) {
            return false;
        }
        tokio::time::timeout(PATIENCE, (self.database)())
            .await
            .unwrap_or(false)
    }
}

/// `GET /health/live` and `GET /health/ready`.
pub fn router(health: Health) -> Router {
    Router::new()
        .route(
            LIVE,
            get(async || ([(CACHE_CONTROL, "no-store")], "live\n")),
        )
        .route(READY, get(ready))
        .with_state(health)
}

async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let (status, text) = match health.is_ready().await {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    };
    (status, [(CACHE_CONTROL, "no-store")], text)
}
