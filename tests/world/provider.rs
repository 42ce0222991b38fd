//! A provider in this process: a fresh database, a clock that tests move, the real router.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use http_body_util::BodyExt;
use lanyard::app::App;
use lanyard::clock::Clock;
use lanyard::config::{Settings, SignUp};
use lanyard::keys::testing;
use lanyard::protocol::time::Timestamp;
use lanyard::store::testing::TestDb;
use tower::ServiceExt;

use super::ISSUER;

/// When every story begins.
pub const START: Timestamp = Timestamp(1_800_000_000);

/// A running provider. Clones are the same one.
#[derive(Clone)]
pub struct Provider {
    pub app: App,
    pub clock: Clock,
    pub settings: Settings,
    /// What answers now. Clones share it, so a browser goes on after a [`Provider::pause`].
    router: Arc<Mutex<Router>>,
    /// Whether a pause is a restart.
    restarts: bool,
}

/// An answer with its whole body.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

impl Provider {
    /// Starts on `database` (`sqlite:PATH` or `postgres://…`).
    pub async fn start(settings: Settings) -> Self {
        Self::start_at(settings, Clock::manual(START)).await
    }

    pub async fn start_at(settings: Settings, clock: Clock) -> Self {
        let (app, router) = open(&settings, &clock).await;
        Self {
            app,
            clock,
            settings,
            router: Arc::new(Mutex::new(router)),
            restarts: false,
        }
    }

    /// The same, with pauses that are restarts or are not.
    pub fn with_restarts(self, restarts: bool) -> Self {
        Self { restarts, ..self }
    }

    /// A moment of a story at which the server may be restarted: what it had in memory is gone, browsers and apps notice
    /// nothing. Whether it is, [`super::matrix`] decides.
    pub async fn pause(&mut self) {
        if !self.restarts {
            return;
        }
        self.app.db.close().await;
        let (app, router) = open(&self.settings, &self.clock).await;
        self.app = app;
        *self.router.lock().unwrap_or_else(PoisonError::into_inner) = router;
    }

    /// Stops and starts again on the same database, as after a deployment.
    pub async fn restart(&self) -> Self {
        self.app.db.close().await;
        Self::start_at(self.settings.clone(), self.clock.clone()).await
    }

    /// A second node on the same database.
    pub async fn another_node(&self) -> Self {
        self.another_node_at(self.clock.clone()).await
    }

    /// As [`Provider::another_node`], on a machine with a clock of its own.
    pub async fn another_node_at(&self, clock: Clock) -> Self {
        Self::start_at(self.settings.clone(), clock).await
    }

    fn router(&self) -> Router {
        let router = self.router.lock().unwrap_or_else(PoisonError::into_inner);
        router.clone()
    }

    /// Calls the router.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let host = ISSUER.trim_start_matches("https://");
        request
            .headers_mut()
            .entry("host")
            .or_insert(HeaderValue::from_static(host));
        let response = self.router().oneshot(request).await;
        let response = response.expect("the router is infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body ends").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Posts a form without cookies, as a relying party's server does.
    pub async fn post<'a>(
        &self,
        path: &str,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
        authorization: Option<&str>,
    ) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request =
            Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Gets a document.
    pub async fn get(&self, path: &str, authorization: Option<&str>) -> Answer {
        let mut request = Request::get(path);
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }
}

async fn open(settings: &Settings, clock: &Clock) -> (App, Router) {
    let app = App::open(settings.clone(), clock.clone())
        .await
        .expect("the provider starts");
    let router = lanyard::ops::intake::intake(lanyard::router::router(&app), settings);
    (app, router)
}

/// Settings of a provider on `db`, with the master key of [`testing`] in `directory`, and that key's keys in the database.
pub async fn settings(db: &TestDb, issuer: &str, now: Timestamp, directory: &Path) -> Settings {
    testing::insert(db, now)
        .await
        .expect("keys that need not be made");
    let mut settings = Settings::for_tests(issuer);
    settings.database = db.url().parse().expect("a database address");
    settings.data_dir = directory.to_path_buf();
    let file = settings.master_key_file();
    std::fs::write(&file, format!("{}\n", testing::MASTER_KEY)).expect("the master key is written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600))
        .expect("nobody else reads it");
    settings.sign_up = SignUp::Open;
    settings
}
