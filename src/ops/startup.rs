//! What every command needs that touches data: the database, brought up to date, and the keys.

use anyhow::Context as _;

use crate::config::Settings;
use crate::keys::{Keys, MasterKey};
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError};

/// Opens the database and brings its schema up to date.
///
/// # Errors
/// When it does not answer, is damaged, or was written by a newer version. The text says what to do.
pub async fn open_store(settings: &Settings) -> anyhow::Result<Db> {
    let db = connect(settings).await?;
    db.migrate().await?;
    Ok(db)
}

/// Opens the database as it is.
///
/// # Errors
/// When it does not answer, or is damaged.
pub async fn connect(settings: &Settings) -> anyhow::Result<Db> {
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

/// Whether the database answers a trivial question.
pub async fn answers(db: &Db) -> Result<(), StoreError> {
    db.read(|c| Box::pin(crate::store::users::any_admin(c)))
        .await
        .map(drop)
}
