//! What a person allowed a client (OIDC Core §3.1.2.4).

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::consent::Consented;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;

/// A remembered consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// To whom.
    pub client: ClientId,
    /// As people see the client.
    pub client_name: String,
    /// What.
    pub scope: ScopeSet,
    /// Where it led the person, the latest first: hosts, or [`THIS_DEVICE`](crate::protocol::redirect::THIS_DEVICE).
    pub destinations: Vec<String>,
    /// When it was first given.
    pub granted_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

statements! {
    TO = "SELECT scope, client_name, destinations FROM consent WHERE user_id = $1 AND client_id = $2";
    REMEMBER = "INSERT INTO consent (user_id, client_id, scope, client_name, destinations, granted_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (user_id, client_id) DO UPDATE SET scope = excluded.scope, \
        client_name = excluded.client_name, destinations = excluded.destinations, updated_at = excluded.updated_at";
    HOLD = "UPDATE consent SET updated_at = updated_at WHERE user_id = $1 AND client_id = $2";
    FORGET = "DELETE FROM consent WHERE user_id = $1 AND client_id = $2";
    PEOPLE = "SELECT COUNT(*) FROM consent WHERE client_id = $1";
    OF_USER = "SELECT k.client_id, c.name, k.scope, k.destinations, k.granted_at, k.updated_at \
        FROM consent k JOIN client c ON c.id = k.client_id WHERE k.user_id = $1 ORDER BY k.updated_at DESC, k.client_id";
}

/// What the person allowed the client so far; none when they were never asked.
pub async fn to(
    c: &mut Conn<'_>,
    user: UserId,
    client: &ClientId,
) -> Result<Option<Consented>, StoreError> {
    let row: Option<(String, String, String)> = fetch_optional!(c, "consent", TO, user, client)?;
    row.map(|(scope, name, places)| parse(&scope, name, &places))
        .transpose()
}

/// Remembers that exactly this is allowed from now on.
///
/// # Errors
/// [`StoreError::Orphan`] when the person or the client is gone.
pub async fn remember(
    c: &mut Conn<'_>,
    user: UserId,
    client: &ClientId,
    consented: &Consented,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (scope, places) = (
        consented.scope.to_string(),
        consented.destinations.join(" "),
    );
    execute!(
        c,
        REMEMBER,
        user,
        client,
        scope,
        &consented.name,
        places,
        now
    )
    .map(drop)
}

/// Whether anything is allowed. Nobody forgets it until the transaction ends.
pub async fn hold(c: &mut Conn<'_>, user: UserId, client: &ClientId) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, user, client)? > 0)
}

/// Forgets the consent. `false`: there was none. The grants it led to stay.
pub async fn forget(c: &mut Conn<'_>, user: UserId, client: &ClientId) -> Result<bool, StoreError> {
    Ok(execute!(c, FORGET, user, client)? > 0)
}

/// How many people allowed the client something.
pub async fn people(c: &mut Conn<'_>, client: &ClientId) -> Result<i64, StoreError> {
    let count: Option<(i64,)> = fetch_optional!(c, "consent", PEOPLE, client)?;
    Ok(count.map_or(0, |(count,)| count))
}

/// Every client the person allowed something, the latest first.
pub async fn of_user(c: &mut Conn<'_>, user: UserId) -> Result<Vec<Consent>, StoreError> {
    type Row = (ClientId, String, String, String, Timestamp, Timestamp);
    let rows: Vec<Row> = fetch_all!(c, "consent", OF_USER, user)?;
    rows.into_iter()
        .map(
            |(client, client_name, scope, places, granted_at, updated_at)| {
                let Consented {
                    scope,
                    name,
                    destinations,
                } = parse(&scope, client_name, &places)?;
                Ok(Consent {
                    client,
                    client_name: name,
                    scope,
                    destinations,
                    granted_at,
                    updated_at,
                })
            },
        )
        .collect()
}

/// What is in the row.
pub(super) fn parse(scope: &str, name: String, places: &str) -> Result<Consented, StoreError> {
    Ok(Consented {
        scope: scope_of(scope)?,
        name,
        destinations: places.split_whitespace().map(str::to_owned).collect(),
    })
}

fn scope_of(scope: &str) -> Result<ScopeSet, StoreError> {
    scope.parse().map_err(|_| StoreError::Corrupt {
        table: "consent",
        column: "scope".to_owned(),
    })
}
