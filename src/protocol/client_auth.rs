//! Client authentication (RFC 6749 §2.3, OIDC Core §9).

use std::fmt;

use super::client::{AuthMethod, Client};
use super::error::OAuthError;
use super::params::Params;
use super::time::Timestamp;

/// What a client presented to prove who it is; not yet checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The `client_id`, for looking the client up.
    pub client_id: String,
    /// How it was presented.
    pub method: AuthMethod,
    secret: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("client_id", &self.client_id).field("method", &self.method).finish()
    }
}

/// Reads the credentials of a request. `authorization` is the value of its only `Authorization` header.
/// # Errors
/// `invalid_request` for two methods at once (CA-01), `invalid_client` for what cannot be read or is missing.
pub fn parse(authorization: Option<&str>, params: &Params) -> Result<Credentials, OAuthError> {
    let _ = (authorization, params);
    unimplemented!()
}

/// Checks the credentials against the record of the client they name.
/// # Errors
/// `invalid_client`, with the difference explained to the owner.
pub fn verify(client: &Client, presented: &Credentials, now: Timestamp) -> Result<(), OAuthError> {
    let _ = (client, presented, now);
    unimplemented!()
}
