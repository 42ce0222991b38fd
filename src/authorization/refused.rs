//! How a request ends before anything is decided about it.

use std::sync::Arc;

use crate::protocol::authorization::{AuthorizeRefusal, Reply};
use crate::protocol::client::Client;
use crate::protocol::error::Refusal;
use crate::store::StoreError;

/// It does not go on.
#[derive(Debug)]
pub enum Stopped {
    /// The client is told (RFC 6749 §4.1.2.1).
    Reply(Reply),
    /// Only the person is.
    Refuse(Refused),
}

/// What a page says instead of an answer to the client.
#[derive(Debug)]
pub enum Refused {
    /// The sealed text is not ours, or older than a day.
    Expired,
    /// No client has this id.
    UnknownClient(String),
    /// Nothing is proven about where the browser might be sent; the client, when it is known.
    NotInOrder(Box<Refusal>, Option<Arc<Client>>),
    /// The client redeemed its code already: a person went back, or pressed a button twice (attack row AZ-21).
    Finished(Arc<Client>),
    /// The database does not answer.
    Store(StoreError),
}

impl Stopped {
    /// A request of `client` that its rules refuse.
    pub(super) fn by(refusal: AuthorizeRefusal, client: Arc<Client>) -> Self {
        match refusal {
            AuthorizeRefusal::Page(refusal) => {
                Self::Refuse(Refused::NotInOrder(refusal, Some(client)))
            }
            AuthorizeRefusal::Reply(reply) => Self::Reply(reply),
        }
    }
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Self {
        Self::Refuse(refused)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Refuse(Refused::Store(error))
    }
}
