//! The picture of an app.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use tokio::sync::Semaphore;

use super::change::{Change, Changed, change_with};
use super::picture::{NotAPicture, written_anew};
use super::register::NotRegistered;
use crate::audit::Actor;
use crate::protocol::client::Client;
use crate::protocol::time::Timestamp;
use crate::store::Db;
use crate::store::logos::Logo;

/// How many pictures are decoded at once: each takes up to 80 MB while it is.
const AT_ONCE: usize = 1;
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// Why an app has no other picture now.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It is none that can be taken.
    #[error(transparent)]
    Picture(#[from] NotAPicture),
    /// Another one is being looked at.
    #[error("Another picture is being read. Try again in a moment")]
    Busy,
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

async fn made(file: Vec<u8>, now: Timestamp) -> Result<Logo, NotSet> {
    let _place = PLACES.try_acquire().map_err(|_| NotSet::Busy)?;
    let work = tokio::task::spawn_blocking(move || written_anew(&file));
    // A decoder that gives up on a picture has not read it.
    let png = work.await.unwrap_or(Err(NotAPicture::Broken))?;
    let hash = digest(&SHA256, &png);
    let digest = hash.as_ref()[..16].iter();
    Ok(Logo {
        digest: digest.map(|byte| format!("{byte:02x}")).collect(),
        png,
        created_at: now,
    })
}
