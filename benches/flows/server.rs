//! Lanyard itself, as it is served, on a fresh database with one person and two clients.

use lanyard::app::App;
use lanyard::clock::Clock;
use lanyard::config::{SessionMode, Settings};
use lanyard::keys::testing;
use lanyard::ops::{intake::intake, serve::serve as accept};
use lanyard::protocol::client::{AuthMethod, Client, Kind, SecretRecord};
use lanyard::protocol::ids::{ClientId, UserId};
use lanyard::protocol::registration::Draft;
use lanyard::protocol::time::Timestamp;
use lanyard::store::testing::TestDb;
use lanyard::store::users::User;
use lanyard::store::{clients, users};
use uuid::Uuid;

/// The person.
pub const LOGIN: &str = "mara";
/// And the password.
pub const PASSWORD: &str = "a sentence works well";
/// The redirect URI of the app; nothing listens there.
pub const REDIRECT: &str = "http://127.0.0.1:9/cb";
/// The app with people.
pub const APP: &str = "bench-app";
/// The app without.
pub const SERVICE: &str = "bench-service";
/// The secret of both.
pub const SECRET: &str = "lys_bench-secret-bench-secret-bench-secret-bench";

/// Serves on a free port and prints the address. `what`: `sqlite` or `postgres`, with `-cookie` for the other session
/// mode.
pub fn serve(what: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let directory = tempfile::tempdir().unwrap();
        let (engine, mode) = what.split_once('-').unwrap_or((what, "database"));
        let database = match engine {
            "sqlite" => TestDb::sqlite().await,
            _ => TestDb::postgres().await,
        };
        let mut settings = Settings {
            listen: address,
            ..Settings::default()
        };
        settings.issuer = format!("http://{address}").parse().unwrap();
        settings.data_dir = directory.path().to_path_buf();
        settings.database = database.url().parse().unwrap();
        settings.metrics.listen = None;
        // Every sign-in of the load comes from one address.
        settings.password.at_once = 1;
        if mode == "cookie" {
            settings.session.mode = SessionMode::Cookie;
        }
        let now = Clock::System.now();
        testing::insert(&database, now).await.unwrap();
        let file = settings.master_key_file();
        std::fs::write(&file, testing::MASTER_KEY).unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&file, private).unwrap();
        let app = App::open(settings.clone(), Clock::System).await.unwrap();
        seed(&app, now).await;
        app.keep_fresh();
        println!("{address}");
        let router = intake(app.router(), &settings);
        accept(
            listener,
            router,
            &settings.limits,
            &settings.proxy,
            std::future::pending(),
        )
        .await;
    });
}

async fn seed(app: &App, now: Timestamp) {
    let user = User {
        id: UserId(Uuid::now_v7()),
        login: LOGIN.into(),
        email: Some("mara@example.org".into()),
        email_verified: true,
        name: "Mara Lindqvist".into(),
        password_hash: Some(app.passwords.hash(PASSWORD).await.unwrap()),
        password_changed_at: Some(now),
        claims: serde_json::Map::new(),
        admin: false,
        disabled_at: None,
        sessions_not_before: Timestamp(0),
        created_at: now,
        updated_at: now,
    };
    let person = Draft {
        redirect_uris: vec![REDIRECT.into()],
        scope: Some("openid profile email offline_access".into()),
        ..Draft::new("Bench app", Kind::Web)
    };
    let service = Draft {
        scope: Some("api:read".into()),
        ..Draft::new("Bench service", Kind::Service)
    };
    let client = |id: &str, draft: &Draft| {
        let (name, metadata) = draft.check().expect("the draft is right");
        assert_ne!(metadata.auth_method, AuthMethod::None);
        Client {
            id: ClientId(id.into()),
            owner: None,
            name,
            metadata,
            secret: Some(SecretRecord::new(SECRET, now)),
            previous_secret: None,
            disabled_at: None,
            created_at: now,
            updated_at: now,
        }
    };
    let rows = [client(APP, &person), client(SERVICE, &service)];
    let job = app.db.write(move |c| {
        Box::pin(async move {
            users::insert(c, &user).await?;
            for row in &rows {
                clients::insert(c, row).await?;
            }
            Ok(())
        })
    });
    job.await.unwrap();
}
