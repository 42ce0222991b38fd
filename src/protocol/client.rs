//! A registered client (RFC 6749 §2, RFC 7591 §2) and the rules its profile brings.

use aws_lc_rs::{constant_time, digest};
use serde::{Deserialize, Serialize};

use super::claims::mapping::ClaimMapping;
use super::colour::Colour;
use super::error::Refusal;
use super::further::Further;
use super::ids::{ClientId, UserId};
use super::origin::Origin;
use super::redirect::{RedirectTarget, RegisteredUri};
use super::scope::{OFFLINE_ACCESS, ScopeSet};
use super::time::Timestamp;

pub mod host;
pub mod kind;
mod logout;
mod tokens;

pub use host::VerifiedHost;
pub use kind::Kind;
pub use logout::LogoutAddresses;
pub use tokens::{AccessTokenFormat, IdTokenClaims};

/// Which set of rules the client follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Code with PKCE S256 always (RFC 9700, OAuth 2.1).
    #[default]
    Modern,
    /// What OpenID Connect Core lets a client do: a confidential client may leave PKCE out.
    Oidc,
}

impl Profile {
    /// Every profile, the default first.
    pub const ALL: [Self; 2] = [Self::Modern, Self::Oidc];

    /// Its name in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Oidc => "oidc",
        }
    }
}

/// `token_endpoint_auth_method` (RFC 7591 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    /// A public client.
    None,
    /// Secret in the `Authorization` header.
    ClientSecretBasic,
    /// Secret in the form.
    ClientSecretPost,
}

impl AuthMethod {
    /// The registered name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
        }
    }
}

/// `grant_types` (RFC 7591 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantType {
    /// RFC 6749 §4.1.
    AuthorizationCode,
    /// RFC 6749 §6.
    RefreshToken,
    /// RFC 6749 §4.4.
    ClientCredentials,
}

impl GrantType {
    /// The value of `grant_type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::ClientCredentials => "client_credentials",
        }
    }
}

/// `response_types` (RFC 7591 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseType {
    /// RFC 6749 §4.1.1.
    #[default]
    Code,
}

/// Algorithms we sign with (RFC 7518 §3.1, RFC 8037 §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the standards' own")]
pub enum SigningAlg {
    ES256,
    RS256,
    PS256,
    EdDSA,
}

impl SigningAlg {
    /// Every algorithm, in the order in which it is advertised.
    pub const ALL: [Self; 4] = [Self::RS256, Self::ES256, Self::PS256, Self::EdDSA];

    /// The value of `alg`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ES256 => "ES256",
            Self::RS256 => "RS256",
            Self::PS256 => "PS256",
            Self::EdDSA => "EdDSA",
        }
    }
}

/// How often one app gets tokens in a minute, at the most: 1 to 1,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct TokensAMinute(u32);

impl TokensAMinute {
    /// The highest. Beyond that there is no limit to speak of.
    pub const MOST: u32 = 1_000_000;

    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// It is none, or more than [`TokensAMinute::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number from 1 to 1000000")]
pub struct NoLimit;

impl TryFrom<u32> for TokensAMinute {
    type Error = NoLimit;

    fn try_from(count: u32) -> Result<Self, NoLimit> {
        let fits = (1..=Self::MOST).contains(&count);
        fits.then_some(Self(count)).ok_or(NoLimit)
    }
}

impl From<TokensAMinute> for u32 {
    fn from(limit: TokensAMinute) -> Self {
        limit.0
    }
}

impl std::str::FromStr for TokensAMinute {
    type Err = NoLimit;

