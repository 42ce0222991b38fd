//! Failed attempts, counted by a hash of what they were made at.

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// What is known about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Throttle {
    /// Attempts since the last success, within the window.
    pub failures: i64,
    /// No attempt is looked at before.
    pub not_before: Timestamp,
}

statements! {
    BY_KEY = "SELECT failures, not_before FROM throttle WHERE key = $1 AND expires_at > $2";
    ATTEMPT = "INSERT INTO throttle (key, failures, not_before, expires_at) VALUES ($1, 1, $2, $3) \
        ON CONFLICT (key) DO UPDATE SET \
        failures = CASE WHEN throttle.expires_at <= $2 THEN 1 ELSE throttle.failures + 1 END, \
        expires_at = excluded.expires_at \
        WHERE throttle.not_before <= $2 OR throttle.expires_at <= $2 RETURNING failures";
    HOLD = "UPDATE throttle SET not_before = $2, \
        expires_at = CASE WHEN expires_at < $2 THEN $2 ELSE expires_at END WHERE key = $1";
    FORGIVE = "DELETE FROM throttle WHERE key = $1";
}

/// What is known about the key; none when nothing failed within the window.
pub async fn by_key(
    c: &mut Conn<'_>,
    key: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Throttle>, StoreError> {
    fetch_optional!(c, "throttle", BY_KEY, &key[..], now)
}

/// Counts an attempt as failed before it is looked at, so that many at once gain nothing; a success is
/// [`forgive`]n. Tells how many there were with this one; none while the key is held, and then nothing is counted.
pub async fn attempt(
    c: &mut Conn<'_>,
    key: &[u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = fetch_optional!(c, "throttle", ATTEMPT, &key[..], now, expires_at)?;
    Ok(row.map(|(failures,)| failures))
}

/// Looks at no attempt before `not_before`.
pub async fn hold(
    c: &mut Conn<'_>,
    key: &[u8; 32],
    not_before: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, &key[..], not_before)? > 0)
}

/// Forgets the key.
pub async fn forgive(c: &mut Conn<'_>, key: &[u8; 32]) -> Result<bool, StoreError> {
    Ok(execute!(c, FORGIVE, &key[..])? > 0)
}
