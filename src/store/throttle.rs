//! Failures, counted by a hash of what failed.

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// What is known about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Counter {
    /// How many there were.
    pub failures: i64,
    /// No attempt is looked at before.
    pub not_before: Timestamp,
    /// The count is forgotten then.
    pub expires_at: Timestamp,
}

statements! {
    BY_KEYS = "SELECT key, failures, not_before, expires_at FROM throttle \
        WHERE key IN ($1, $2, $3) AND expires_at > $4";
    COUNT = "INSERT INTO throttle (key, failures, not_before, expires_at) VALUES ($1, 1, $2, $3) \
        ON CONFLICT (key) DO UPDATE SET \
        failures = CASE WHEN throttle.expires_at <= $2 THEN 1 ELSE throttle.failures + 1 END, \
        not_before = CASE WHEN throttle.expires_at <= $2 THEN $2 ELSE throttle.not_before END, \
        expires_at = CASE WHEN throttle.expires_at <= $2 THEN $3 ELSE throttle.expires_at END \
        RETURNING failures, not_before, expires_at";
    HOLD = "UPDATE throttle SET not_before = $2, expires_at = $3 WHERE key = $1";
    FORGIVE = "DELETE FROM throttle WHERE key = $1";
    COUNT_ALL = "SELECT COUNT(*) FROM throttle";
    FORGET_LEAST = "DELETE FROM throttle WHERE key IN \
        (SELECT key FROM throttle ORDER BY failures, expires_at LIMIT $1)";
}

/// What is known about each key, which may be the same one more than once; none when nothing failed lately.
pub async fn by_keys(
    c: &mut Conn<'_>,
    keys: [&[u8; 32]; 3],
    now: Timestamp,
) -> Result<[Option<Counter>; 3], StoreError> {
    let [a, b, d] = keys.map(|key| &key[..]);
    let rows: Vec<Row> = fetch_all!(c, "throttle", BY_KEYS, a, b, d, now)?;
    let of = |key: &[u8; 32]| rows.iter().find(|row| row.key == key[..]);
    Ok(keys.map(|key| of(key).map(|row| row.counter)))
}

#[derive(sqlx::FromRow)]
struct Row {
    key: Vec<u8>,
    #[sqlx(flatten)]
    counter: Counter,
}

/// Counts one more failure and tells how many there are. A first one is forgotten at `expires_at`.
pub async fn count(
    c: &mut Conn<'_>,
    key: &[u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Counter, StoreError> {
    let row = fetch_optional!(c, "throttle", COUNT, &key[..], now, expires_at)?;
    row.ok_or(StoreError::Corrupt {
        table: "throttle",
        column: "failures".to_owned(),
    })
}

/// Looks at no attempt before `not_before`, and keeps the count until `expires_at`.
pub(super) async fn hold(
    c: &mut Conn<'_>,
    key: &[u8; 32],
    not_before: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, &key[..], not_before, expires_at)? > 0)
}

/// How many counters there are.
pub async fn count_all(c: &mut Conn<'_>) -> Result<i64, StoreError> {
    let count: Option<(i64,)> = fetch_optional!(c, "throttle", COUNT_ALL)?;
    Ok(count.map_or(0, |(count,)| count))
}

/// Forgets `count` of them, first those that say the least.
pub async fn forget_least(c: &mut Conn<'_>, count: i64) -> Result<u64, StoreError> {
    execute!(c, FORGET_LEAST, count)
}

/// Forgets the key.
pub async fn forgive(c: &mut Conn<'_>, key: &[u8; 32]) -> Result<bool, StoreError> {
    Ok(execute!(c, FORGIVE, &key[..])? > 0)
}
