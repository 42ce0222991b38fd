//! The picture of an app.

use aws_lc_rs::digest::{SHA256, digest};

use super::change::{Change, Changed, change_with};
use super::register::NotRegistered;
use crate::audit::Actor;
use crate::picture::{Kind, NotAPicture, taken};
use crate::protocol::client::Client;
use crate::protocol::time::Timestamp;
use crate::store::Db;
use crate::store::logos::Logo;

/// Why an app has no other picture now.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It is none that can be taken.
    #[error(transparent)]
    Picture(#[from] NotAPicture),
    /// The app cannot be changed.
    #[error(transparent)]
    Client(#[from] NotRegistered),
}

/// Gives an app the picture in a PNG, JPEG or WebP file, written anew; `None` takes the one it has away. `false`: somebody changed the
/// app since it was read, so nothing was stored.
///
/// # Errors
/// [`NotSet`].
pub async fn set(
    db: &Db,
    read: &Client,
    file: Option<Vec<u8>>,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotSet> {
    let logo = match file {
        None => None,
        Some(file) => Some(made(file, now).await?),
    };
    let mut metadata = read.metadata.clone();
    metadata.logo = logo.as_ref().map(|logo| logo.digest.clone());
    let change = Change {
        name: read.name.clone(),
        metadata,
        on: None,
    };
    let changed = change_with(db, read, change, Some(logo), actor, now).await?;
    Ok(matches!(changed, Changed::Done { .. }))
}

async fn made(file: Vec<u8>, now: Timestamp) -> Result<Logo, NotAPicture> {
    let png = taken(file, Kind::Logo).await?;
    let hash = digest(&SHA256, &png);
    let digest = hash.as_ref()[..16].iter();
    Ok(Logo {
        digest: digest.map(|byte| format!("{byte:02x}")).collect(),
        png,
        created_at: now,
    })
}
