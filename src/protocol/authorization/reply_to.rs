//! Where the answer to an authorization request goes, and what it must carry (RFC 6749 §4.1.1).

use serde::{Deserialize, Serialize};

use super::is_default;
use super::reply::{Answer, Reply};
use crate::protocol::client::{Client, ResponseType};
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

    /// The answer to `client`, to be sent to `target`: that of
    /// [`AuthorizationRequest::revalidate`](super::AuthorizationRequest::revalidate).
    pub fn reply(self, client: &Client, target: RedirectTarget, answer: Answer) -> Reply {
        Reply {
            recipient: Box::new(client.into()),
            target,
            mode: self.response_mode,
            state: self.state,
            session_state: None,
            answer,
        }
    }
}

/// `response_mode`: how an answer travels (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, OAuth 2.0 Form Post
/// Response Mode, JARM §2.3). Stored by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct ResponseMode {
    /// What carries it.
    pub carrier: Carrier,
    /// Whether it is one signed JWT.
    pub signed: bool,
}

/// What carries an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carrier {
    /// The query of the redirect URI, as codes do.
    #[default]
    Query,
    /// Its fragment, which no server sees.
    Fragment,
    /// A form that the browser posts.
    FormPost,
}

impl ResponseMode {
    /// Every mode that has a name of its own; `jwt` is short for the signed one of a response type's own carrier.
    pub const ALL: [Self; 6] = [
        Self::new(Carrier::Query, false),
        Self::new(Carrier::Fragment, false),
        Self::new(Carrier::FormPost, false),
        Self::new(Carrier::Query, true),
        Self::new(Carrier::Fragment, true),
        Self::new(Carrier::FormPost, true),
    ];

    const fn new(carrier: Carrier, signed: bool) -> Self {
        Self { carrier, signed }
    }

    /// What a response type uses when no mode is named: the fragment, when anything but a code comes back (Multiple Response
    /// Type Encoding Practices §3–5). So an answer that such a type is not offered arrives where it is looked for.
    pub fn of_type(response_type: Option<&str>) -> Self {
        let in_front = |word| matches!(word, "token" | "id_token");
        match response_type.is_some_and(|words| words.split(' ').any(in_front)) {
            true => Self::new(Carrier::Fragment, false),
            false => Self::default(),
        }
    }

    /// The mode of this name, `"form_post.jwt"`, for a request whose own is this one.
    pub fn named(self, name: &str) -> Option<Self> {
        match name {
            "jwt" => Some(Self::new(self.carrier, true)),
            _ => Self::parse(name),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match (self.carrier, self.signed) {
            (Carrier::Query, false) => "query",
            (Carrier::Fragment, false) => "fragment",
            (Carrier::FormPost, false) => "form_post",
            (Carrier::Query, true) => "query.jwt",
            (Carrier::Fragment, true) => "fragment.jwt",
            (Carrier::FormPost, true) => "form_post.jwt",
        }
    }
}

impl From<ResponseMode> for &'static str {
    fn from(mode: ResponseMode) -> Self {
        mode.as_str()
    }
}

impl TryFrom<String> for ResponseMode {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::parse(&name).ok_or_else(|| format!("{name} is no response mode"))
    }
}
