//! Claims about a person (OIDC Core §5): which there are, which scope asks for which, and the userinfo answer.

use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims, StandardClaims, UserInfoClaims};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::grant_context::{ClaimsRequest, GrantContext};
use super::ids::{ClientId, UserId};
use super::scope::ScopeSet;
use super::time::Timestamp;

/// The names of the standard claims but `sub`, which is always there (OIDC Core §5.1).
pub const STANDARD: [&str; 19] = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "email",
    "email_verified",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone_number",
    "phone_number_verified",
    "address",
    "updated_at",
];

/// Every standard claim but `sub` (OIDC Core §5.1). An absent one is never written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub struct UserClaims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoneinfo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

/// The `address` claim (OIDC Core §5.1.1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Why a claim of a claims file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{claim}: {problem}")]
pub struct ClaimError {
    /// Which claim, e.g. `"address.country"`.
    pub claim: String,
    /// What is wrong, and what would be right.
    pub problem: String,
}

/// What the claims crate does not write by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraClaims {
    /// The sign-in (`sid`), so that a client can match a logout to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// openidconnect 4.1 reads this standard claim but forgets to write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
}

impl AdditionalClaims for ExtraClaims {}

/// The claims of our ID tokens.
pub type OurIdTokenClaims = IdTokenClaims<ExtraClaims, CoreGenderClaim>;
/// The claims of our userinfo answers.
pub type OurUserInfoClaims = UserInfoClaims<ExtraClaims, CoreGenderClaim>;

impl UserClaims {
    /// Checks the claims of a JSON object, e.g. of `user add --claims-file` or of a stored record.
    /// # Errors
    /// Names the first claim that has the wrong type or form, or is not a standard claim.
    pub fn from_json(claims: &Map<String, Value>) -> Result<Self, ClaimError> {
        let _ = claims;
        unimplemented!()
    }

    /// The claims as a JSON object.
    pub fn to_json(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(claims)) => claims,
            _ => Map::new(),
        }
    }

    /// Only those claims that the predicate lets through.
    fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let _ = wanted;
        unimplemented!()
    }
}

/// The userinfo answer (OIDC Core §5.3.2): what the scope stands for (§5.4) and what was asked for one by one (§5.5).
pub fn userinfo(
    user: UserId,
    claims: &UserClaims,
    scope: &ScopeSet,
    request: &ClaimsRequest,
) -> OurUserInfoClaims {
    let _ = (user, claims, scope, request);
    unimplemented!()
}

/// When an ID token is made and how long it holds.
#[derive(Debug, Clone, Copy)]
pub struct Validity {
    /// `iat`.
    pub now: Timestamp,
    /// `exp`.
    pub until: Timestamp,
}

/// The claims of an ID token that comes with an access token (OIDC Core §2, §3.1.3.3): who signed in, when and how,
/// plus what was asked for one by one. Claims of a scope are left to userinfo (§5.4). `at_hash` is added on signing.
/// `nonce` is left out of refreshed tokens (§12.2).
pub fn id_token(
    issuer: &openidconnect::IssuerUrl,
    client: &ClientId,
    user: UserId,
    claims: &UserClaims,
    context: &GrantContext,
    nonce: Option<&str>,
    validity: Validity,
) -> OurIdTokenClaims {
    let _ = (issuer, client, user, claims, context, nonce, validity);
    unimplemented!()
}

fn standard(user: UserId, claims: UserClaims) -> (StandardClaims<CoreGenderClaim>, Option<String>) {
    let _ = (user, claims);
    unimplemented!()
}
