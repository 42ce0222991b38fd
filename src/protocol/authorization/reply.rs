//! The answer to an authorization request (RFC 6749 §4.1.2, RFC 9207 §2), and how it travels.

use serde::Serialize;

use super::reply_to::{Carrier, ResponseMode};
use crate::protocol::client::{Client, SigningAlg};
use crate::protocol::error::OAuthError;
use crate::protocol::ids::ClientId;
use crate::protocol::redirect::RedirectTarget;
use crate::protocol::time::Timestamp;

/// How long a signed answer is good for, in seconds: it is on its way for a moment, and clocks differ.
const SIGNED_FOR: i64 = 120;

/// What is sent to a client through the browser. Every answer is one of these, so none goes without its issuer (AZ-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// To whom.
    pub recipient: Box<Recipient>,
    /// Where to.
    pub target: RedirectTarget,
    /// How.
    pub mode: ResponseMode,
    /// Given back as it came.
    pub state: Option<String>,
    /// What the client compares in a frame (OpenID Connect Session Management 1.0 §2).
    pub session_state: Option<Box<str>>,
    /// What is said.
    pub answer: Answer,
}

/// The client, as far as an answer to it needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The audience of a signed answer.
    pub client: ClientId,
    /// What people call it.
    pub name: String,
    /// What a signed answer is signed with.
    pub alg: SigningAlg,
}

impl From<&Client> for Recipient {
    fn from(client: &Client) -> Self {
        Self {
            client: client.id.clone(),
            name: client.name.clone(),
            alg: client.metadata.authorization_signed_response_alg,
        }
    }
}

/// What a client is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The code: the request was granted.
    Code(String),
    /// Why it was not (RFC 6749 §4.1.2.1).
    Error(OAuthError),
}

/// The claims of a signed answer (JARM §2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignedAnswer<'a> {
    iss: &'a str,
    aud: &'a str,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_state: Option<&'a str>,
}

/// What the browser has to do with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Go to this address, which carries it.
    Redirect(String),
    /// Post a form (OAuth 2.0 Form Post Response Mode §2).
    Post(FormPost),
}

/// A form that carries an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPost {
    /// What people call the client.
    pub name: String,
    /// Where it is posted to.
    pub action: RedirectTarget,
    /// Its hidden fields.
    pub fields: Vec<(&'static str, String)>,
}

impl Reply {
    /// How the answer of `issuer` reaches the client. `sign` is asked only where the mode wants a signature.
    /// # Errors
    /// Those of `sign`.
    pub fn deliver<E>(
        &self,
        issuer: &str,
        now: Timestamp,
        sign: impl FnOnce(SigningAlg, &SignedAnswer<'_>) -> Result<String, E>,
    ) -> Result<Delivery, E> {
        let parameters = match self.mode.signed {
            true => vec![(
                "response",
                sign(self.recipient.alg, &self.signed_answer(issuer, now))?,
            )],
            false => self.parameters(issuer),
        };
        let said = parameters.iter().map(|(name, value)| (*name, &**value));
        Ok(match self.mode.carrier {
            Carrier::Query => Delivery::Redirect(self.target.with(said)),
            Carrier::Fragment => Delivery::Redirect(self.target.with_fragment(said)),
            Carrier::FormPost => Delivery::Post(FormPost {
                name: self.recipient.name.clone(),
                action: self.target.clone(),
                fields: parameters,
            }),
        })
    }

    fn parameters(&self, issuer: &str) -> Vec<(&'static str, String)> {
        let mut said = match &self.answer {
            Answer::Code(code) => vec![("code", code.clone())],
            Answer::Error(error) => vec![
                ("error", error.code.as_str().to_owned()),
                ("error_description", error.description().to_owned()),
            ],
        };
        said.extend(self.state.clone().map(|state| ("state", state)));
        let session_state = self.session_state.as_deref();
        said.extend(session_state.map(|state| ("session_state", state.to_owned())));
        said.push(("iss", issuer.to_owned()));
        said
    }

    fn signed_answer<'a>(&'a self, issuer: &'a str, now: Timestamp) -> SignedAnswer<'a> {
        let (code, error) = match &self.answer {
            Answer::Code(code) => (Some(code.as_str()), None),
            Answer::Error(error) => (None, Some(error)),
        };
        SignedAnswer {
            iss: issuer,
            aud: self.recipient.client.as_str(),
            exp: now.0 + SIGNED_FOR,
            code,
            error: error.map(|error| error.code.as_str()),
            error_description: error.map(OAuthError::description),
            state: self.state.as_deref(),
            session_state: self.session_state.as_deref(),
        }
    }
}