    fn from_str(text: &str) -> Result<Self, NoLimit> {
        Self::try_from(text.parse::<u32>().map_err(|_| NoLimit)?)
    }
}

/// What a client registered; stored as one JSON document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// What kind of program it is.
    pub kind: Kind,
    /// Its rules.
    #[serde(default)]
    pub profile: Profile,
    /// How it proves who it is.
    pub auth_method: AuthMethod,
    /// Whether the registrant named `auth_method`. Otherwise a client with a secret sends it either way: both are equally safe,
    /// and libraries differ in which one they take.
    #[serde(default)]
    pub auth_method_named: bool,
    /// Where it may be called back, in the order of registration.
    #[serde(default)]
    pub redirect_uris: Vec<RegisteredUri>,
    /// Where a signed-out browser may be sent.
    #[serde(default)]
    pub post_logout_redirect_uris: Vec<RegisteredUri>,
    /// How it is told that a sign-in ended.
    #[serde(default)]
    pub logout: LogoutAddresses,
    /// The most it may ask for.
    #[serde(default)]
    pub scope: ScopeSet,
    /// What it may present at the token endpoint.
    pub grant_types: Vec<GrantType>,
    /// What it may ask for at the authorization endpoint.
    #[serde(default)]
    pub response_types: Vec<ResponseType>,
    /// How its ID tokens are signed; RS256 when it registered nothing (OIDC Registration §2).
    #[serde(default = "rs256")]
    pub id_token_signed_response_alg: SigningAlg,
    /// What its ID tokens say about the person.
    #[serde(default)]
    pub id_token_claims: IdTokenClaims,
    /// What its access tokens look like.
    #[serde(default)]
    pub access_token_format: AccessTokenFormat,
    /// How its access tokens are signed; as the server does when it registered nothing.
    #[serde(default)]
    pub access_token_signed_response_alg: Option<SigningAlg>,
    /// Origins whose pages may read what is answered to it, besides those of its redirect URIs (Fetch, CORS protocol).
    #[serde(default)]
    pub allowed_origins: Vec<Origin>,
    /// How answers are signed that it wants signed; RS256 when it registered nothing (JARM §3).
    #[serde(default = "rs256")]
    pub authorization_signed_response_alg: SigningAlg,
    /// `client_uri`: its home page.
    #[serde(default)]
    pub homepage: Option<String>,
    /// Where it says its picture is; nothing is fetched from there.
    #[serde(default)]
    pub logo_uri: Option<String>,
    /// The picture it brought along, by the digest that is in its address.
    #[serde(default)]
    pub logo: Option<String>,
    /// The colour of pages on the way to it.
    #[serde(default)]
    pub accent: Option<Colour>,
    /// Its privacy policy.
    #[serde(default)]
    pub policy_uri: Option<String>,
    /// Its terms of service.
    #[serde(default)]
    pub tos_uri: Option<String>,
    /// Belongs to whoever runs the server; people are not asked for consent. Only an administrator sets it.
    #[serde(default)]
    pub first_party: bool,
    /// Somebody registered it on the hosted page, and nobody vetted it. It stays so when that person's account is removed.
    #[serde(default)]
    pub self_registered: bool,
    /// An administrator looked at it and vouches for it, whoever registered it.
    #[serde(default)]
    pub vetted: bool,
    /// The host that its owner proved to control; nobody registers it.
    #[serde(default)]
    pub verified_host: Option<VerifiedHost>,
    /// People reach it only with an e-mail address that they confirmed.
    #[serde(default)]
    pub require_verified_email: bool,
    /// Further `aud` values of its access tokens: its resource servers (RFC 9068 §3).
    #[serde(default)]
    pub audiences: Vec<String>,
    /// Claims that administrators give it beside what it asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claim_mappings: Vec<ClaimMapping>,
    /// How often it gets tokens in a minute, at the most; an administrator sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens_a_minute: Option<TokensAMinute>,
    /// Addresses of the people responsible.
    #[serde(default)]
    pub contacts: Vec<String>,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<1>,
}

impl Metadata {
    /// Whether the client may authenticate by `method`: the registered one, or, where none was named, either way of sending
    /// the secret (RFC 6749 §2.3.1).
    pub fn accepts(&self, method: AuthMethod) -> bool {
        let secret = |method| method != AuthMethod::None;
        // Only who named it has the form alone.
        let named = self.auth_method_named || self.auth_method == AuthMethod::ClientSecretPost;
        method == self.auth_method || !named && secret(method) && secret(self.auth_method)
    }
}

fn rs256() -> SigningAlg {
    SigningAlg::RS256
}

/// The SHA-256 digest of a client secret; secrets are 256 random bits, so no slow hash is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecretHash(pub [u8; 32]);

