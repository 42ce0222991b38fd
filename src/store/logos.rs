//! Pictures of apps, written by us.

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::ClientId;
use crate::protocol::time::Timestamp;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The beginning of its SHA-256, in hexadecimal: its address changes with it.
    pub digest: String,
    /// The file.
    pub png: Vec<u8>,
    /// When it was brought.
    pub created_at: Timestamp,
}

statements! {
    PUT = "INSERT INTO client_logo (client_id, digest, png, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (client_id) \
        DO UPDATE SET digest = excluded.digest, png = excluded.png, created_at = excluded.created_at";
    OF = "SELECT png FROM client_logo WHERE client_id = $1 AND digest = $2";
    REMOVE = "DELETE FROM client_logo WHERE client_id = $1";
}

/// Puts a client's picture in the place of the one before.
///
/// # Errors
/// [`StoreError::Orphan`] when the client is gone.
pub async fn put(c: &mut Conn<'_>, client: &ClientId, logo: &Logo) -> Result<(), StoreError> {
    let Logo {
        digest,
        png,
        created_at,
    } = logo;
    execute!(c, PUT, client, digest, png, created_at).map(drop)
}

/// The picture of a client with this digest.
pub async fn of(
    c: &mut Conn<'_>,
    client: &ClientId,
    digest: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = fetch_optional!(c, "client_logo", OF, client, digest)?;
    Ok(row.map(|(png,)| png))
}

/// Takes a client's picture away. `false`: it had none.
pub async fn remove(c: &mut Conn<'_>, client: &ClientId) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE, client)? > 0)
}
