//! Is this process alive, and should it get requests?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

const LIVE: &str = "/health/live";
const READY: &str = "/health/ready";

/// A database that does not write one row in this time is no use to anybody.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long an answer of the database is good for: whoever asks more often is told the same (attack row FI-10).
const GOOD_FOR: Duration = Duration::from_secs(1);

/// Whether a path is one of ours, which answer under any host name.
pub(super) fn is_health(path: &str) -> bool {
    path == LIVE || path == READY
}

/// Has the database write one row; `true` when it did.
pub type Probe = Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>;

/// Whether this node wants requests. Clones share the answer.
#[derive(Clone)]
pub struct Health {
    draining: Arc<AtomicBool>,
    database: Probe,
    /// When it was last asked, and what it said.
    last: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Health {
    /// Ready as long as `database` writes.
    pub fn new(database: Probe) -> Self {
        Self {
            draining: Arc::default(),
            database,
            last: Arc::default(),
        }
    }

    /// Not ready from now on: the process is about to end.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Whether the process is about to end.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Whether requests are welcome.
    pub async fn is_ready(&self) -> bool {
        if self.is_draining() {
            return false;
        }
        // One at a time asks; the others wait for what it hears.
        let mut last = self.last.lock().await;
        if let Some((_, writes)) = last.filter(|(asked, _)| asked.elapsed() < GOOD_FOR) {
            return writes;
        }
        let asked = tokio::time::timeout(PATIENCE, (self.database)()).await;
        let writes = asked.unwrap_or(false);
        *last = Some((Instant::now(), writes));
        writes
    }
}

/// `GET /health/live` and `GET /health/ready`.
pub fn router(health: Health) -> Router {
    Router::new()
        .route(LIVE, get(async || answer(StatusCode::OK, "live\n")))
        .route(READY, get(ready))
        .with_state(health)
}

/// Once the process is about to end, every answer of `router` closes its HTTP/1 connection. Whoever keeps connections
/// then learns it from an answer, and does not send a request into one that is being closed (FT-25).
pub fn part(router: Router, health: Health) -> Router {
    router.layer(from_fn_with_state(health, say_goodbye))
}

async fn say_goodbye(State(health): State<Health>, request: Request, next: Next) -> Response {
    let version = request.version();
    let mut response = next.run(request).await;
    // HTTP/2 has a frame for it, and forbids the header.
    if version < Version::HTTP_2 && health.is_draining() {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Plain text that nobody keeps, frames or takes for something else (attack row CR-14).
fn answer(status: StatusCode, text: &'static str) -> impl IntoResponse {
    let headers = [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ];
    (status, headers, text)
}

async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let (status, text) = match health.is_ready().await {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    };
    answer(status, text)
}
