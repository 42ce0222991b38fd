//! Resource servers that administrators look after (RFC 8707).

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::client::{AccessTokenFormat, SigningAlg};
use crate::protocol::ids::{ClientId, ResourceServerId};
use crate::protocol::resource_server::{Identifier, ResourceServer, Rules};
use crate::protocol::time::Timestamp;

macro_rules! columns {
    () => {
        "id, identifier, title, scope, access_token_format, access_token_alg, asks_as"
    };
}

/// More than anybody looks after.
pub const MOST: i64 = 500;

statements! {
    LIST = concat!("SELECT ", columns!(), " FROM resource_server ORDER BY identifier LIMIT $1");
    BY_ID = concat!("SELECT ", columns!(), " FROM resource_server WHERE id = $1");
    INSERT = concat!("INSERT INTO resource_server (", columns!(), ", created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)");
    UPDATE = "UPDATE resource_server SET title = $2, scope = $3, access_token_format = $4, access_token_alg = $5, \
        asks_as = $6, updated_at = $7 WHERE id = $1";
    REMOVE = "DELETE FROM resource_server WHERE id = $1";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ResourceServerId,
    identifier: String,
    title: String,
    scope: String,
    access_token_format: Option<String>,
    access_token_alg: Option<String>,
    asks_as: Option<ClientId>,
}

fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt {
        table: "resource_server",
        column: column.to_owned(),
    }
}

/// The one of `all` that is written like this. A text that is none is refused: what it says of tokens must not be passed over.
fn one_of<T: Copy>(
    all: &[T],
    written: fn(T) -> &'static str,
    text: Option<String>,
    column: &str,
) -> Result<Option<T>, StoreError> {
    let Some(text) = text else {
        return Ok(None);
    };
    let found = all.iter().find(|one| written(**one) == text);
    found.map(|one| Some(*one)).ok_or_else(|| corrupt(column))
}

impl TryFrom<Row> for ResourceServer {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            identifier: row
                .identifier
                .parse::<Identifier>()
                .map_err(|_| corrupt("identifier"))?,
            rules: Rules {
                title: row.title,
                scope: row.scope.parse().map_err(|_| corrupt("scope"))?,
                format: one_of(
                    &AccessTokenFormat::ALL,
                    AccessTokenFormat::as_str,
                    row.access_token_format,
                    "access_token_format",
                )?,
                alg: one_of(
                    &SigningAlg::ALL,
                    SigningAlg::as_str,
                    row.access_token_alg,
                    "access_token_alg",
                )?,
                asks_as: row.asks_as,
            },
        })
    }
}

/// Every resource server, by its identifier.
pub async fn list(c: &mut Conn<'_>) -> Result<Vec<ResourceServer>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "resource_server", LIST, MOST)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The one with this id.
pub async fn by_id(
    c: &mut Conn<'_>,
    id: ResourceServerId,
) -> Result<Option<ResourceServer>, StoreError> {
    let row: Option<Row> = fetch_optional!(c, "resource_server", BY_ID, id)?;
    row.map(TryInto::try_into).transpose()
}

/// Stores a new one.
///
/// # Errors
/// [`StoreError::Conflict`] when its identifier is taken, [`StoreError::Orphan`] when its client is gone.
pub async fn insert(
    c: &mut Conn<'_>,
    server: &ResourceServer,
    now: Timestamp,
) -> Result<(), StoreError> {
    let rules = &server.rules;
    execute!(
        c,
        INSERT,
        server.id,
        server.identifier.as_str(),
        &rules.title,
        rules.scope.to_string(),
        rules.format.map(AccessTokenFormat::as_str),
        rules.alg.map(SigningAlg::as_str),
        rules.asks_as.as_ref(),
        now
    )
    .map(drop)
}

/// Changes what is decided about one. `false`: there is none.
///
/// # Errors
/// [`StoreError::Orphan`] when its client is gone.
pub async fn update(
    c: &mut Conn<'_>,
    id: ResourceServerId,
    rules: &Rules,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = execute!(
        c,
        UPDATE,
        id,
        &rules.title,
        rules.scope.to_string(),
        rules.format.map(AccessTokenFormat::as_str),
        rules.alg.map(SigningAlg::as_str),
        rules.asks_as.as_ref(),
        now
    )?;
    Ok(changed > 0)
}

/// Removes one. `false`: there was none.
pub async fn remove(c: &mut Conn<'_>, id: ResourceServerId) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE, id)? > 0)
}
