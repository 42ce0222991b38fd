//! The end of a grant, with every token that came from it (RFC 7009 §2.1, RFC 9700 §4.14.2).

use super::reason;
use crate::app::App;
use crate::audit::{Act, Actor, Deed, Object, Origin};
use crate::protocol::client::Client;
use crate::protocol::ids::GrantId;
use crate::protocol::refresh::RefreshToken;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, StoreError, grants};

/// Ends a grant, if there is one with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn end(
    app: &App,
    id: GrantId,
    reason: &'static str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let job = app.db.write(move |c| {
        Box::pin(async move { revoked(c, id, reason, &Actor::system(), now).await })
    });
    job.await
}

/// Revokes and records it, once: what has ended ends no second time.
pub(super) async fn revoked(
    c: &mut Conn<'_>,
    id: GrantId,
    reason: &str,
    by: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !grants::revoke(c, id, reason, now).await? {
        return Ok(());
    }
    let Some(grant) = grants::by_id(c, id).await? else {
        return Ok(());
    };
    Deed::new(Act::GrantEnded, Object::Account(grant.user))
        .with("reason", reason)
        .with("client", grant.client.as_str())
        .with("grant", id.to_string())
        .record(c, by, now)
        .await
}

/// Ends the grant of a refresh token at its client's wish. Another client's is left as it is (attack row RT-13).
///
/// # Errors
/// When the database does not answer.
pub async fn revoke(
    app: &App,
    client: &Client,
    token: &RefreshToken,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (id, client) = (token.grant(), client.id.clone());
    let job = app.db.write(move |c| {
        Box::pin(async move {
            let found = grants::by_id(c, id).await?;
            if found.is_none_or(|grant| grant.client != client) {
                return Ok(());
            }
            let by = Actor::app(client, Origin::default());
            revoked(c, id, reason::REVOKED_BY_CLIENT, &by, now).await
        })
    });
    job.await
}
