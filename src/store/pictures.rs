//! Pictures of people, written by us.

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

statements! {
    PUT = "INSERT INTO user_picture (user_id, name, jpeg, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (user_id) \
        DO UPDATE SET name = excluded.name, jpeg = excluded.jpeg, created_at = excluded.created_at";
    NAMED = "SELECT jpeg FROM user_picture JOIN users ON users.id = user_picture.user_id \
        WHERE user_picture.name = $1 AND users.deletes_at IS NULL";
    REMOVE = "DELETE FROM user_picture WHERE user_id = $1";
}

/// Puts a person's picture in the place of the one before.
///
/// # Errors
/// [`StoreError::Orphan`] when the account is gone.
pub async fn put(
    c: &mut Conn<'_>,
    user: UserId,
    name: &str,
    jpeg: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(c, PUT, user, name, jpeg, now).map(drop)
}

/// The picture with this name, unless its person is leaving.
pub async fn named(c: &mut Conn<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = fetch_optional!(c, "user_picture", NAMED, name)?;
    Ok(row.map(|(jpeg,)| jpeg))
}

/// Takes a person's picture away. `false`: they had none.
pub async fn remove(c: &mut Conn<'_>, user: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE, user)? > 0)
}
