//! Letters: what a mail says, how it is written, and how it leaves. Acts put letters into the outbox
//! ([`accounts::mailing`](crate::accounts::mailing)), whose worker hands them to a [`Post`].

mod letter;
mod message;
mod post;
mod shelf;
mod words;

pub use letter::{Letter, Sealed};
pub use post::{Post, Sent};
pub use shelf::Shown;

/// What the outbox calls letters.
pub const KIND: &str = "mail";
