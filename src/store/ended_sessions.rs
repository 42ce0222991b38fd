//! Sealed sessions that were ended before their time (session mode `cookie`).

use uuid::Uuid;

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

statements! {
    INSERT = "INSERT INTO ended_session (id, ended_at, expires_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    SINCE = "SELECT id, expires_at FROM ended_session WHERE ended_at >= $1 AND expires_at > $2";
}

/// A session that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct EndedSession {
    /// The id inside the seal.
    pub id: Uuid,
    /// When the cookie would have ended by itself; until then it has to be refused.
    pub expires_at: Timestamp,
}

/// Ends the sealed session `id`.
pub async fn insert(
    c: &mut Conn<'_>,
    id: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(c, INSERT, id, now, expires_at).map(drop)
}

/// What was ended at or after `since` and would still be good.
pub async fn since(
    c: &mut Conn<'_>,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<EndedSession>, StoreError> {
    fetch_all!(c, "ended_session", SINCE, since, now)
}
