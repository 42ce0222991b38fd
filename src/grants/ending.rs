//! The end of a grant, with every token that came from it (RFC 7009 §2.1, RFC 9700 §4.14.2).

use super::reason;
use crate::app::App;
use crate::protocol::client::Client;
use crate::protocol::ids::GrantId;
use crate::protocol::refresh::RefreshToken;
use crate::protocol::time::Timestamp;
use crate::store::{StoreError, grants};

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
    let job = app
        .db
        .write_one(move |c| Box::pin(async move { grants::revoke(c, id, reason, now).await }));
    job.await.map(|_| ())
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
            if found.is_some_and(|grant| grant.client == client) {
                grants::revoke(c, id, reason::REVOKED_BY_CLIENT, now).await?;
            }
            Ok(())
        })
    });
    job.await
}
