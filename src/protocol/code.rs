//! The authorization code (RFC 6749 §4.1.2): what is sealed inside the text that the client carries.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::grant_context::GrantContext;
use super::ids::{ClientId, GrantId, SignInId, UserId};
use super::pkce::CodeChallenge;
use super::scope::ScopeSet;
use super::time::Timestamp;

/// How long the seal opens. A replay within it is recognised and ends the grant, even though the code is past.
pub const SEAL_LIFETIME: Duration = Duration::from_secs(600);

/// The facts a code stands for. Its id is the id of the grant that redeeming it makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationCode {
    /// The grant to come; inserting it spends the code.
    pub id: GrantId,
    /// Who may redeem it.
    pub client: ClientId,
    /// Whose grant it is.
    pub user: UserId,
    /// Of which sign-in.
    pub sign_in: SignInId,
    /// Where the code was sent.
    pub redirect_uri: String,
    /// Whether the request named the address; then the token request must name it, too (RFC 6749 §4.1.3).
    pub redirect_uri_given: bool,
    /// What the verifier has to match.
    pub challenge: Option<CodeChallenge>,
    /// What was granted.
    pub scope: ScopeSet,
    /// What the tokens will say.
    pub context: GrantContext,
    /// From then on it is refused.
    pub expires_at: Timestamp,
}