impl SecretHash {
    /// The digest of `secret`.
    pub fn of(secret: &str) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, secret.as_bytes()).as_ref());
        Self(hash)
    }

    /// Whether `secret` has this digest; takes as long whether or not it does (CA-06).
    pub fn matches(&self, secret: &str) -> bool {
        constant_time::verify_slices_are_equal(&self.0, &Self::of(secret).0).is_ok()
    }
}

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// The live secret of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretRecord {
    /// Its digest.
    pub hash: SecretHash,
    /// Its first and last four characters, to recognise it by; nothing of a short one.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl SecretRecord {
    /// The record of a secret that was just made.
    pub fn new(secret: &str, now: Timestamp) -> Self {
        /// Of one that was brought along and is shorter, its ends would tell too much.
        const SHORTEST_TO_HINT: usize = 20;
        if secret.len() < SHORTEST_TO_HINT {
            return Self {
                hash: SecretHash::of(secret),
                hint: "…".to_owned(),
                created_at: now,
            };
        }
        let tail = secret.len().saturating_sub(4);
        // Every secret that is made here begins alike, which recognises nothing.
        let head = if secret.starts_with("lys_") { 8 } else { 4 };
        let hint = format!(
            "{}…{}",
            secret.get(..head).unwrap_or_default(),
            secret.get(tail..).unwrap_or_default()
        );
        Self {
            hash: SecretHash::of(secret),
            hint,
            created_at: now,
        }
    }
}

/// The secret before the last rotation, good until it expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviousSecret {
    /// Its digest.
    pub hash: SecretHash,
    /// From then on it is refused.
    pub expires_at: Timestamp,
}

/// A registered client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its `client_id`.
    pub id: ClientId,
    /// Who registered it; none when an operator did.
    pub owner: Option<UserId>,
    /// Its name as people see it.
    pub name: String,
    /// What it registered.
    pub metadata: Metadata,
    /// Its secret; none for a public client.
    pub secret: Option<SecretRecord>,
    /// The secret before the last rotation.
    pub previous_secret: Option<PreviousSecret>,
    /// When it was switched off.
    pub disabled_at: Option<Timestamp>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When its record last changed.
    pub updated_at: Timestamp,
}

impl Client {
    /// Whether it cannot keep a secret (RFC 6749 §2.1).
    pub fn is_public(&self) -> bool {
        self.metadata.auth_method == AuthMethod::None
    }

    /// Whether it registered `grant`.
    pub fn may_use(&self, grant: GrantType) -> bool {
        self.metadata.grant_types.contains(&grant)
    }

    /// Whether people are told that anybody can register an app here: it belongs to a person, or once did, and nobody vouched
    /// for it.
    pub fn is_unvetted(&self) -> bool {
        let of_a_person = self.owner.is_some() || self.metadata.self_registered;
        of_a_person && !self.metadata.vetted
    }

    /// What its profile and kind mean.
    pub fn rules(&self) -> Rules {
        let native = self.metadata.kind == Kind::Native;
        Rules {
            // RFC 9700 §2.1.1: public clients must, others may leave it out only where OIDC Core reigns.
            pkce_required: self.is_public() || self.metadata.profile == Profile::Modern,
            loopback_any_port: native,
            ignores_unknown_scope: self.metadata.profile == Profile::Oidc,
            asks_consent: !self.metadata.first_party,
            proves_itself: !self.is_public() && !native,
        }
    }

    /// Finds the address of an authorization request among those that are registered, as [`RedirectTarget::resolve`].
    ///
    /// # Errors
    /// The refusal belongs on a page: nothing may be sent anywhere.
    pub fn redirect_target(
        &self,
        requested: Option<&str>,
        openid: bool,
    ) -> Result<RedirectTarget, Refusal> {
        let any_port = self.rules().loopback_any_port;
        RedirectTarget::resolve(&self.metadata.redirect_uris, any_port, requested, openid)
    }

