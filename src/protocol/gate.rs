//! The one question before any token is given or honoured: may this still be? Every grant type, userinfo and
//! introspection ask it, so that a check is never forgotten in one of them (attacks.md §0, 8).

use super::error::OAuthError;
use super::grant_context::GrantContext;
use super::ids::{ClientId, GrantId, SignInId, UserId};
use super::scope::ScopeSet;
use super::time::Timestamp;

/// What matters of a person's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserStanding {
    /// When the account was switched off.
    pub disabled_at: Option<Timestamp>,
    /// Whatever began before is over: the password changed, or "sign out everywhere".
    pub sessions_not_before: Timestamp,
}

/// What matters of a sign-in's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInStanding {
    /// When it began.
    pub started_at: Timestamp,
    /// When it was ended by somebody.
    pub ended_at: Option<Timestamp>,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Everything one joined read knows about a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantFacts {
    /// The grant.
    pub id: GrantId,
    /// Whose tokens it gives.
    pub user: UserId,
    /// To whom.
    pub client: ClientId,
    /// From which sign-in.
    pub sign_in: Option<SignInId>,
    /// What was granted; the ceiling of every refresh.
    pub scope: ScopeSet,
    /// What the tokens say.
    pub context: GrantContext,
    /// The one live refresh token; none when the grant has none.
    pub refresh_generation: Option<u32>,
    /// When that one was made.
    pub refreshed_at: Timestamp,
    /// When the code was redeemed.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// The person's standing.
    pub user_standing: UserStanding,
    /// The sign-in's standing; none when its row is gone.
    pub sign_in_standing: Option<SignInStanding>,
    /// When the client was switched off.
    pub client_disabled_at: Option<Timestamp>,
}

/// Why no token is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Denied {
    #[error("the client is disabled")]
    ClientDisabled,
    #[error("the account is disabled")]
    UserDisabled,
    #[error("the person signed out, or was signed out, everywhere")]
    SignedOutEverywhere,
    #[error("the sign-in has ended")]
    SignInOver,
    #[error("the grant was revoked")]
    GrantRevoked,
    #[error("the grant has expired")]
    GrantExpired,
}

impl From<Denied> for OAuthError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::ClientDisabled => Self::invalid_client("This client has been switched off."),
            // The client learns that it is over, not what happened to the person's account.
            _ => Self::invalid_grant("The sign-in or permission behind this has ended. Ask the user to sign in again."),
        }
    }
}

/// Whether tokens may be given for, or honoured from, a grant that exists.
pub fn may_receive_tokens(grant: &GrantFacts, now: Timestamp) -> Result<(), Denied> {
    let _ = (grant, now);
    unimplemented!()
}

/// Whether a code may become a grant: the sign-in must still be there, whatever was granted (CD-20).
pub fn may_redeem(
    user: &UserStanding,
    client_disabled_at: Option<Timestamp>,
    sign_in: Option<&SignInStanding>,
    now: Timestamp,
) -> Result<(), Denied> {
    let _ = (user, client_disabled_at, sign_in, now);
    unimplemented!()
}
