//! The order of the code grant, driven by oxide-auth's state machines over facts that are loaded already. Nothing else
//! imports that crate, and neither its types nor chrono's leave this file.

use crate::protocol::authorization::AuthorizationRequest;
use crate::protocol::client::Client;
use crate::protocol::code::AuthorizationCode;
use crate::protocol::error::OAuthError;
use crate::protocol::gate::GrantFacts;
use crate::protocol::redirect::RedirectTarget;
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::protocol::token::CodeRequest;

/// An authorization request that went through the machine: what a code for it will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the answer goes.
    pub target: RedirectTarget,
    /// The scope after negotiation with what the client registered.
    pub scope: ScopeSet,
}

/// Begins a code grant (RFC 6749 §4.1.1): binds the client, takes the challenge, negotiates the scope.
pub fn begin(
    client: &Client,
    request: &AuthorizationRequest,
    target: &RedirectTarget,
) -> Result<Begun, OAuthError> {
    let _ = (client, request, target);
    unimplemented!()
}

/// A code that may become a grant: insert it, and if that insert was the first, answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemed {
    /// What the tokens are for.
    pub scope: ScopeSet,
    /// Whether a refresh token comes along.
    pub refreshable: bool,
}

/// Why a code cannot be redeemed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedeemError {
    /// Its own client presented it wrongly: spend it so that nobody can try again (CD-14), then refuse.
    BurnThenRefuse(OAuthError),
    /// Refuse, and leave it alone: it was not its own client, or the code is past.
    Refuse(OAuthError),
}

/// Decides about a code presented by `client`, who is authenticated (RFC 6749 §4.1.3, RFC 7636 §4.6).
pub fn redeem(
    client: &Client,
    code: &AuthorizationCode,
    request: &CodeRequest,
    now: Timestamp,
) -> Result<Redeemed, RedeemError> {
    let _ = (client, code, request, now);
    unimplemented!()
}

/// A refresh that may happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// What the new access token is for. The grant keeps its own scope (RFC 6749 §6).
    pub scope: ScopeSet,
}

/// Decides about the scope of a refresh by `client`, whose token was judged already (RFC 6749 §6).
pub fn renew(
    client: &Client,
    grant: &GrantFacts,
    requested: Option<&ScopeSet>,
    now: Timestamp,
) -> Result<Renewed, OAuthError> {
    let _ = (client, grant, requested, now);
    unimplemented!()
}
