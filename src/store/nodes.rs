//! The nodes of an installation, each as it said itself a minute ago.

use uuid::Uuid;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// A process that serves.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Node {
    /// Of this one process.
    pub id: Uuid,
    /// The machine's name.
    pub host: String,
    /// The version of the program.
    pub version: String,
    /// When it started, by its clock.
    pub started_at: Timestamp,
    /// When it said so last, by its clock.
    pub seen_at: Timestamp,
    /// The newest schema its program knows; none of a former version.
    pub knows: Option<i64>,
    /// How many seconds its clock is ahead of the database's, where that has one of its own.
    pub ahead: Option<i64>,
}

statements! {
    SEEN = "INSERT INTO node (id, host, version, started_at, seen_at, knows, ahead) VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, ahead = excluded.ahead";
    FORGET = "DELETE FROM node WHERE seen_at < $1";
    LIST = "SELECT id, host, version, started_at, seen_at, knows, ahead FROM node \
        WHERE seen_at >= $1 OR seen_at - ahead >= $2 ORDER BY started_at, id LIMIT 200";
    SCHEMA = "SELECT MAX(version) FROM _sqlx_migrations";
}

/// Says that a node is there, and forgets those that were not since `before`.
pub async fn seen(c: &mut Conn<'_>, node: &Node, before: Timestamp) -> Result<(), StoreError> {
    execute!(
        c,
        SEEN,
        node.id,
        &node.host,
        &node.version,
        node.started_at,
        node.seen_at,
        node.knows,
        node.ahead
    )?;
    execute!(c, FORGET, before).map(drop)
}

/// Those that were seen since this moment; of those whose clocks are known to be off, since one by the database's clock.
pub async fn list(
    c: &mut Conn<'_>,
    since: Timestamp,
    by_database: Timestamp,
) -> Result<Vec<Node>, StoreError> {
    fetch_all!(c, "node", LIST, since, by_database)
}

/// The newest schema of the database.
pub async fn schema(c: &mut Conn<'_>) -> Result<Option<i64>, StoreError> {
    let newest: Option<(Option<i64>,)> = fetch_optional!(c, "_sqlx_migrations", SCHEMA)?;
    Ok(newest.and_then(|(version,)| version))
}
