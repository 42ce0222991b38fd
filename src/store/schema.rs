//! The schema: bringing it up to date, and reporting on it.

use sqlx::migrate::{Migrate, MigrateError, Migrator};
use sqlx::{PgConnection, SqliteConnection};

use super::{StoreError, sqlite};
use crate::protocol::time::Timestamp;

/// Migrations of the SQLite schema.
pub(super) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
/// Migrations of the PostgreSQL schema: the same tables and columns.
pub(super) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

const SQLITE_HAS_SCHEMA: &str =
    "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
const POSTGRES_HAS_SCHEMA: &str = "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = '_sqlx_migrations' AND table_schema = ANY (current_schemas(false))";
pub(super) const NEWEST: &str = "SELECT MAX(version) FROM _sqlx_migrations";

/// What [`Db::check`](super::Db::check) found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Name and version of the engine.
    pub engine: String,
    /// The schema in the database; none before the first migration.
    pub schema: Option<i64>,
    /// The newest schema this version of the program knows.
    pub known: i64,
    /// What should be changed, in sentences.
    pub problems: Vec<String>,
}

/// What the database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Name and version of the engine.
    pub engine: String,
    /// `server_version_num`: 150003 is 15.3.
    pub postgres_version: Option<i32>,
    /// Of texts: `UTF8`.
    pub encoding: String,
    /// Its clock; none where it is this machine's.
    pub now: Option<Timestamp>,
}

pub(super) async fn facts_of_sqlite(conn: &mut SqliteConnection) -> Result<Facts, StoreError> {
    let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()")
        .fetch_one(&mut *conn)
        .await?;
    let (encoding,): (String,) = sqlx::query_as("PRAGMA encoding")
        .fetch_one(&mut *conn)
        .await?;
    Ok(Facts {
        engine: format!("SQLite {version}"),
        postgres_version: None,
        encoding,
        now: None,
    })
}

pub(super) async fn facts_of_postgres(conn: &mut PgConnection) -> Result<Facts, StoreError> {
    const ASK: &str = "SELECT current_setting('server_version'), current_setting('server_version_num')::int, \
        current_setting('server_encoding'), extract(epoch FROM clock_timestamp())::bigint";
    let (version, number, encoding, now): (String, i32, String, i64) = sqlx::query_as(ASK)
        .persistent(false)
        .fetch_one(&mut *conn)
        .await?;
    Ok(Facts {
        engine: format!("PostgreSQL {version}"),
        postgres_version: Some(number),
        encoding,
        now: Some(Timestamp(now)),
    })
}

/// Runs what is missing. Each migration is one transaction together with the note that it ran, so an interrupted
/// one is simply missing the next time (FT-24).
pub(super) async fn migrate<C: Migrate>(
    migrations: &Migrator,
    conn: &mut C,
) -> Result<(), StoreError> {
    migrate_to(migrations, conn, None).await
}

/// As [`migrate`], no further than the migration `version`.
pub(super) async fn migrate_to<C: Migrate>(
    migrations: &Migrator,
    conn: &mut C,
    version: Option<i64>,
) -> Result<(), StoreError> {
    let known = newest(migrations);
    match migrations.run_direct(version, conn, false).await {
        // Nobody knows what a newer schema means.
        Err(MigrateError::VersionMissing(found)) if found > known => {
            Err(StoreError::NewerSchema { found, known })
        }
        other => Ok(other?),
    }
}

/// The same migrations, for whoever holds a lock of their own.
pub(super) fn unlocked(migrations: &Migrator) -> Migrator {
    let mut own = Migrator::with_migrations(migrations.iter().cloned().collect());
    own.set_locking(false);
    own
}

pub(super) fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The schema by a name that both engines have, whatever their numbers: that of the newest migration of SQLite. PostgreSQL has
/// some of its own, which change no table.
pub(super) fn level() -> &'static str {
    SQLITE.iter().last().map_or("", |m| &m.description)
}

/// The number of the SQLite migration with that name. None: a newer program made it.
pub(super) fn sqlite_version(level: &str) -> Option<i64> {
    let named = SQLITE.iter().find(|m| m.description == level);
    named.map(|m| m.version)
}

pub(super) async fn check_sqlite(conn: &mut SqliteConnection) -> Result<Report, StoreError> {
    let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()")
        .fetch_one(&mut *conn)
        .await?;
    let (has,): (i64,) = sqlx::query_as(SQLITE_HAS_SCHEMA)
        .fetch_one(&mut *conn)
        .await?;
    let schema = if has == 0 {
        None
    } else {
        sqlx::query_as::<_, (Option<i64>,)>(NEWEST)
            .fetch_one(&mut *conn)
            .await?
            .0
    };
    let mut report = Report::new(format!("SQLite {version}"), schema, newest(&SQLITE));
    if let Err(StoreError::Damaged(what)) = sqlite::quick_check(conn).await {
        report
            .problems
            .push(format!("The file is damaged: {what}. Restore a backup."));
    }
    Ok(report)
}

pub(super) async fn check_postgres(conn: &mut PgConnection) -> Result<Report, StoreError> {
    let (version,): (String,) = sqlx::query_as("SHOW server_version")
        .persistent(false)
        .fetch_one(&mut *conn)
        .await?;
    let (has,): (i64,) = sqlx::query_as(POSTGRES_HAS_SCHEMA)
        .persistent(false)
        .fetch_one(&mut *conn)
        .await?;
    let schema = if has == 0 {
        None
    } else {
        sqlx::query_as::<_, (Option<i64>,)>(NEWEST)
            .persistent(false)
            .fetch_one(&mut *conn)
            .await?
            .0
    };
    let mut report = Report::new(format!("PostgreSQL {version}"), schema, newest(&POSTGRES));
    for (ask, setting) in [
        ("SHOW fsync", "fsync"),
        ("SHOW synchronous_commit", "synchronous_commit"),
    ] {
        let (value,): (String,) = sqlx::query_as(ask)
            .persistent(false)
            .fetch_one(&mut *conn)
            .await?;
        if value == "off" {
            report.problems.push(format!(
                "{setting} is off: after a crash a spent code or refresh token can be good again. Turn it on."
            ));
        }
    }
    Ok(report)
}

impl Report {
    fn new(engine: String, schema: Option<i64>, known: i64) -> Self {
        let mut problems = Vec::new();
        match schema {
            None => problems.push("There is no schema yet. Run `lanyard db migrate`.".to_owned()),
            Some(found) if found < known => {
                problems.push(format!(
                    "The schema is {found}, {known} is needed. Run `lanyard db migrate`."
                ));
            }
            Some(found) if found > known => {
                problems.push(format!("The schema is {found}, newer than this version."))
            }
            Some(_) => {}
        }
        Self {
            engine,
            schema,
            known,
            problems,
        }
    }
}
