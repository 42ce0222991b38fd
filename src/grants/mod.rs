//! Grants: one file for each grant type, which turns a caller into an [`Authorization`]; `tokens::mint` turns that into tokens.
//!
//! Every check leaves a witness that only the place which checks can make, and the next step takes it by value or asks for it
//! in a field. So nothing is spent before everything was checked, nothing is minted before it was spent, and who leaves a
//! check out has a program that does not compile.
//!
//! | witness | says | made by |
//! |---|---|---|
//! | [`Caller`](crate::protocol::client_auth::Caller) | the client is who it says, or is public | `client_auth::verify` |
//! | [`Sender`] | what its tokens are bound to was proven | `Sender::of` |
//! | [`RefreshToken`](crate::protocol::refresh::RefreshToken) | the MAC was right | `Presented::verify` |
//! | [`Redeemed`](machine::Redeemed), [`Renewed`](machine::Renewed) | client, time, address, verifier, scope fit | `machine` |
//! | [`Successor`](crate::protocol::refresh::Successor) | the refresh token is live or forgiven, its gate asked | `refresh::judge` |
//! | [`Allowed`] | person, sign-in, consent and client still stand | `protocol::gate` |
//! | [`Spent`] | this request, and no other, spent it | `spend` |

pub mod client_credentials;
pub mod code;
pub mod ending;
pub mod machine;
pub mod refresh;
pub mod spend;

pub use spend::Spent;

use crate::protocol::claims::UserClaims;
use crate::protocol::client_auth::Authenticated;
use crate::protocol::error::OAuthError;
use crate::protocol::gate::Allowed;
use crate::protocol::membership::Membership;
use crate::protocol::sender::Sender;
use crate::protocol::subject::Subject;
use crate::protocol::token::ClientCredentialsRequest;
use crate::store::StoreError;

/// Why a grant was ended, as its row says it.
pub mod reason {
    /// Its code came a second time (RFC 6749 §4.1.2).
    pub const CODE_REPLAYED: &str = "code used twice";
    /// A refresh token came after its successor was used (RFC 9700 §4.14.2).
    pub const REFRESH_TOKEN_STOLEN: &str = "refresh token used twice";
    /// RFC 7009.
    pub const REVOKED_BY_CLIENT: &str = "revoked by the client";
}

/// What tokens are minted from.
///
/// ```
/// # use lanyard::grants::{Authorization, Spent};
/// # use lanyard::protocol::{claims::UserClaims, membership::Membership, subject::Subject};
/// fn of_person(spent: Spent<'_>, subject: Subject, claims: UserClaims, membership: Membership) -> Authorization<'_> {
///     Authorization::Person { spent, subject, claims, membership }
/// }
/// ```
/// Without a code or refresh token that was spent there are no tokens of a person:
/// ```compile_fail,E0063
/// # use lanyard::grants::{Authorization, Spent};
/// # use lanyard::protocol::{claims::UserClaims, membership::Membership, subject::Subject};
/// fn of_person<'a>(subject: Subject, claims: UserClaims, membership: Membership) -> Authorization<'a> {
///     Authorization::Person { subject, claims, membership }
/// }
/// ```
/// A client's own need the gate and the sender as well:
/// ```
/// # use lanyard::grants::Authorization;
/// # use lanyard::protocol::{client_auth::Authenticated, gate::Allowed, sender::Sender, token::ClientCredentialsRequest};
/// fn of_client<'a>(allowed: Allowed<'a, Authenticated>, sender: Sender<'a>, request: ClientCredentialsRequest) -> Authorization<'a> {
///     Authorization::Client { allowed, sender, request }
/// }
/// ```
/// ```compile_fail,E0063
/// # use lanyard::grants::Authorization;
/// # use lanyard::protocol::{client_auth::Authenticated, gate::Allowed, sender::Sender, token::ClientCredentialsRequest};
/// fn of_client<'a>(sender: Sender<'a>, request: ClientCredentialsRequest) -> Authorization<'a> {
///     Authorization::Client { sender, request }
/// }
/// ```
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it moves from its grant to the mint"
)]
pub enum Authorization<'a> {
    /// A person's, at the client that spent their code or refresh token.
    Person {
        /// What was bought.
        spent: Spent<'a>,
        /// What their tokens call the person.
        subject: Subject,
        /// What may be told about them.
        claims: UserClaims,
        /// What they are among others; empty where nobody asks.
        membership: Membership,
    },
    /// A client's own (RFC 6749 §4.4).
    Client {
        /// Which client, of those that can prove who they are.
        allowed: Allowed<'a, Authenticated>,
        /// Who may use the token.
        sender: Sender<'a>,
        /// What it is for.
        request: ClientCredentialsRequest,
    },
}

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The rules say no.
    #[error("{}", .0.description())]
    Refused(OAuthError),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One person or client asks for more rows than anybody does.
    #[error("too many {0} in a minute")]
    TooMany(&'static str),
}

impl From<OAuthError> for GrantError {
    fn from(error: OAuthError) -> Self {
        Self::Refused(error)
    }
}
