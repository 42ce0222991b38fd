//! Reading access tokens back (RFC 9068 §4).

use super::ACCESS_TOKEN_TYPE;
use crate::app::App;
use crate::protocol::time::Timestamp;
use crate::protocol::token::AccessTokenClaims;

/// An access token of ours: signature, `typ`, issuer, audience and expiry are right. Whether it still counts is asked of its
/// grant: [`live`](super::live). Claims alone, as anybody can write them, are none:
///
/// ```
/// # use lanyard::{app::App, tokens::open::{AccessToken, access}};
/// # use lanyard::protocol::{time::Timestamp, token::AccessTokenClaims};
/// fn token(app: &App, text: &str, now: Timestamp) -> Option<AccessToken> {
///     access(app, text, now)
/// }
/// ```
/// ```compile_fail,E0423
/// # use lanyard::{app::App, tokens::open::{AccessToken, access}};
/// # use lanyard::protocol::{time::Timestamp, token::AccessTokenClaims};
/// fn token(claims: AccessTokenClaims) -> Option<AccessToken> {
///     Some(AccessToken(claims))
/// }
/// ```
#[derive(Debug)]
pub struct AccessToken(AccessTokenClaims);

impl AccessToken {
    /// What it says.
    pub fn claims(&self) -> &AccessTokenClaims {
        &self.0
    }

    /// What it says.
    pub(super) fn into_claims(self) -> AccessTokenClaims {
        self.0
    }
}

/// The access token behind a text.
pub fn access(app: &App, text: &str, now: Timestamp) -> Option<AccessToken> {
    let claims = app
        .keys
        .verify(text, Some(ACCESS_TOKEN_TYPE), app.issuer(), now);
    claims.ok().map(AccessToken)
}
