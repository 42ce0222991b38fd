//! Token introspection (RFC 7662).

use serde::Serialize;
use serde::ser::Serializer;

use super::client::Client;
use super::token::AccessTokenClaims;

/// The answer about one token. An inactive one says nothing else (RFC 7662 §2.2, RT-10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Not a token, not ours, over, or none of the asker's business.
    Inactive,
    /// An access token that holds.
    Access(Box<AccessTokenClaims>),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let _ = serializer;
        unimplemented!()
    }
}

/// Whether `asker`, who is authenticated, may learn about this token: it is the token's client, or one of the
/// resource servers the token is for.
pub fn may_ask(asker: &Client, token: &AccessTokenClaims) -> bool {
    token.client_id == asker.id.as_str() || token.aud.contains(asker.id.as_str())
}
