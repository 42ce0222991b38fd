//! Client credentials grant (RFC 6749 §4.4): nothing is stored, so the signature is all it costs.

use super::{Authorization, GrantError};
use crate::protocol::client_auth::{Caller, failed};
use crate::protocol::error::OAuthError;
use crate::protocol::gate::allow_client;
use crate::protocol::sender::Sender;
use crate::protocol::token::ClientCredentialsRequest;

/// Lets a client act for itself.
///
/// # Errors
/// `invalid_client` for one that proved nothing, or was switched off.
pub fn allow(
    caller: &Caller,
    request: ClientCredentialsRequest,
) -> Result<Authorization<'_>, GrantError> {
    let client = caller.authenticated().ok_or_else(failed)?;
    let allowed = allow_client(client).map_err(OAuthError::from)?;
    metrics::counter!("lanyard_tokens_issued_total", "grant" => "client_credentials").increment(1);
    Ok(Authorization::Client {
        allowed,
        sender: Sender::of(caller),
        request,
    })
}
