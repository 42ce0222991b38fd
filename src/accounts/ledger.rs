//! Are they really out? Which apps took part in a sign-in, what each was told of its end, and what each still holds.

use std::time::Duration;

use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;
use crate::store::sign_in_clients::{self, Part, State};
use crate::store::{Conn, StoreError};

/// An app's part in a sign-in, and what it still holds of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its part, with what it was told.
    pub part: Part,
    /// Until when an access token may be good that it got; none: none is.
    pub access_until: Option<Timestamp>,
    /// Whether it may go on while the person is away (`offline_access`).
    pub lasting: bool,
}

/// Whether an app knows that the sign-in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knows {
    /// It took the message.
    Told,
    /// Its page was put into the browser that signed out; nobody knows what it made of that.
    Asked,
    /// It is being told; so often it was tried.
    Waiting(i64),
    /// It would not have the message.
    Refused,
    /// It did not take the message for a day.
    GivenUp,
    /// It has no address for it.
    Deaf,
}

impl Entry {
    /// Whether the app knows.
    pub fn knows(&self) -> Knows {
        match (self.part.state, self.part.framed_at) {
            (Some(State::Told), _) => Knows::Told,
            (Some(State::Waiting), _) => Knows::Waiting(self.part.tries),
            (_, Some(_)) => Knows::Asked,
            (Some(State::Refused), None) => Knows::Refused,
            (Some(State::GivenUp), None) => Knows::GivenUp,
            (None, None) => Knows::Deaf,
        }
    }
}

/// The apps of a sign-in, in the order in which they came. `access`: how long an access token is good.
///
/// # Errors
/// When the database does not answer.
pub async fn of_sign_in(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    access: Duration,
    now: Timestamp,
) -> Result<Vec<Entry>, StoreError> {
    let parts = sign_in_clients::of_sign_in(c, sign_in).await?;
    let held = sign_in_clients::held(c, sign_in, now).await?;
    let entry = |part: Part| {
        let holding = held.iter().find(|one| one.client_id == part.client);
        let until = holding.map(|one| one.last_token_at.plus(access));
        Entry {
            access_until: until.filter(|until| *until > now),
            lasting: holding.is_some_and(|one| one.lasting > 0),
            part,
        }
    };
    Ok(parts.into_iter().map(entry).collect())
}
