//! What a grant remembers besides its scope, for the ID tokens and userinfo answers to come.

use serde::{Deserialize, Serialize};

use super::claims::request::{self, ClaimsRequest};
use super::further::Further;
use super::ids::SignInId;
use super::resource::Resource;
use super::time::Timestamp;

/// Stored as JSON beside the grant and sealed into the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantContext {
    /// `nonce` of the request, for the first ID token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// When the person signed in (`auth_time`).
    pub auth_time: Timestamp,
    /// How strong the sign-in was (`acr`); never empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// How it was done (`amr`, RFC 8176).
    pub amr: Vec<String>,
    /// The sign-in (`sid`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignInId>,
    /// The person's epoch when the code was made ([`UserStanding`](super::gate::UserStanding)); none when nobody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<i64>,
    /// Claims asked for one by one.
    pub claims: ClaimsRequest,
    /// The one resource server that tokens are for; none: all of the client's (RFC 8707).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<Resource>,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<1>,
}

/// The fields in the order of the first version of sealed texts.
pub type First = (
    Option<String>,
    Timestamp,
    Option<String>,
    Vec<String>,
    Option<SignInId>,
    request::First,
);

impl GrantContext {
    /// What the first version of sealed texts says.
    pub fn first((nonce, auth_time, acr, amr, sign_in, claims): First) -> Self {
        Self {
            nonce,
            auth_time,
            acr,
            amr,
            sign_in,
            epoch: None,
            claims: ClaimsRequest::first(claims),
            resource: None,
            further: Further::default(),
        }
    }
}
