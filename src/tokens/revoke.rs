//! Revocation at a client's wish (RFC 7009).

use super::open;
use crate::app::App;
use crate::grants::{GrantError, ending, refresh};
use crate::protocol::client::Client;
use crate::protocol::time::Timestamp;
use crate::store::alone;

/// Ends what a text stands for: a refresh token takes its grant along (§2.1), an access token goes alone. Another client's
/// token is left as it is (attack row RT-13), and what is no token ends nothing (§2.2).
///
/// # Errors
/// When the database does not answer, or the client revokes more than anybody does.
pub async fn revoke(
    app: &App,
    client: &Client,
    text: &str,
    now: Timestamp,
) -> Result<(), GrantError> {
    if let Some(token) = refresh::open(app, text) {
        return Ok(ending::revoke(app, client, &token, now).await?);
    }
    let Some(token) = open::access(app, text, now) else {
        return Ok(());
    };
    let claims = token.claims();
    if claims.client_id != client.id.as_str() {
        return Ok(());
    }
    if !app.revocations.admits(client.id.clone(), now) {
        return Err(GrantError::TooMany("revocations of this client"));
    }
    let (id, expires_at) = (claims.jti, Timestamp(claims.exp));
    alone::revoke_token(&app.db, id, expires_at).await?;
    Ok(())
}
