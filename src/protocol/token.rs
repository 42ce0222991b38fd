//! The token request and its answer (RFC 6749 §4.1.3, §4.4.2, §5, §6) and the access token (RFC 9068).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::error::OAuthError;
use super::ids::{GrantId, SignInId, TokenId};
use super::params::Params;
use super::scope::ScopeSet;

/// A token request of an authenticated client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenRequest {
    /// RFC 6749 §4.1.3.
    AuthorizationCode(CodeRequest),
    /// RFC 6749 §6.
    RefreshToken(RefreshRequest),
    /// RFC 6749 §4.4.2.
    ClientCredentials(ClientCredentialsRequest),
}

/// Redeems a code. The parts are judged only once the code is known, because a wrong one burns the code (CD-14).
#[derive(Clone, PartialEq, Eq)]
pub struct CodeRequest {
    /// The sealed code.
    pub code: String,
    /// As it came.
    pub redirect_uri: Option<String>,
    /// As it came.
    pub code_verifier: Option<String>,
}

impl fmt::Debug for CodeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeRequest").field("redirect_uri", &self.redirect_uri).finish_non_exhaustive()
    }
}

/// Trades a refresh token.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshRequest {
    /// As it came.
    pub refresh_token: String,
    /// A narrower scope for the new access token.
    pub scope: Option<ScopeSet>,
}

impl fmt::Debug for RefreshRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshRequest").field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// Asks for an access token of the client's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCredentialsRequest {
    /// What the token will be for: what was asked for, or all that the client registered; never `openid`.
    pub scope: ScopeSet,
}

impl TokenRequest {
    /// Parses the form of a token request.
    /// # Errors
    /// `unsupported_grant_type`, `unauthorized_client` (AZ-08), `invalid_request`, `invalid_scope`.
    pub fn parse(params: &Params, client: &Client) -> Result<Self, OAuthError> {
        let _ = (params, client);
        unimplemented!()
    }
}

/// A successful answer of the token endpoint (RFC 6749 §5.1, OIDC Core §3.1.3.3).
#[derive(Clone, Serialize)]
pub struct TokenResponse {
    /// The signed access token.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: u64,
    /// The refresh token, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The ID token, when `openid` was granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// What was granted.
    pub scope: ScopeSet,
}

/// The claims of an access token (RFC 9068 §2.2). A token of the client credentials grant has no grant and no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// The issuer.
    pub iss: String,
    /// The person's id, or the client's for its own token.
    pub sub: String,
    /// The issuer, then the client's registered resource servers.
    pub aud: Audience,
    /// Who may use it.
    pub client_id: String,
    /// What it is for.
    pub scope: ScopeSet,
    /// Issued at, seconds since 1970.
    pub iat: i64,
    /// Expires at, seconds since 1970.
    pub exp: i64,
    /// Its own id.
    pub jti: TokenId,
    /// When the person signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_time: Option<i64>,
    /// How strongly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// How.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// The grant it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gid: Option<GrantId>,
    /// The sign-in it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<SignInId>,
}

/// `aud` (RFC 7519 §4.1.3): one text, or a list of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// A single one is written as text.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    /// The issuer itself, because userinfo is its resource, and what the client registered.
    pub fn of(issuer: &str, client: &Client) -> Self {
        let others = &client.metadata.audiences;
        if others.is_empty() {
            return Self::One(issuer.to_owned());
        }
        Self::Many([issuer.to_owned()].into_iter().chain(others.iter().cloned()).collect())
    }

    /// Whether `one` is among them.
    pub fn contains(&self, one: &str) -> bool {
        match self {
            Self::One(own) => own == one,
            Self::Many(all) => all.iter().any(|own| own == one),
        }
    }
}
