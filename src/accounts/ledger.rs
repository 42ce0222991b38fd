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

impl Entry {
    /// What became of telling the app, for people.
    pub fn sentence(&self) -> &'static str {
        match (self.part.state, self.part.framed_at) {
            (Some(State::Told), _) => "was told",
            (Some(State::Waiting), _) if self.part.tries > 0 => {
                "has not answered yet; it will be told again"
            }
            (Some(State::Waiting), _) => "is being told",
            (_, Some(_)) => "was asked in the browser to sign out",
            (Some(State::Refused), _) => "would not be told",
            (Some(State::GivenUp), _) => "could not be reached for a day",
            (None, None) => "has no address at which it can be told",
        }
    }

    /// What it still holds, for people; none when that is nothing.
    pub fn holds(&self) -> Option<&'static str> {
        match (self.lasting, self.access_until) {
            (true, _) => Some("It may go on while you are away, as you allowed."),
            (false, Some(_)) => Some("What it got may still work for some minutes."),
            (false, None) => None,
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
