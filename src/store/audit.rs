//! What was done: rows are added and read, never changed.

use serde_json::{Map, Value};
use sqlx::types::Json;
use uuid::Uuid;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// Something that was done.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Row {
    /// In the order in which things were done.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// What kind of actor did it.
    pub actor: String,
    /// Which one.
    pub actor_id: Option<String>,
    /// What was done.
    pub act: String,
    /// To what kind of thing.
    pub object: String,
    /// To which one.
    pub object_id: Option<String>,
    /// Where the request came from.
    pub address: Option<String>,
    /// The request's reference.
    pub request: Option<String>,
    /// How many of the same it stands for.
    pub count: i64,
    /// More about it.
    #[sqlx(json)]
    pub details: Map<String, Value>,
}

/// Which rows are wanted; an empty text is no condition.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Those before this one.
    pub before: Uuid,
    /// Not earlier.
    pub since: Timestamp,
    /// Earlier.
    pub until: Timestamp,
    /// An act, or what several begin with: `sign-in` for `sign-in.made` and `sign-in.ended`.
    pub act: String,
    /// Who did it, or to whom or what it was done.
    pub about: String,
}

statements! {
    INSERT = "INSERT INTO audit (id, at, actor, actor_id, act, object, object_id, address, request, count, details) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    LIST = "SELECT id, at, actor, actor_id, act, object, object_id, address, request, count, details FROM audit \
        WHERE id < $1 AND at >= $2 AND at < $3 AND ($4 = '' OR act = $4 OR act LIKE $4 || '.%') \
        AND ($5 = '' OR actor_id = $5 OR object_id = $5) ORDER BY id DESC LIMIT $6";
    HAS = "SELECT act FROM audit WHERE object_id = $1 AND act = $2 LIMIT 1";
}

/// Adds a row.
pub async fn insert(c: &mut Conn<'_>, row: &Row) -> Result<(), StoreError> {
    execute!(
        c,
        INSERT,
        row.id,
        row.at,
        &row.actor,
        &row.actor_id,
        &row.act,
        &row.object,
        &row.object_id,
        &row.address,
        &row.request,
        row.count,
        Json(&row.details),
    )
    .map(drop)
}

/// Whether this was ever done to the account or app with this id.
pub async fn has(c: &mut Conn<'_>, object_id: &str, act: &str) -> Result<bool, StoreError> {
    let found: Option<(String,)> = fetch_optional!(c, "audit", HAS, object_id, act)?;
    Ok(found.is_some())
}

/// The latest rows first.
pub async fn list(c: &mut Conn<'_>, filter: &Filter, limit: i64) -> Result<Vec<Row>, StoreError> {
    let (since, until) = (filter.since, filter.until);
    let (act, about) = (&filter.act, &filter.about);
    fetch_all!(
        c,
        "audit",
        LIST,
        filter.before,
        since,
        until,
        act,
        about,
        limit
    )
}
