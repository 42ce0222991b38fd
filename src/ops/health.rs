//! Is this process alive, and should it get requests?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

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

    /// Whether the process is about to end.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Whether requests are welcome.
    pub async fn is_ready(&self) -> bool {
        if self.is_draining() {
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
