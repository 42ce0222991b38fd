//! The authorization request and its answer (RFC 6749 §4.1.1–2, OIDC Core §3.1.2, RFC 9207).

use serde::{Deserialize, Serialize};

use super::claims::request::{self, ClaimsRequest};
use super::client::Client;
use super::error::{OAuthError, Refusal};
use super::further::Further;
use super::ids::{ClientId, UserId};
use super::pkce::CodeChallenge;
use super::redirect::RedirectTarget;
use super::scope::ScopeSet;

mod parse;

pub use parse::{client_id, parse};

/// A request that was in order when it came. It travels sealed, so before anything is sent to a client it is held
/// against the client's present record: only [`AuthorizationRequest::revalidate`] yields a [`RedirectTarget`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub client: ClientId,
    #[serde(default, skip_serializing_if = "is_default")]
    redirect_uri: Option<String>,
    /// What is asked for, within what the client registered.
    pub scope: ScopeSet,
    /// Given back as it came, octet by octet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: Option<String>,
    /// Goes into the ID token as it came.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nonce: Option<String>,
    /// The client's proof key, method S256.
    #[serde(default, skip_serializing_if = "is_default")]
    pub challenge: Option<CodeChallenge>,
    /// Which pages must, or must not, be shown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prompt: Prompt,
    /// The most seconds since the sign-in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub max_age: Option<u64>,
    /// Who will probably sign in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub login_hint: Option<String>,
    /// Who is expected, by the ID token in `id_token_hint`. The token itself is not kept: it may have 8 kB.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id_token_hint: Option<UserId>,
    /// Preferred languages of the pages, best first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ui_locales: Vec<String>,
    /// Authentication context classes the client would like.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acr_values: Vec<String>,
    /// Claims asked for one by one (OIDC Core §5.5).
    #[serde(default, skip_serializing_if = "is_default")]
    pub claims: ClaimsRequest,
    /// How the pages should present themselves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub display: Display,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

/// What says nothing does not travel: it goes through URLs.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The fields in the order of the first version of sealed texts.
pub type First = (
    ClientId,
    Option<String>,
    ScopeSet,
    Option<String>,
    Option<String>,
    Option<CodeChallenge>,
    Prompt,
    Option<u64>,
    Option<String>,
    Option<UserId>,
    Vec<String>,
    Vec<String>,
    request::First,
    Display,
);

/// `prompt` (OIDC Core §3.1.2.1). It is closed: a value that comes later is a member of the request, where versions that do not
/// know it keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Prompt {
    /// Show no page at all. Never together with another.
    pub none: bool,
    /// Ask for a new sign-in.
    pub login: bool,
    /// Ask for consent again.
    pub consent: bool,
    /// Let the person choose an account.
    pub select_account: bool,
}

/// `display` (OIDC Core §3.1.2.1). The pages fit all of them; it is kept for those that care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub enum Display {
    #[default]
    Page,
    Popup,
    Touch,
    Wap,
}

/// Where a refused authorization request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizeRefusal {
    /// On a page of ours; nothing is proven about where the browser might be sent (RFC 6749 §4.1.2.1).
    Page(Box<Refusal>),
    /// At the client.
    Redirect {
        /// Where to.
        target: RedirectTarget,
        /// To be given back.
        state: Option<String>,
        /// What to say.
        error: OAuthError,
    },
}

impl From<Refusal> for AuthorizeRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Page(Box::new(refusal))
    }
}

/// The answer to a request that was granted; `iss` always comes along (RFC 9207, AZ-01).
pub fn success_url(
    target: &RedirectTarget,
    code: &str,
    state: Option<&str>,
    issuer: &str,
) -> String {
    let state = state.map(|state| ("state", state));
    target.with(
        [("code", code)]
            .into_iter()
            .chain(state)
            .chain([("iss", issuer)]),
    )
}

/// The answer to a request that was refused.
pub fn error_url(
    target: &RedirectTarget,
    error: &OAuthError,
    state: Option<&str>,
    issuer: &str,
) -> String {
    let state = state.map(|state| ("state", state));
    let error = [
        ("error", error.code.as_str()),
        ("error_description", error.description()),
    ];
    target.with(error.into_iter().chain(state).chain([("iss", issuer)]))
}

impl AuthorizationRequest {
    /// What the first version of sealed texts says.
    pub fn first(fields: First) -> Self {
        let (client, redirect_uri, scope, state, nonce, challenge, prompt, max_age, ..) = fields;
        let (.., login_hint, id_token_hint, ui_locales, acr_values, claims, display) = fields;
        Self {
            client,
            redirect_uri,
            scope,
            state,
            nonce,
            challenge,
            prompt,
            max_age,
            login_hint,
            id_token_hint,
            ui_locales,
            acr_values,
            claims: ClaimsRequest::first(claims),
            display,
            further: Further::default(),
        }
    }

    /// The address that the request named; none when it left it out.
    pub fn requested_redirect_uri(&self) -> Option<&str> {
        self.redirect_uri.as_deref()
    }

    /// Whether this asks for OpenID Connect rather than plain OAuth.
    pub fn is_openid(&self) -> bool {
        self.scope.contains(super::scope::OPENID)
    }

    /// What a person is asked to allow: the scope, and the words that stand for claims asked for one by one.
    pub fn needs_consent_for(&self) -> ScopeSet {
        self.scope.with(self.claims.scope_words())
    }

    /// Holds the request against the client's record as it is now (AZ-18, AZ-24), and gives the address that an
    /// answer may be sent to.
    /// # Errors
    /// A page when the address is no longer registered, an error for the client otherwise.
    pub fn revalidate(&self, client: &Client) -> Result<RedirectTarget, AuthorizeRefusal> {
        parse::revalidate(self, client)
    }
}

#[cfg(test)]
mod tests;