    /// What of the scope that it asks for is heeded, by the same rule at every endpoint. `offline_access` is ignored, not refused,
    /// where the client cannot have it (OIDC Core §11, RT-09); so is, with profile `oidc`, what is not in `possible` (§3.1.2.1).
    pub fn heeded(&self, asked: ScopeSet, possible: &ScopeSet) -> ScopeSet {
        let offline =
            self.may_use(GrantType::RefreshToken) && self.metadata.scope.contains(OFFLINE_ACCESS);
        let asked = match offline {
            true => asked,
            false => asked.without(OFFLINE_ACCESS),
        };
        match self.rules().ignores_unknown_scope {
            true => asked.intersection(possible),
            false => asked,
        }
    }

    /// Whether a grant of `scope` comes with a refresh token.
    pub fn gets_refresh_token(&self, scope: &ScopeSet) -> bool {
        self.may_use(GrantType::RefreshToken) && scope.is_offline()
    }
}

/// The rules that differ from client to client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// An authorization request without a challenge is refused.
    pub pkce_required: bool,
    /// A registered loopback address stands for every port (RFC 8252 §7.3).
    pub loopback_any_port: bool,
    /// Scope words that it did not register are ignored, as OIDC Core §3.1.2.1 has it, rather than refused.
    pub ignores_unknown_scope: bool,
    /// People are asked before it gets anything.
    pub asks_consent: bool,
    /// The code is of no use to an impostor, because only the client itself can redeem it. Otherwise the redirect
    /// address must prove the client before a remembered consent may stand for an answer (RFC 8252 §8.6).
    pub proves_itself: bool,
}

/// Clients for tests of the rules.
#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A confidential web app with profile `modern` and the scope of a typical relying party; secret `"secret"`.
    pub(crate) fn web(redirect_uris: &[&str]) -> Client {
        client(Kind::Web, AuthMethod::ClientSecretBasic, redirect_uris)
    }

    /// A public native app.
    pub(crate) fn native(redirect_uris: &[&str]) -> Client {
        client(Kind::Native, AuthMethod::None, redirect_uris)
    }

    /// A public single-page app.
    pub(crate) fn spa(redirect_uris: &[&str]) -> Client {
        client(Kind::Spa, AuthMethod::None, redirect_uris)
    }

    /// A service that acts for itself.
    pub(crate) fn service() -> Client {
        let mut service = client(Kind::Service, AuthMethod::ClientSecretBasic, &[]);
        service.metadata.grant_types = vec![GrantType::ClientCredentials];
        service.metadata.response_types = Vec::new();
        service
    }

    fn client(kind: Kind, auth_method: AuthMethod, redirect_uris: &[&str]) -> Client {
        let now = Timestamp(1_000_000);
        Client {
            id: ClientId("rp1-abcdef".to_owned()),
            owner: None,
            name: "Relying party".to_owned(),
            metadata: Metadata {
                kind,
                profile: Profile::Modern,
                auth_method,
                auth_method_named: false,
                redirect_uris: redirect_uris
                    .iter()
                    .map(|uri| RegisteredUri::parse(uri, kind).unwrap())
                    .collect(),
                post_logout_redirect_uris: Vec::new(),
                logout: LogoutAddresses::default(),
                scope: "openid profile email address phone offline_access api:read"
                    .parse()
                    .unwrap(),
                grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
                response_types: vec![ResponseType::Code],
                id_token_signed_response_alg: SigningAlg::RS256,
                id_token_claims: IdTokenClaims::Minimal,
                access_token_format: AccessTokenFormat::AtJwt,
                access_token_signed_response_alg: None,
                allowed_origins: Vec::new(),
                authorization_signed_response_alg: SigningAlg::RS256,
                homepage: None,
                logo_uri: None,
                logo: None,
                policy_uri: None,
                accent: None,
                tos_uri: None,
                first_party: false,
                self_registered: false,
                vetted: false,
                verified_host: None,
                require_verified_email: false,
                tokens_a_minute: None,
                audiences: Vec::new(),
                claim_mappings: Vec::new(),
                contacts: Vec::new(),
                further: Further::default(),
            },
            secret: (auth_method != AuthMethod::None).then(|| SecretRecord::new("secret", now)),
            previous_secret: None,
            disabled_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}
