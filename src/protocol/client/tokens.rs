//! What the tokens of a client look like.

use serde::{Deserialize, Serialize};

/// What an ID token says about the person, besides who they are and how they signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdTokenClaims {
    /// Only what was asked for one by one: the claims of the scopes come from userinfo (OIDC Core §5.4). Short, and nothing
    /// about the person goes through browsers and logs.
    #[default]
    Minimal,
    /// The claims of the granted scopes as well, for apps that never ask userinfo.
    Scopes,
}

impl IdTokenClaims {
    /// Every choice, the default first.
    pub const ALL: [Self; 2] = [Self::Minimal, Self::Scopes];

    /// The value of `id_token_claims`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Scopes => "scopes",
        }
    }
}

/// What an access token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum AccessTokenFormat {
    /// A JWT of RFC 9068, with `typ: at+jwt`.
    #[default]
    #[serde(rename = "at+jwt")]
    AtJwt,
    /// The same with `typ: JWT`, for resource servers that know no other.
    #[serde(rename = "jwt")]
    Jwt,
    /// A text that says nothing to anybody else: resource servers ask by introspection (RFC 7662).
    #[serde(rename = "opaque")]
    Opaque,
}

impl AccessTokenFormat {
    /// Every format, the default first.
    pub const ALL: [Self; 3] = [Self::AtJwt, Self::Jwt, Self::Opaque];

    /// The value of `access_token_format`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtJwt => "at+jwt",
            Self::Jwt => "jwt",
            Self::Opaque => "opaque",
        }
    }
}
