//! What an authorization request wishes for, wherever its answer goes (OIDC Core §3.1.2.1).

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::protocol::claims::request::ClaimsRequest;
use crate::protocol::further::Further;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::resource::Resource;
use crate::protocol::scope::{OPENID, ScopeSet};
use crate::protocol::subject::Subject;

/// What people are asked about, and how. It does not know how the request came, nor where the answer goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Who asks.
    pub client: ClientId,
    /// What is asked for, within what the client registered.
    pub scope: ScopeSet,
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
    /// The one resource server that the tokens will be for (RFC 8707 §2.1).
    #[serde(default, skip_serializing_if = "is_default")]
    pub resource: Option<Resource>,
    /// How the pages should present themselves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub display: Display,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

impl Wish {
    /// Whether this asks for OpenID Connect rather than plain OAuth.
    pub fn is_openid(&self) -> bool {
        self.scope.contains(OPENID)
    }

    /// What a person is asked to allow: the scope, and the words that stand for claims asked for one by one.
    pub fn needs_consent_for(&self) -> ScopeSet {
        self.scope.with(self.claims.scope_words())
    }

    /// Whether the client named this person, by an ID token or in `claims` (OIDC Core §3.1.2.1, §5.5.1), or nobody.
    pub fn may_be(&self, user: UserId, subject: &Subject) -> bool {
        let named = self.claims.subject.as_deref();
        self.id_token_hint.is_none_or(|hinted| hinted == user)
            && named.is_none_or(|named| named == subject.as_str())
    }
}

/// `prompt` (OIDC Core §3.1.2.1). It is closed: a value that comes later is a member of the wish, where versions that do not
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
