//! Access tokens that were revoked one by one (RFC 7009).

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::TokenId;
use crate::protocol::time::Timestamp;

statements! {
    REVOKE = "INSERT INTO revoked_token (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    IS_REVOKED = "SELECT expires_at FROM revoked_token WHERE id = $1";
}

/// Revokes the token with this `jti`; remembered until `expires_at`, when the token has expired anyway. `false`: it
/// was revoked before.
pub async fn revoke(
    c: &mut Conn<'_>,
    id: TokenId,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, REVOKE, id, expires_at)? > 0)
}

/// Whether the token with this `jti` was revoked. Where its grant is read as well, `grants::facts_of_token` tells.
pub async fn is_revoked(c: &mut Conn<'_>, id: TokenId) -> Result<bool, StoreError> {
    let row: Option<(Timestamp,)> = fetch_optional!(c, "revoked_token", IS_REVOKED, id)?;
    Ok(row.is_some())
}
