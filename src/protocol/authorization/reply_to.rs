//! Where the answer to an authorization request goes, and what it must carry (RFC 6749 §4.1.1).

use serde::{Deserialize, Serialize};

use super::is_default;
use super::reply::{Answer, Reply};
use crate::protocol::client::ResponseType;
use crate::protocol::further::Further;
use crate::protocol::pkce::CodeChallenge;
use crate::protocol::redirect::RedirectTarget;

/// The client waits behind a redirect of the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTo {
    /// As the request named it. Only [`AuthorizationRequest::revalidate`](super::AuthorizationRequest::revalidate) makes
    /// an address of it that something may be sent to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) redirect_uri: Option<String>,
    /// What the answer is made of (RFC 6749 §3.1.1).
    #[serde(default, skip_serializing_if = "is_default")]
    pub response_type: ResponseType,
    /// How it travels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub response_mode: ResponseMode,
    /// Given back as it came, octet by octet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: Option<String>,
    /// Goes into the ID token as it came.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nonce: Option<String>,
    /// The client's proof key, method S256.
    #[serde(default, skip_serializing_if = "is_default")]
    pub challenge: Option<CodeChallenge>,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

impl ReplyTo {
    /// The address that the request named; none when it left it out.
    pub fn requested_redirect_uri(&self) -> Option<&str> {
        self.redirect_uri.as_deref()
    }

    /// The answer, to be sent to `target`: that of [`AuthorizationRequest::revalidate`](super::AuthorizationRequest::revalidate).
    pub fn reply(self, target: RedirectTarget, answer: Answer) -> Reply {
        Reply {
            target,
            mode: self.response_mode,
            state: self.state,
            answer,
        }
    }
}

/// `response_mode` (OAuth 2.0 Multiple Response Type Encoding Practices §2.1): how an answer travels. Another mode is a value here
/// and an arm of [`Reply::url`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    /// In the query of the redirect URI, as codes do.
    #[default]
    Query,
}

impl ResponseMode {
    /// The mode of this name: `"query"`.
    pub fn parse(name: &str) -> Option<Self> {
        (name == "query").then_some(Self::Query)
    }
}
