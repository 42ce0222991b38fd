//! Lanyard itself, as it is served, on a fresh database with some people and three clients.

use std::os::unix::fs::PermissionsExt;

use lanyard::app::App;
use lanyard::clock::Clock;
use lanyard::config::{SessionMode, Settings};
use lanyard::identity::second_factor::wrapped;
use lanyard::identity::totp::Secret;
use lanyard::keys::testing;
use lanyard::ops::{intake::intake, metrics, serve::serve as accept};
use lanyard::protocol::client::{AuthMethod, Client, Kind, SecretRecord, SigningAlg};
use lanyard::protocol::ids::{ClientId, UserId};
use lanyard::protocol::registration::Draft;
use lanyard::protocol::time::Timestamp;
use lanyard::store::testing::TestDb;
use lanyard::store::users::User;
use lanyard::store::{clients, factors, users};
use tokio::net::TcpListener;

use super::seed;

/// The people, one per connection: nobody signs in to one account sixteen times at once, and who tries is slowed down.
pub const PEOPLE: usize = 16;
/// A person's name.
pub fn login(number: usize) -> String {
    format!("mara-{number}")
}
/// Everybody's password.
pub const PASSWORD: &str = "a sentence works well";
/// People with an authenticator app: each code works once in half a minute.
pub const WITH_CODES: usize = 600;
/// The secret of their apps.
pub const CODES: [u8; 20] = *b"12345678901234567890";
/// Such a person's name.
pub fn login_with_code(number: usize) -> String {
    format!("tilda-{number}")
}
/// The redirect URI of the app; nothing listens there.
pub const REDIRECT: &str = "http://127.0.0.1:9/cb";
/// The app with people.
pub const APP: &str = "bench-app";
/// The same, with ES256 for its ID tokens.
pub const APP_ES256: &str = "bench-app-es256";
/// The app without.
pub const SERVICE: &str = "bench-service";
/// The secret of all.
pub const SECRET: &str = "lys_bench-secret-bench-secret-bench-secret-bench";

/// Serves on a free port and prints where, and where the metrics are. `place`: engine, session mode and the algorithm of
/// access tokens, with hyphens between; what is not said is as it is by default.
pub async fn serve(place: &str) {
    let mut words = place.split('-');
    let database = match words.next() {
        Some("postgres") => TestDb::postgres().await,
        _ => TestDb::sqlite().await,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let mut settings = Settings {
        listen: address,
        ..Settings::default()
    };
    // Passkeys want a name.
    let host = format!("localhost:{}", address.port());
    settings.issuer = format!("http://{host}").parse().unwrap();
    settings.data_dir = directory.path().to_path_buf();
    settings.database = database.url().parse().unwrap();
    settings.password.at_once = 1;
    if words.next() == Some("cookie") {
        settings.session.mode = SessionMode::Cookie;
    }
    if words.next() == Some("RS256") {
        settings.tokens.access_alg = SigningAlg::RS256;
    }
    let now = Clock::System.now();
    testing::insert(&database, now).await.unwrap();
    let file = settings.master_key_file();
    std::fs::write(&file, testing::MASTER_KEY).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();

    // As it is served: with metrics, through every limit.
    let metrics = metrics::install().unwrap();
    let metrics_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let metrics_address = metrics_listener.local_addr().unwrap();
    let metrics_router = metrics::router(metrics.clone());
    tokio::spawn(metrics::keep_up(metrics));
    tokio::spawn(async move { axum::serve(metrics_listener, metrics_router).await });
    let app = App::open(settings.clone(), Clock::System).await.unwrap();
    seed(&app, now).await;
    app.keep_fresh();
    if words.next() == Some("factors") {
        seed_codes(&app, now).await;
    }
    println!("{host} {metrics_address}");
    let router = intake(lanyard::router::router(&app), &settings);
    let never = std::future::pending();
    accept(listener, router, &settings.limits, &settings.proxy, never).await;
}

async fn seed(app: &App, now: Timestamp) {
    for number in 0..PEOPLE {
        seed::add_user(app, &login(number), PASSWORD).await;
    }
    let person = Draft {
        redirect_uris: vec![REDIRECT.into()],
        scope: Some("openid profile email offline_access".into()),
        ..Draft::new("Bench app", Kind::Web)
    };
    let person_es256 = Draft {
        id_token_signed_response_alg: Some(SigningAlg::ES256),
        ..person.clone()
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
    let rows = [
        client(APP, &person),
        client(APP_ES256, &person_es256),
        client(SERVICE, &service),
    ];
    let job = app.db.write(move |c| {
        Box::pin(async move {
            for row in &rows {
                clients::insert(c, row).await?;
            }
            Ok(())
        })
    });
    job.await.unwrap();
}

async fn seed_codes(app: &App, now: Timestamp) {
    let first = seed::add_user(app, "tilda", PASSWORD).await;
    let (keys, secret) = (app.keys.clone(), Secret::from_bytes(&CODES).unwrap());
    let job = app.db.write(move |c| {
        let (first, keys, secret) = (first.clone(), keys.clone(), secret.clone());
        Box::pin(async move {
            for number in 0..WITH_CODES {
                let login = login_with_code(number);
                let user = User {
                    id: UserId(uuid::Uuid::now_v7()),
                    email: Some(format!("{login}@example.org")),
                    login,
                    ..first.clone()
                };
                users::insert(c, &user).await?;
                let wrapped = wrapped(&keys, user.id, &secret);
                factors::insert_totp(c, user.id, &wrapped, 0, now).await?;
            }
            Ok(())
        })
    });
    job.await.unwrap();
}
