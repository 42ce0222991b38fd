//! Spending codes and refresh tokens: each is one conditional statement, and the number of rows it changed decides who was
//! first. The only place that makes a [`Spent`].

mod code;
mod refresh;

pub use code::{CodeChecks, burn, code};
pub use refresh::{RefreshChecks, refresh};

use crate::protocol::client::Client;
use crate::protocol::grant_context::GrantContext;
use crate::protocol::ids::GrantId;
use crate::protocol::refresh::RefreshToken;
use crate::protocol::resource::Resource;
use crate::protocol::scope::ScopeSet;
use crate::protocol::sender::Sender;

/// A code or refresh token that this request spent, and no other one (RFC 6749 §4.1.2, §10.4). There is no second way to it, and
/// it is good for one answer:
///
/// ```
/// # use lanyard::grants::{Authorization, Spent};
/// # use lanyard::protocol::{claims::UserClaims, membership::Membership, subject::Subject};
/// fn one(spent: Spent<'_>, subject: Subject, claims: UserClaims, membership: Membership) -> [Authorization<'_>; 1] {
///     [Authorization::Person { spent, subject, claims, membership }]
/// }
/// ```
/// ```compile_fail,E0382
/// # use lanyard::grants::{Authorization, Spent};
/// # use lanyard::protocol::{claims::UserClaims, membership::Membership, subject::Subject};
/// fn two(spent: Spent<'_>, subject: Subject, claims: UserClaims, membership: Membership) -> [Authorization<'_>; 2] {
///     let (same, also, as_well) = (subject.clone(), claims.clone(), membership.clone());
///     let first = Authorization::Person { spent, subject: same, claims: also, membership: as_well };
///     [first, Authorization::Person { spent, subject, claims, membership }]
/// }
/// ```
/// ```
/// # use lanyard::grants::spend::{Bought, Spent};
/// fn bought<'a, 'b>(spent: &'b Spent<'a>) -> &'b Bought<'a> {
///     spent.bought()
/// }
/// ```
/// ```compile_fail,E0423
/// # use lanyard::grants::spend::{Bought, Spent};
/// fn spent<'a>(bought: Bought<'a>) -> Spent<'a> {
///     Spent(bought)
/// }
/// ```
#[derive(Debug)]
pub struct Spent<'a>(Bought<'a>);

impl<'a> Spent<'a> {
    /// What it bought.
    pub fn bought(&self) -> &Bought<'a> {
        &self.0
    }
}

/// What a code or refresh token buys.
#[derive(Debug)]
pub struct Bought<'a> {
    /// Who gets it, and may use it.
    pub sender: Sender<'a>,
    /// The grant it belongs to.
    pub grant: GrantId,
    /// What it is for.
    pub scope: ScopeSet,
    /// The one resource server it is for; none: all of the client's.
    pub resource: Option<Resource>,
    /// What is said about the sign-in.
    pub context: GrantContext,
    /// `nonce` of the request, for the first ID token only (OIDC Core §12.2).
    pub nonce: Option<String>,
    /// The refresh token that comes along.
    pub refresh: Option<RefreshToken>,
}

impl Bought<'_> {
    /// The client that gets it.
    pub fn client(&self) -> &Client {
        self.sender.caller().client()
    }
}
