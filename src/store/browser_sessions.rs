//! Session mode `database`: the record behind a session cookie.

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;

statements! {
    CREATE = "INSERT INTO browser_session (id_hash, sign_in_id, data, expires_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (id_hash) DO NOTHING";
    SAVE = "UPDATE browser_session SET sign_in_id = $2, data = $3, expires_at = $4 WHERE id_hash = $1";
    LOAD = "SELECT data FROM browser_session WHERE id_hash = $1 AND expires_at > $2";
    REMOVE = "DELETE FROM browser_session WHERE id_hash = $1";
    REMOVE_OF_SIGN_IN = "DELETE FROM browser_session WHERE sign_in_id = $1";
    REMOVE_OF_USER = "DELETE FROM browser_session \
        WHERE sign_in_id IN (SELECT id FROM sign_in WHERE user_id = $1)";
}

/// Stores a record under a new id. `false`: the id is taken, and nothing was stored.
pub async fn create(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    sign_in: Option<SignInId>,
    data: &[u8],
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, CREATE, &id_hash[..], sign_in, data, expires_at)? > 0)
}

/// Stores a record in the place of the one under `old`, which is over.
/// # Errors
/// The id is taken: the row that is there is somebody else's session, since a cloned machine may have the same randomness
/// (attack row FI-05).
pub async fn replace(
    c: &mut Conn<'_>,
    old: Option<&[u8; 32]>,
    new: &[u8; 32],
    sign_in: SignInId,
    data: &[u8],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    if let Some(old) = old {
        remove(c, old).await?;
    }
    match create(c, new, Some(sign_in), data, expires_at).await? {
        true => Ok(()),
        false => Err(StoreError::Conflict {
            column: "browser_session.id_hash".to_owned(),
        }),
    }
}

/// Stores the record anew. `false`: it has been removed meanwhile, and stays so, because a request that outlives a
/// sign-out must not bring the session back.
pub async fn save(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    sign_in: Option<SignInId>,
    data: &[u8],
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SAVE, &id_hash[..], sign_in, data, expires_at)? > 0)
}

/// The record, unless it has expired.
pub async fn load(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = fetch_optional!(c, "browser_session", LOAD, &id_hash[..], now)?;
    Ok(row.map(|(data,)| data))
}

/// Removes the record.
pub async fn remove(c: &mut Conn<'_>, id_hash: &[u8; 32]) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE, &id_hash[..])? > 0)
}

/// Removes the records of a sign-in.
pub async fn remove_of_sign_in(c: &mut Conn<'_>, sign_in: SignInId) -> Result<u64, StoreError> {
    execute!(c, REMOVE_OF_SIGN_IN, sign_in)
}

/// Removes every record of a person.
pub async fn remove_of_user(c: &mut Conn<'_>, user: UserId) -> Result<u64, StoreError> {
    execute!(c, REMOVE_OF_USER, user)
}
