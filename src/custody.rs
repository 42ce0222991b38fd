//! Acts on the keys of the server: one place for the command and the console.

use std::time::Duration;

use crate::audit::{Act, Actor, Deed, Object};
use crate::keys::rotation::{SigningKeyRow, State};
use crate::keys::{KeyError, Keys};
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, signing_keys};

/// As long as the header of the key set says that it may be kept.
pub const KEY_SET_KEPT: Duration = Duration::from_mins(5);

/// Every signing key that is published, or waits to be forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn signing_keys(db: &Db) -> Result<Vec<SigningKeyRow>, StoreError> {
    let mut rows = db.read(|c| Box::pin(signing_keys::all(c))).await?;
    rows.sort_by_key(|row| (row.alg, row.active_at));
    Ok(rows)
}

/// Whether a key waits to sign that apps may not know yet, as they may keep the key set for longer than it is published.
pub fn is_young(row: &SigningKeyRow, now: Timestamp) -> bool {
    row.state(now) == State::Announced && now.since(row.announced_at) < KEY_SET_KEPT
}

/// Has the announced keys sign from now on.
///
/// # Errors
/// When the database does not answer.
pub async fn rotate(db: &Db, keys: &Keys, by: Actor, now: Timestamp) -> Result<(), KeyError> {
    keys.rotate_now(db, now).await?;
    let deed = Deed::new(Act::KeyRotated, Object::Server).with("key", "signing");
    Ok(recorded(db, deed, by, now).await?)
}

/// Has a new key of the seal made. `false`: one waits already.
///
/// # Errors
/// When the database does not answer.
pub async fn rotate_seal(
    db: &Db,
    keys: &Keys,
    by: Actor,
    now: Timestamp,
) -> Result<bool, KeyError> {
    if !keys.rotate_ring_now(db, now).await? {
        return Ok(false);
    }
    let deed = Deed::new(Act::KeyRotated, Object::Server).with("key", "seal");
    recorded(db, deed, by, now).await?;
    Ok(true)
}

/// Takes a signing key out of use at once.
///
/// # Errors
/// [`KeyError::UnknownKid`], or when the database does not answer.
pub async fn withdraw(
    db: &Db,
    keys: &Keys,
    kid: &str,
    by: Actor,
    now: Timestamp,
) -> Result<(), KeyError> {
    keys.revoke(db, kid, now).await?;
    let deed = Deed::new(Act::KeyRevoked, Object::Server).with("key", kid);
    Ok(recorded(db, deed, by, now).await?)
}

/// Takes every key of the seal out of use at once.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw_seal(
    db: &Db,
    keys: &Keys,
    by: Actor,
    now: Timestamp,
) -> Result<(), KeyError> {
    keys.revoke_ring(db, now).await?;
    let deed = Deed::new(Act::KeyRevoked, Object::Server).with("key", "seal");
    Ok(recorded(db, deed, by, now).await?)
}

/// The keys' own transaction is theirs alone, so this one comes right behind it.
async fn recorded(db: &Db, deed: Deed, by: Actor, now: Timestamp) -> Result<(), StoreError> {
    deed.record_alone(db, by, now).await
}
