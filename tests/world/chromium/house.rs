//! The server as it runs: `App`, the intake in front of it, a socket on a free loopback port, SQLite.

use lanyard::app::App;
use lanyard::clock::Clock;
use lanyard::config::Settings;
use lanyard::ops::intake::intake;
use lanyard::ops::serve::serve;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::UserId;
use lanyard::protocol::registration::Draft;
use lanyard::store::testing::TestDb;
use lanyard::store::users::User;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::world::provider::settings;
use crate::world::{PASSWORD, seed};

/// A running server.
pub struct House {
    pub app: App,
    /// `http://localhost:41873`
    pub issuer: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    db: TestDb,
    _directory: TempDir,
}

impl House {
    pub async fn open(tune: impl FnOnce(&mut Settings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let issuer = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let (db, directory) = (TestDb::sqlite().await, tempfile::tempdir().unwrap());
        let now = Clock::System.now();
        let mut settings = settings(&db, &issuer, now, directory.path()).await;
        settings.branding.help = Some("https://example.com/help".parse().unwrap());
        settings.branding.privacy = Some("https://example.com/privacy".parse().unwrap());
        tune(&mut settings);

        let app = App::open(settings.clone(), Clock::System)
            .await
            .expect("the server starts");
        let router = intake(lanyard::router::router(&app), &settings);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let stopped = async move { drop(stopped.await) };
            serve(listener, router, &settings.limits, &settings.proxy, stopped).await;
        });
        Self {
            app,
            issuer,
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

    /// Stops as on SIGTERM.
    pub async fn close(self) {
        let _ = self.stop.send(());
        self.serving.await.expect("it stops");
        self.app.db.close().await;
        self.db.close().await;
    }
}
