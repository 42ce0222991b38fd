//! Text of a browser that is too long for its URL: authorization requests under way, and half-filled forms.
//!
//! Strangers can cause these rows, so there are only so many of one network and in all (attack row FI-02).

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// A text to be kept.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// The hash of its handle.
    pub id_hash: [u8; 32],
    /// The sealed text.
    pub content: Vec<u8>,
    /// A hash of the network it came from.
    pub source: [u8; 16],
    /// When it goes, unless somebody comes back to it.
    pub expires_at: Timestamp,
    /// When it goes in any case.
    pub ends_at: Timestamp,
}

/// How many there may be.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Of one network.
    pub of_source: i64,
    /// Of everybody.
    pub in_all: i64,
}

statements! {
    // A row that has expired counts until it is swept: what is bounded is the file.
    INSERT = "INSERT INTO parcel (id_hash, content, source, expires_at, ends_at) SELECT $1, $2, $3, $4, $5 \
        WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM parcel WHERE source = $3 LIMIT $6) AS own) < $6 \
        AND (SELECT COUNT(*) FROM (SELECT 1 FROM parcel LIMIT $7) AS everybody) < $7";
    PEEK = "SELECT content, expires_at FROM parcel WHERE id_hash = $1 AND expires_at > $2";
    PROLONG = "UPDATE parcel SET expires_at = CASE WHEN ends_at < $2 THEN ends_at ELSE $2 END \
        WHERE id_hash = $1 AND expires_at < $2";
}

/// Keeps a text. `false`: there are as many as there may be.
///
/// On PostgreSQL transactions that overlap do not see each other's rows, so there may be one more for each connection.
pub async fn insert(c: &mut Conn<'_>, parcel: &Parcel, budget: Budget) -> Result<bool, StoreError> {
    let kept = execute!(
        c,
        INSERT,
        &parcel.id_hash[..],
        &parcel.content,
        &parcel.source[..],
        parcel.expires_at,
        parcel.ends_at,
        budget.of_source,
        budget.in_all,
    )?;
    Ok(kept > 0)
}

/// The text and when it expires, unless it has.
pub async fn peek(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(Vec<u8>, Timestamp)>, StoreError> {
    fetch_optional!(c, "parcel", PEEK, &id_hash[..], now)
}

/// Keeps the text until `until`, or its end. `false`: it is kept as long anyway, or it is gone.
pub async fn prolong(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    until: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, PROLONG, &id_hash[..], until)? > 0)
}
