//! Signing keys: announced, active, retiring, gone.

use sqlx::types::Json;

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::keys::rotation::SigningKeyRow;
use crate::protocol::client::SigningAlg;
use crate::protocol::time::Timestamp;

statements! {
    INSERT = "INSERT INTO signing_key (kid, alg, private_key, public_jwk, announced_at, active_at, retiring_at, \
        gone_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (kid) DO NOTHING";
    ALL = "SELECT kid, alg, private_key, public_jwk, announced_at, active_at, retiring_at, gone_at \
        FROM signing_key ORDER BY active_at, announced_at, kid";
    RESCHEDULE = "UPDATE signing_key SET active_at = $5, retiring_at = $6, gone_at = $7 \
        WHERE kid = $1 AND active_at = $2 AND retiring_at = $3 AND gone_at = $4";
    REMOVE_GONE = "DELETE FROM signing_key WHERE gone_at <= $1";
}

/// Stores a new key. `false`: its `kid` is taken.
pub async fn insert(c: &mut Conn<'_>, key: &SigningKeyRow) -> Result<bool, StoreError> {
    let stored = execute!(
        c,
        INSERT,
        &key.kid,
        key.alg.as_str(),
        &key.private_key,
        Json(&key.public_jwk),
        key.announced_at,
        key.active_at,
        key.retiring_at,
        key.gone_at,
    )?;
    Ok(stored > 0)
}

/// Every key, in the order in which they become active.
pub async fn all(c: &mut Conn<'_>) -> Result<Vec<SigningKeyRow>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "signing_key", ALL)?;
    rows.into_iter().map(SigningKeyRow::try_from).collect()
}

/// Gives the key the times of `new`, when it still has those of `old`. `false`: another node was first.
pub async fn reschedule(
    c: &mut Conn<'_>,
    old: &SigningKeyRow,
    new: &SigningKeyRow,
) -> Result<bool, StoreError> {
    let changed = execute!(
        c,
        RESCHEDULE,
        &old.kid,
        old.active_at,
        old.retiring_at,
        old.gone_at,
        new.active_at,
        new.retiring_at,
        new.gone_at,
    )?;
    Ok(changed > 0)
}

/// Removes the keys that are gone; tells how many.
pub async fn remove_gone(c: &mut Conn<'_>, now: Timestamp) -> Result<u64, StoreError> {
    execute!(c, REMOVE_GONE, now)
}

#[derive(sqlx::FromRow)]
struct Row {
    kid: String,
    alg: String,
    private_key: Vec<u8>,
    #[sqlx(json)]
    public_jwk: serde_json::Value,
    announced_at: Timestamp,
    active_at: Timestamp,
    retiring_at: Timestamp,
    gone_at: Timestamp,
}

impl TryFrom<Row> for SigningKeyRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let alg = SigningAlg::ALL
            .into_iter()
            .find(|alg| alg.as_str() == row.alg);
        Ok(Self {
            kid: row.kid,
            alg: alg.ok_or_else(|| StoreError::Corrupt {
                table: "signing_key",
                column: "alg".to_owned(),
            })?,
            private_key: row.private_key,
            public_jwk: row.public_jwk,
            announced_at: row.announced_at,
            active_at: row.active_at,
            retiring_at: row.retiring_at,
            gone_at: row.gone_at,
        })
    }
}
