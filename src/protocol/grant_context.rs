//! What a grant remembers besides its scope, for the ID tokens and userinfo answers to come.

use serde::{Deserialize, Serialize};

use super::claims::request::ClaimsRequest;
use super::ids::SignInId;
use super::time::Timestamp;

/// Stored as JSON beside the grant and sealed into the code. Every field is always written: the seal's encoding has
/// no names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantContext {
    /// `nonce` of the request, for the first ID token.
    pub nonce: Option<String>,
    /// When the person signed in (`auth_time`).
    pub auth_time: Timestamp,
    /// How strong the sign-in was (`acr`); never empty.
    pub acr: Option<String>,
    /// How it was done (`amr`, RFC 8176).
    pub amr: Vec<String>,
    /// The sign-in (`sid`).
    pub sign_in: Option<SignInId>,
    /// Claims asked for one by one.
    pub claims: ClaimsRequest,
}
