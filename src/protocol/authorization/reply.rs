//! The answer to an authorization request (RFC 6749 §4.1.2, RFC 9207 §2).

use super::reply_to::ResponseMode;
use crate::protocol::error::OAuthError;
use crate::protocol::redirect::RedirectTarget;

/// What is sent to a client through the browser. Every answer is one of these, so none goes without its issuer (AZ-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Where to.
    pub target: RedirectTarget,
    /// How.
    pub mode: ResponseMode,
    /// Given back as it came.
    pub state: Option<String>,
    /// What is said.
    pub answer: Answer,
}

/// What a client is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The code: the request was granted.
    Code(String),
    /// Why it was not (RFC 6749 §4.1.2.1).
    Error(OAuthError),
}

impl Reply {
    /// The address that carries the answer of `issuer` to the client.
    pub fn url(&self, issuer: &str) -> String {
        match self.mode {
            ResponseMode::Query => self.target.with(self.parameters(issuer)),
        }
    }

    /// The parameters of the answer, whichever way they travel.
    fn parameters<'a>(&'a self, issuer: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let said = match &self.answer {
            Answer::Code(code) => [Some(("code", code.as_str())), None],
            Answer::Error(error) => [
                Some(("error", error.code.as_str())),
                Some(("error_description", error.description())),
            ],
        };
        let state = self.state.as_deref().map(|state| ("state", state));
        let rest = state.into_iter().chain([("iss", issuer)]);
        said.into_iter().flatten().chain(rest)
    }
}
