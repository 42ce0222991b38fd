//! The order of the code grant, driven by oxide-auth's state machines over facts that are loaded already. Nothing else
//! imports that crate, and neither its types nor chrono's leave this folder. It has these three machines and grows no further.
//!
//! The machines see to it that no step is skipped: the client is bound before the proof key is taken, that before the
//! scope is negotiated; a code is recovered before its proof is checked, and that before anything is issued. What they
//! do not know stands in front of them: exact addresses, the form of a verifier, `now` instead of the wall clock, which
//! mistakes spend a code, and the error codes that they get wrong.

mod begin;
mod redeem;
mod renew;

use oxide_auth::code_grant::extensions::Pkce;
use oxide_auth::primitives::grant::Value;
use oxide_auth::primitives::registrar::ExactUrl;
use oxide_auth::primitives::scope::Scope;

pub use begin::{Begun, begin};
pub use redeem::{RedeemError, Redeemed, redeem};
pub use renew::{Renewed, renew};

use crate::protocol::error::OAuthError;
use crate::protocol::pkce::CodeChallenge;
use crate::protocol::scope::ScopeSet;

/// `optional` alone would also accept a verifier without a challenge; `check_verifier_form` does not.
fn pkce(required: bool) -> Pkce {
    if required {
        Pkce::required()
    } else {
        Pkce::optional()
    }
}

/// The challenge in the crate's private form.
fn challenge_value(challenge: &CodeChallenge) -> Result<Value, OAuthError> {
    let value = pkce(true).challenge(Some("S256".into()), Some(challenge.as_str().into()));
    value
        .ok()
        .flatten()
        .ok_or_else(|| OAuthError::server_error("The challenge cannot be used."))
}

fn words(scope: &ScopeSet) -> Result<Scope, OAuthError> {
    scope
        .to_string()
        .parse()
        .map_err(|_| OAuthError::invalid_scope("The scope cannot be read."))
}

/// `wanted` in its own order, as far as the crate granted it.
fn in_order(wanted: &ScopeSet, granted: &Scope) -> ScopeSet {
    let refused: Vec<_> = wanted
        .iter()
        .filter(|word| !granted.iter().any(|own| own == *word))
        .collect();
    refused
        .into_iter()
        .fold(wanted.clone(), |scope, word| scope.without(word))
}

fn address(uri: &str) -> Result<ExactUrl, OAuthError> {
    ExactUrl::new(uri.to_owned())
        .map_err(|_| OAuthError::server_error("The redirect address cannot be used."))
}

#[cfg(test)]
mod tests;
