//! Authorization requests that are too long for a URL, kept as if they had been pushed (RFC 9126).

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

statements! {
    INSERT = "INSERT INTO pushed_request (id_hash, request, expires_at) VALUES ($1, $2, $3)";
    PEEK = "SELECT request FROM pushed_request WHERE id_hash = $1 AND expires_at > $2";
    PROLONG = "UPDATE pushed_request SET expires_at = $2 WHERE id_hash = $1 AND expires_at < $3";
    TAKE = "DELETE FROM pushed_request WHERE id_hash = $1 AND expires_at > $2 RETURNING request";
}

/// Keeps a request, sealed, under the hash of its handle.
pub async fn insert(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    request: &[u8],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(c, INSERT, &id_hash[..], request, expires_at).map(drop)
}

/// The request, unless it has expired.
pub async fn peek(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = fetch_optional!(c, "pushed_request", PEEK, &id_hash[..], now)?;
    Ok(row.map(|(request,)| request))
}

/// Keeps the request until `until`, unless it is kept until `unless` anyway. `false`: it is, or it is gone.
pub async fn prolong(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    until: Timestamp,
    unless: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, PROLONG, &id_hash[..], until, unless)? > 0)
}

/// Spends the request: whoever is given it is the only one.
pub async fn take(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = fetch_optional!(c, "pushed_request", TAKE, &id_hash[..], now)?;
    Ok(row.map(|(request,)| request))
}
