//! What a grant remembers besides its scope, for the ID tokens and userinfo answers to come.

use serde::{Deserialize, Serialize};

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

/// The `claims` parameter (OIDC Core §5.5), as far as it says something to us.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRequest {
    /// Names of claims wanted from userinfo.
    pub userinfo: Vec<String>,
    /// Names of claims wanted in the ID token.
    pub id_token: Vec<String>,
    /// `id_token.sub.value`: only this person will do (§3.1.2.2).
    pub subject: Option<String>,
    /// `id_token.acr` when essential: one of these has to be reached (§5.5.1.1).
    pub essential_acr: Vec<String>,
}
