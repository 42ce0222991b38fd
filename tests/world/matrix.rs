//! Where a story is told. Everything is told on both engines; what it is about decides what else varies:
//!
//! | told by        | about                                                    | session modes      | restarts at a pause |
//! |----------------|----------------------------------------------------------|--------------------|---------------------|
//! | [`protocol`]   | apps, requests, tokens, pages; sessions are only there   | `database`         | no                  |
//! | [`everywhere`] | sessions, and whatever an attacker does (`attacks/`)     | `database`, `cookie` | no                |
//! | [`twice`]      | what a session outlives                                  | `database`, `cookie` | without, then with |
//!
//! A story that needs other settings, or races on several nodes, names its one mode: [`each_engine`], [`each_engine_with`].

use lanyard::config::{SessionMode, Settings};
use lanyard::store::Engine;
use lanyard::store::testing::TestDb;

use super::provider::{START, settings};
use super::{ISSUER, Provider};

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];
/// The one that is the default.
const ONE: &[SessionMode] = &[SessionMode::Database];
const BOTH: &[SessionMode] = &[SessionMode::Database, SessionMode::Cookie];

/// A story for which it does not matter where sessions are.
pub async fn protocol(story: impl AsyncFn(Provider)) {
    tell(ONE, &[false], story).await;
}

/// A story about sessions or an attack.
pub async fn everywhere(story: impl AsyncFn(Provider)) {
    tell(BOTH, &[false], story).await;
}

/// As [`everywhere`], with other settings.
pub async fn everywhere_with(change: impl Fn(&mut Settings), story: impl AsyncFn(Provider)) {
    for mode in BOTH {
        each_engine_with(*mode, &change, &story).await;
    }
}

/// A story straight on, and once more with a restart at every [`Provider::pause`].
pub async fn twice(story: impl AsyncFn(Provider)) {
    tell(BOTH, &[false, true], story).await;
}

async fn tell(modes: &[SessionMode], restarts: &[bool], story: impl AsyncFn(Provider)) {
    for &restarts in restarts {
        for &mode in modes {
            each_engine(mode, async |provider| {
                eprintln!("restarts: {restarts}");
                story(provider.with_restarts(restarts)).await;
            })
            .await;
        }
    }
}

/// Runs a story on both engines in one session mode.
pub async fn each_engine(mode: SessionMode, story: impl AsyncFn(Provider)) {
    each_engine_with(mode, |_| {}, story).await;
}

/// As [`each_engine`], with other settings.
pub async fn each_engine_with(
    mode: SessionMode,
    change: impl Fn(&mut Settings),
    story: impl AsyncFn(Provider),
) {
    for engine in ENGINES {
        on(engine, mode, &change, &story).await;
    }
}

/// Runs a story once, on a fresh database.
pub async fn on(
    engine: Engine,
    mode: SessionMode,
    change: impl Fn(&mut Settings),
    story: impl AsyncFn(Provider),
) {
    eprintln!("on {engine:?}, session mode {mode:?}");
    let db = match engine {
        Engine::Sqlite => TestDb::sqlite().await,
        Engine::Postgres => TestDb::postgres().await,
    };
    let directory = tempfile::tempdir().expect("a directory");
    let mut settings = settings(&db, ISSUER, START, directory.path()).await;
    settings.session.mode = mode;
    change(&mut settings);
    let provider = Provider::start(settings).await;
    // Stories are long, and a test's stack is not: what they hold is kept elsewhere.
    Box::pin(story(provider.clone())).await;
    provider.app.db.close().await;
}
