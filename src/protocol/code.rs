//! The authorization code (RFC 6749 §4.1.2): what is sealed inside the text that the client carries.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::grant_context::GrantContext;
use super::ids::{ClientId, GrantId, SignInId, UserId};
use super::pkce::CodeChallenge;
use super::scope::ScopeSet;
use super::time::Timestamp;

/// What every code begins with, so that one kind of secret is never taken for another (attack row CD-05).
pub const CODE_PREFIX: &str = "lyc_";
/// How long the seal opens. A replay within it is recognised and ends the grant, even though the code is past.
pub const SEAL_LIFETIME: Duration = Duration::from_secs(600);

/// The facts a code stands for. Its id is the id of the grant that redeeming it makes. Its members have short names when it is
/// sealed: it goes through URLs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationCode {
    /// The grant to come; inserting it spends the code.
    #[serde(rename = "i")]
    pub id: GrantId,
    /// Who may redeem it.
    #[serde(rename = "c")]
    pub client: ClientId,
    /// Whose grant it is.
    #[serde(rename = "u")]
    pub user: UserId,
    /// Of which sign-in.
    #[serde(rename = "s")]
    pub sign_in: SignInId,
    /// Where the code was sent.
    #[serde(rename = "r")]
    pub redirect_uri: String,
    /// Whether the request named the address; then the token request must name it, too (RFC 6749 §4.1.3).
    #[serde(rename = "g")]
    pub redirect_uri_given: bool,
    /// What the verifier has to match.
    #[serde(rename = "p")]
    pub challenge: Option<CodeChallenge>,
    /// What was granted.
    #[serde(rename = "o")]
    pub scope: ScopeSet,
    /// What the tokens will say.
    #[serde(rename = "x")]
    pub context: GrantContext,
    /// From then on it is refused.
    #[serde(rename = "e")]
    pub expires_at: Timestamp,
}
