//! The key ring of the seal.

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::keys::rotation::SealKeyRow;
use crate::protocol::time::Timestamp;

statements! {
    INSERT = "INSERT INTO seal_key (id, secret, created_at, active_at, gone_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (id) DO NOTHING";
    ALL = "SELECT id, secret, created_at, active_at, gone_at FROM seal_key ORDER BY active_at, created_at, id";
    RESCHEDULE = "UPDATE seal_key SET active_at = $4, gone_at = $5 WHERE id = $1 AND active_at = $2 AND gone_at = $3";
    REMOVE_GONE = "DELETE FROM seal_key WHERE gone_at <= $1";
}

/// Stores a new key. `false`: its id is taken, because another node made one at the same time; read again.
pub async fn insert(c: &mut Conn<'_>, key: &SealKeyRow) -> Result<bool, StoreError> {
    Ok(execute!(
        c,
        INSERT,
        i64::from(key.id),
        &key.secret,
        key.created_at,
        key.active_at,
        key.gone_at
    )? > 0)
}

/// Every key, in the order in which they become active.
pub async fn all(c: &mut Conn<'_>) -> Result<Vec<SealKeyRow>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "seal_key", ALL)?;
    rows.into_iter().map(SealKeyRow::try_from).collect()
}

/// Gives the key the times of `new`, when it still has those of `old`. `false`: another node was first.
pub async fn reschedule(
    c: &mut Conn<'_>,
    old: &SealKeyRow,
    new: &SealKeyRow,
) -> Result<bool, StoreError> {
    let id = i64::from(old.id);
    Ok(execute!(
        c,
        RESCHEDULE,
        id,
        old.active_at,
        old.gone_at,
        new.active_at,
        new.gone_at
    )? > 0)
}

/// Removes the keys that are gone; tells how many.
pub async fn remove_gone(c: &mut Conn<'_>, now: Timestamp) -> Result<u64, StoreError> {
    execute!(c, REMOVE_GONE, now)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    secret: Vec<u8>,
    created_at: Timestamp,
    active_at: Timestamp,
    gone_at: Timestamp,
}

impl TryFrom<Row> for SealKeyRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = u8::try_from(row.id);
        Ok(Self {
            id: id.map_err(|_| StoreError::Corrupt {
                table: "seal_key",
                column: "id".to_owned(),
            })?,
            secret: row.secret,
            created_at: row.created_at,
            active_at: row.active_at,
            gone_at: row.gone_at,
        })
    }
}
