//! Reading access tokens back (RFC 9068 §4).

use super::{OPAQUE_PREFIX, type_of};
use crate::app::App;
use crate::protocol::client::{AccessTokenFormat, Client};
use crate::protocol::resource_server::ResourceServers;
use crate::protocol::time::Timestamp;
use crate::protocol::token::AccessTokenClaims;

/// An access token of ours: signature or seal, `typ`, issuer and expiry are right. Whether it still counts is asked of its
/// grant: [`live`](super::live); whether it is for whoever asks is theirs to look at. Claims alone, as anybody can write them, are none:
///
/// ```
/// # use lanyard::{app::App, tokens::open::{AccessToken, access}};
/// # use lanyard::protocol::{time::Timestamp, token::AccessTokenClaims};
/// fn token(app: &App, text: &str, now: Timestamp) -> Option<AccessToken> {
///     access(app, text, now)
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::{app::App, tokens::open::{AccessToken, access}};
/// # use lanyard::protocol::{time::Timestamp, token::AccessTokenClaims};
/// fn token(claims: AccessTokenClaims) -> Option<AccessToken> {
///     Some(AccessToken { claims })
/// }
/// ```
#[derive(Debug)]
pub struct AccessToken {
    claims: AccessTokenClaims,
    format: AccessTokenFormat,
}

impl AccessToken {
    /// What it says.
    pub fn claims(&self) -> &AccessTokenClaims {
        &self.claims
    }

    /// What it says.
    pub(super) fn into_claims(self) -> AccessTokenClaims {
        self.claims
    }

    /// Whether its client, or a resource server that it is for, gets tokens like it. `typ: JWT` is what anything may be called, so
    /// only tokens of those who asked for it count; the other forms are nobody else's, and stay good when the client changes.
    pub(super) fn is_of(&self, client: &Client, servers: &ResourceServers) -> bool {
        let format = AccessTokenFormat::Jwt;
        self.format != format
            || client.metadata.access_token_format == format
            || servers.have_format(&self.claims.aud, format)
    }
}

/// The access token behind a text.
pub fn access(app: &App, text: &str, now: Timestamp) -> Option<AccessToken> {
    if let Some(sealed) = text.strip_prefix(OPAQUE_PREFIX) {
        let claims = app.keys.open::<AccessTokenClaims>(sealed, now).ok()?.value;
        let format = AccessTokenFormat::Opaque;
        return (now.0 < claims.exp).then_some(AccessToken { claims, format });
    }
    let formats = [AccessTokenFormat::AtJwt, AccessTokenFormat::Jwt];
    formats.into_iter().find_map(|format| {
        let claims = app.keys.verify(text, type_of(format), None, now).ok()?;
        Some(AccessToken { claims, format })
    })
}
