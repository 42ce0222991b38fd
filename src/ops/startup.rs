//! What every command needs that touches data: the database, brought up to date, and the keys.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::health::Health;
use super::precondition::{self, State};
use crate::clock::Clock;
use crate::config::{Database, Settings};
use crate::keys::{Keys, MasterKey};
use crate::protocol::time::Timestamp;
use crate::store::{Db, Report, alone};

/// Opens the database and brings its schema up to date. A SQLite file is made when it is not there, at the first start.
///
/// # Errors
/// When it does not answer, is damaged, or was written by a newer version; or when it is gone, but its master key is there. The
/// text says what to do.
pub async fn open_store(settings: &Settings) -> anyhow::Result<Db> {
    if let (Database::Sqlite(file), None) = (&settings.database, &settings.master_key) {
        let key = settings.master_key_file();
        let empty = std::fs::metadata(file).map_or(true, |file| file.len() == 0);
        if empty && key.exists() {
            bail!(
                "the master key {key} is there, but its database {file} is missing or empty. Is the disk mounted, and is \
                 `database` right? Restore the database from a backup; or, for a new installation, move the key away, or make \
                 an empty database for it with `lanyard db migrate`",
                key = key.display(),
                file = file.display(),
            );
        }
    }
    make_store(settings).await
}

/// As [`open_store`], also when a master key is there: somebody asked for it.
///
/// # Errors
/// When it does not answer, is damaged, or was written by a newer version.
pub async fn make_store(settings: &Settings) -> anyhow::Result<Db> {
    if let Database::Sqlite(file) = &settings.database
        && let Some(directory) = file.parent()
    {
        make_directory(directory)?;
    }
    let db = connect(settings).await?;
    // Before anything is written to a database that would spoil it.
    let found = precondition::ask(&db, Clock::System.now()).await?;
    if let Some(problem) = found.iter().find(|one| one.state == State::Problem) {
        bail!("{}: {}; {}", settings.database, problem.says, problem.fix);
    }
    db.migrate().await?;
    Ok(db)
}

/// Makes a directory for nobody else, when it is not there.
///
/// # Errors
/// When it cannot be made.
pub fn make_directory(directory: &Path) -> anyhow::Result<()> {
    let made = DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory);
    made.with_context(|| format!("the directory {} cannot be made", directory.display()))
}

/// Looks the database over as it is: nothing is made or changed.
///
/// # Errors
/// When it is not there, does not answer, or is no database.
pub async fn inspect(settings: &Settings) -> anyhow::Result<Report> {
    if let Database::Sqlite(file) = &settings.database {
        if !file.exists() {
            bail!(
                "there is no database {} yet; `lanyard db migrate` or `lanyard serve` makes it",
                file.display()
            );
        }
        let report = Db::inspect(file).await;
        return report
            .with_context(|| format!("the database {} cannot be read", settings.database));
    }
    let db = connect(settings).await?;
    let report = db.check().await;
    db.close().await;
    Ok(report?)
}

async fn connect(settings: &Settings) -> anyhow::Result<Db> {
    let opened = Db::open(&settings.database.url(), &settings.store_options()).await;
    opened.with_context(|| format!("the database {} cannot be opened", settings.database))
}

/// Loads the keys; makes them at the first start.
///
/// # Errors
/// When the master key is missing, malformed, readable by others, or not the one the data was written with.
pub async fn open_keys(settings: &Settings, db: &Db, now: Timestamp) -> anyhow::Result<Keys> {
    let master = match &settings.master_key {
        Some(text) => MasterKey::from_text(text.expose(), "LANYARD_MASTER_KEY")?,
        None => {
            MasterKey::load_or_create(&settings.master_key_file(), Keys::data_exists(db).await?)?
        }
    };
    Ok(Keys::load(
        db,
        master,
        settings.key_policy(),
        settings.issuer.as_str(),
        now,
    )
    .await?)
}

/// Whether the master key of the settings opens the keys in the database. Nothing is made.
///
/// # Errors
/// When it is not there, or is another one.
pub async fn try_master_key(settings: &Settings, db: &Db) -> anyhow::Result<()> {
    if !Keys::data_exists(db).await? {
        return Ok(());
    }
    let master = match &settings.master_key {
        Some(text) => MasterKey::from_text(text.expose(), "LANYARD_MASTER_KEY")?,
        None => MasterKey::load_or_create(&settings.master_key_file(), true)?,
    };
    Ok(Keys::fit(db, &master).await?)
}

/// Whether requests are welcome: as long as the database writes. Reading goes on when the disk is full, another process holds
/// the file, its name is gone, or the server is a standby (attack row FI-10).
pub fn health(db: Db, clock: Clock) -> Health {
    Health::new(Arc::new(move || {
        let (db, now) = (db.clone(), clock.now());
        Box::pin(async move {
            let written = alone::beat(&db, now).await;
            if let Err(error) = &written {
                tracing::warn!(%error, "not ready: the database does not write");
            }
            written.is_ok()
        })
    }))
}
