//! Lanyard itself, as it is served, on a fresh database with one person and two clients.

use lanyard::app::App;
use lanyard::clock::Clock;
use lanyard::config::Settings;

/// Serves on a free port; prints address, client id, secret, service id, service secret, and the bare commit rate's database.
/// `what`: `sqlite`, `postgres`, each with `-cookie` for the other session mode.
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
        let mut settings = Settings {
            listen: address,
            ..Settings::default()
        };
        settings.issuer = format!("http://{address}").parse().unwrap();
        settings.data_dir = directory.path().to_path_buf();
        settings.metrics.listen = None;
        let (engine, mode) = what.split_once('-').unwrap_or((what, "database"));
        let _database = match engine {
            "sqlite" => lanyard::store::testing::TestDb::sqlite().await,
            _ => lanyard::store::testing::TestDb::postgres().await,
        };
        settings.database = _database.url().parse().unwrap();
        if mode == "cookie" {
            settings.session.mode = lanyard::config::SessionMode::Cookie;
        }
        let app = App::open(settings, Clock::System).await.unwrap();
        let seeds = lanyard::seed::seed(&app).await.unwrap();
        println!(
            "{address} {} {} {} {}",
            seeds.client_id, seeds.client_secret, seeds.service_id, seeds.service_secret
        );
        lanyard::ops::serve::serve(app, listener, std::future::pending())
            .await
            .unwrap();
    });
}
