//! The nodes of an installation, each as it said itself a minute ago.

use uuid::Uuid;

use super::conn::{execute, fetch_all, statements};
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
}

statements! {
    SEEN = "INSERT INTO node (id, host, version, started_at, seen_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at";
    FORGET = "DELETE FROM node WHERE seen_at < $1";
    LIST = "SELECT id, host, version, started_at, seen_at FROM node WHERE seen_at >= $1 ORDER BY started_at, id LIMIT 200";
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
        node.seen_at
    )?;
    execute!(c, FORGET, before).map(drop)
}

/// Those that were seen since this moment.
pub async fn list(c: &mut Conn<'_>, since: Timestamp) -> Result<Vec<Node>, StoreError> {
    fetch_all!(c, "node", LIST, since)
}
