//! The server as it runs: `App`, the intake in front of it, a socket on a free loopback port, SQLite.

use lanyard::app::App;
use lanyard::clock::Clock;
use lanyard::config::Settings;
use lanyard::ops::intake::intake;
use lanyard::ops::serve::serve_as;
use lanyard::ops::tls::Tls;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::UserId;
use lanyard::protocol::registration::Draft;
use lanyard::store::testing::TestDb;
use lanyard::store::users::User;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::certificate::Certificate;
use crate::world::provider::settings;
use crate::world::{PASSWORD, seed};

/// A running server.
pub struct House {
    pub app: App,
    /// `http://localhost:41873`
    pub issuer: String,
    /// What it shows, where it speaks https.
    pub certificate: Option<Certificate>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    db: TestDb,
    _directory: TempDir,
}

impl House {
    pub async fn open(tune: impl FnOnce(&mut Settings)) -> Self {
        Self::open_as("http", Clock::System, tune).await
    }

    /// By https, with a clock that tests move on.
    pub async fn open_https(tune: impl FnOnce(&mut Settings)) -> Self {
        let clock = Clock::manual(Clock::System.now());
        Self::open_as("https", clock, tune).await
    }

    async fn open_as(scheme: &str, clock: Clock, tune: impl FnOnce(&mut Settings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().unwrap().port();
        let issuer = format!("{scheme}://localhost:{port}");
        let (db, directory) = (TestDb::sqlite().await, tempfile::tempdir().unwrap());
        let now = clock.now();
        let mut settings = settings(&db, &issuer, now, directory.path()).await;
        settings.branding.help = Some("https://example.com/help".parse().unwrap());
        settings.branding.privacy = Some("https://example.com/privacy".parse().unwrap());
        let certificate = (scheme == "https").then(|| Certificate::write(directory.path()));
        if let Some(certificate) = &certificate {
            settings.tls = certificate.settings.clone();
        }
        tune(&mut settings);

        let tls = Tls::open(&settings.tls).expect("the certificate is good");
        let app = App::open(settings.clone(), clock)
            .await
            .expect("the server starts");
        let router = intake(lanyard::router::router(&app), &settings);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let stopped = async move { drop(stopped.await) };
            serve_as(listener, router, &settings, tls.as_ref(), stopped).await;
        });
        Self {
            app,
            issuer,
            certificate,
            stop,
            serving,
            db,
            _directory: directory,
        }
    }

    /// The whole address of a page.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }

    /// Mara Lindqvist, mara@example.org.
    pub async fn add_mara(&self) -> User {
        seed::add_user(&self.app, "mara", PASSWORD).await
    }

    /// A web app that may ask for everything; its id and secret.
    pub async fn add_app(&self, name: &str, callback: &str) -> (String, String) {
        self.add_app_of(None, name, callback).await
    }

    /// As [`House::add_app`], with an owner.
    pub async fn add_app_of(
        &self,
        owner: Option<UserId>,
        name: &str,
        callback: &str,
    ) -> (String, String) {
        let draft = Draft {
            redirect_uris: vec![callback.to_owned()],
            scope: Some("openid profile email phone address offline_access".to_owned()),
            homepage: Some("https://harbour.example".to_owned()),
            policy_uri: Some("https://harbour.example/privacy".to_owned()),
            tos_uri: Some("https://harbour.example/terms".to_owned()),
            ..Draft::new(name, Kind::Web)
        };
        seed::register(&self.app, draft, owner).await
    }

    /// The address of a page of another site with a link `#go` that asks for a sign-in.
    pub async fn a_page_that_leads_here(&self, host: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{host}:{}", listener.local_addr().unwrap().port());
        let (id, _) = self.add_app("Harbour Notes", &format!("{origin}/cb")).await;
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &id)
            .append_pair("redirect_uri", &format!("{origin}/cb"))
            .append_pair("response_type", "code")
            .append_pair("scope", "openid")
            .append_pair("state", "a-state-of-ours")
            .append_pair(
                "code_challenge",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            )
            .append_pair("code_challenge_method", "S256")
            .finish();
        let link = self
            .at(&format!("/authorize?{query}"))
            .replace('&', "&amp;");
        let page = axum::response::Html(format!("<a id=go href=\"{link}\">Sign in</a>"));
        let router = axum::Router::new().route("/", axum::routing::get(async move || page));
        // It ends with the runtime of its test.
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("{origin}/")
    }

    /// Stops as on SIGTERM.
    pub async fn close(self) {
        let _ = self.stop.send(());
        self.serving.await.expect("it stops");
        self.app.db.close().await;
        self.db.close().await;
    }
}
