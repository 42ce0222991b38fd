//! The authorization request and its answer (RFC 6749 §4.1.1–2, OIDC Core §3.1.2, RFC 9207).

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::error::Refusal;
use super::further::Further;
use super::redirect::RedirectTarget;

mod first;
mod parse;
mod reply;
mod reply_to;
mod wish;

pub use first::First;
pub use parse::{client_id, parse};
pub use reply::{Answer, Delivery, FormPost, Recipient, Reply, SignedAnswer};
pub use reply_to::{Carrier, ReplyTo, ResponseMode};
pub use wish::{Display, Prompt, Wish};

/// A request that was in order when it came. It travels sealed, so before anything is sent to a client it is held
/// against the client's present record: only [`AuthorizationRequest::revalidate`] yields a [`RedirectTarget`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// What is wished.
    pub wish: Wish,
    /// Where the answer goes.
    pub reply_to: ReplyTo,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

/// What says nothing does not travel: it goes through URLs.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Where a refused authorization request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizeRefusal {
    /// On a page of ours; nothing is proven about where the browser might be sent (RFC 6749 §4.1.2.1).
    Page(Box<Refusal>),
    /// At the client.
    Reply(Reply),
}

impl From<Refusal> for AuthorizeRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Page(Box::new(refusal))
    }
}

impl AuthorizationRequest {
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
