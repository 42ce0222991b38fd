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
    /// One of these acts; any, when there are none.
    pub acts: Vec<&'static str>,
    /// Who did it, or to whom or what it was done.
    pub about: String,
    /// The same once more: a person and an app.
    pub and_about: String,
    /// Where the request came from.
    pub address: String,
    /// The request's reference.
    pub request: String,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            before: Uuid::max(),
            since: Timestamp(0),
            until: Timestamp(i64::MAX),
            acts: Vec::new(),
            about: String::new(),
            and_about: String::new(),
            address: String::new(),
            request: String::new(),
        }
    }
}

/// Rows by what an index has, and whatever else is wanted of them. Ids are in the order of time, so the time has no index of its own.
/// The index is asked for a range of pairs, and its order: of an equal sign PostgreSQL may make a walk through all rows instead.
macro_rules! by {
    ($index:literal, $order:literal) => {
        concat!(
            "SELECT id, at, actor, actor_id, act, object, object_id, address, request, count, details FROM audit \
             WHERE id < $1 AND id >= $2 AND at >= $3 AND at < $4 AND ($5 = '' OR act = $5) \
             AND ($6 = '' OR actor_id = $6 OR object_id = $6) AND ($7 = '' OR actor_id = $7 OR object_id = $7) \
             AND ($8 = '' OR address = $8) AND ($9 = '' OR request = $9)",
            $index,
            " ORDER BY ",
            $order,
            "id DESC LIMIT $10"
        )
    };
}

statements! {
    INSERT = "INSERT INTO audit (id, at, actor, actor_id, act, object, object_id, address, request, count, details) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    BY_TIME = by!("", "");
    BY_ACT = by!(" AND (act, id) < ($5, $1) AND (act, id) >= ($5, $2)", "act DESC, ");
    BY_ACTOR = by!(" AND (actor_id, id) < ($6, $1) AND (actor_id, id) >= ($6, $2)", "actor_id DESC, ");
    BY_OBJECT = by!(" AND (object_id, id) < ($6, $1) AND (object_id, id) >= ($6, $2)", "object_id DESC, ");
    BY_ADDRESS = by!(" AND address IS NOT NULL AND (address, id) < ($8, $1) AND (address, id) >= ($8, $2)", "address DESC, ");
    BY_REQUEST = by!(" AND request IS NOT NULL AND (request, id) < ($9, $1) AND (request, id) >= ($9, $2)", "request DESC, ");
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

/// The latest rows first. Each index that may answer is asked for as many as are wanted, and the latest of all are taken: one answers
/// who did it, another to whom it was done, and each act has its own place in a third.
pub async fn list(c: &mut Conn<'_>, filter: &Filter, limit: i64) -> Result<Vec<Row>, StoreError> {
    let acts: &[&str] = match &filter.acts[..] {
        [] => &[""],
        acts => acts,
    };
    let by: &[&'static str] = match filter {
        _ if !filter.request.is_empty() => &[BY_REQUEST],
        _ if !filter.about.is_empty() => &[BY_ACTOR, BY_OBJECT],
        _ if !filter.address.is_empty() => &[BY_ADDRESS],
        _ if !filter.acts.is_empty() => &[BY_ACT],
        _ => &[BY_TIME],
    };
    let mut found: Vec<Row> = Vec::new();
    for act in acts {
        for sql in by {
            let rows: Vec<Row> = fetch_all!(
                c,
                "audit",
                *sql,
                filter.before.min(earliest(filter.until)),
                earliest(filter.since),
                filter.since,
                filter.until,
                *act,
                &filter.about,
                &filter.and_about,
                &filter.address,
                &filter.request,
                limit
            )?;
            found.extend(rows);
        }
    }
    found.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
    // Who did something to themselves is found twice.
    found.dedup_by(|one, other| one.id == other.id);
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

/// An id that is before every one of this moment and behind every one before it: their first 48 bits are milliseconds (RFC 9562 §5.7).
fn earliest(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.0)
        .unwrap_or_default()
        .saturating_mul(1_000);
    match millis < 1 << 48 {
        true => Uuid::from_u128(u128::from(millis) << 80),
        false => Uuid::max(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::uuid_in_order;

    #[test]
    fn ids_are_found_by_their_time() {
        for now in [0, 1, 1_800_000_000, 200_000_000_000].map(Timestamp) {
            let id = uuid_in_order(now);
            assert!(earliest(now) <= id && id < earliest(Timestamp(now.0 + 1)));
        }
        assert_eq!(earliest(Timestamp(i64::MAX)), Uuid::max());
        assert_eq!(earliest(Timestamp(-1)), Uuid::nil());
    }
}
