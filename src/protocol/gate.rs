//! The one question before any token is given or honoured: may this still be? Every grant type, userinfo and
//! introspection ask it, so that a check is never forgotten in one of them (attacks.md §0, 8).

use super::client::Client;
use super::client_auth::Authenticated;
use super::code::AuthorizationCode;
use super::error::OAuthError;
use super::grant_context::GrantContext;
use super::ids::{ClientId, GrantId, SignInId, UserId};
use super::scope::ScopeSet;
use super::subject::Subject;
use super::time::Timestamp;
use super::token::refresh_token_not_valid;

/// What matters of a person's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserStanding {
    /// When the account was switched off.
    pub disabled_at: Option<Timestamp>,
    /// When the account is removed, as its person asked; no app uses it until then.
    pub deletes_at: Option<Timestamp>,
    /// Whatever is of an earlier one is over: the password changed, or the account was switched off.
    pub epoch: i64,
}

/// What matters of a sign-in's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInStanding {
    /// The person's epoch when they signed in; none when nobody counted.
    pub epoch: Option<i64>,
    /// When it was ended by somebody.
    pub ended_at: Option<Timestamp>,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Everything one joined read knows about a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantFacts {
    /// The grant.
    pub id: GrantId,
    /// Whose tokens it gives.
    pub user: UserId,
    /// What its tokens call them, when that is not the id.
    pub subject: Option<Subject>,
    /// To whom.
    pub client: ClientId,
    /// From which sign-in.
    pub sign_in: Option<SignInId>,
    /// What was granted; the ceiling of every refresh.
    pub scope: ScopeSet,
    /// What the tokens say.
    pub context: GrantContext,
    /// The one live refresh token; none when the grant has none.
    pub refresh_generation: Option<u32>,
    /// When that one was made.
    pub refreshed_at: Timestamp,
    /// When the code was redeemed.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// The person's standing.
    pub user_standing: UserStanding,
    /// The sign-in's standing; none when its row is gone.
    pub sign_in_standing: Option<SignInStanding>,
    /// When the client was switched off.
    pub client_disabled_at: Option<Timestamp>,
    /// Whether the person may use the client: everybody may, or they are assigned to it.
    pub admitted: bool,
}

/// Everything one joined read knows about what stands behind a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeFacts<'a> {
    /// The person's standing.
    pub user: UserStanding,
    /// The sign-in's standing.
    pub sign_in: SignInStanding,
    /// What the person allows this client, on record.
    pub consented: Option<&'a ScopeSet>,
    /// Whether the person may use the client: everybody may, or they are assigned to it.
    pub admitted: bool,
}

/// The gate's yes to `T`, for the moment it was asked. Nothing is spent or minted without one, and it is made by
/// [`allow_code`], [`allow_grant`] and [`allow_client`] only:
///
/// ```
/// # use lanyard::protocol::gate::{Allowed, Denied, GrantFacts, allow_grant};
/// # use lanyard::protocol::time::Timestamp;
/// fn ask(grant: &GrantFacts, now: Timestamp) -> Result<Allowed<'_, GrantFacts>, Denied> {
///     allow_grant(grant, now)
/// }
/// ```
/// ```compile_fail,E0423
/// # use lanyard::protocol::gate::{Allowed, Denied, GrantFacts, allow_grant};
/// # use lanyard::protocol::time::Timestamp;
/// fn ask(grant: &GrantFacts, now: Timestamp) -> Result<Allowed<'_, GrantFacts>, Denied> {
///     Ok(Allowed(grant))
/// }
/// ```
#[derive(Debug)]
pub struct Allowed<'a, T>(&'a T);

impl<'a, T> Allowed<'a, T> {
    /// What it was asked about.
    pub fn to(&self) -> &'a T {
        self.0
    }
}

/// Why no token is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Denied {
    #[error("the client is disabled")]
    ClientDisabled,
    #[error("the account is disabled")]
    UserDisabled,
    #[error("the account is about to be deleted")]
    UserLeaving,
    #[error("the person signed out, or was signed out, everywhere")]
    SignedOutEverywhere,
    #[error("the sign-in has ended")]
    SignInOver,
    #[error("the person may not use this app")]
    NotAssigned,
    #[error("the person allows this no more")]
    ConsentWithdrawn,
    #[error("the grant was revoked")]
    GrantRevoked,
    #[error("the grant has expired")]
    GrantExpired,
}

impl From<Denied> for OAuthError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::ClientDisabled => Self::invalid_client("This client has been switched off."),
            // As if it had never been.
            Denied::GrantRevoked | Denied::GrantExpired => refresh_token_not_valid(),
            // The client learns that it is over, not what happened to the person's account.
            _ => Self::invalid_grant(
                "The sign-in or permission behind this has ended. Ask the user to sign in again.",
            ),
        }
    }
}

impl GrantFacts {
    /// What its tokens call the person.
    pub fn sub(&self) -> Subject {
        Subject::of(self.user, self.subject.as_ref())
    }

    /// Whether the grant goes on without its sign-in: the person allowed access while away (OIDC Core §11), or it is
    /// plain OAuth, which knows no sign-in.
    fn outlives_sign_in(&self) -> bool {
        self.scope.is_offline()
    }
}

/// Whether a code may buy tokens: [`may_become_grant`].
pub fn allow_code<'a>(
    client: &Client,
    code: &'a AuthorizationCode,
    facts: &CodeFacts<'_>,
    now: Timestamp,
) -> Result<Allowed<'a, AuthorizationCode>, Denied> {
    may_become_grant(client, &code.scope, &code.context, facts, now).map(|()| Allowed(code))
}

/// Whether a grant gives tokens still: [`may_receive_tokens`].
pub fn allow_grant(grant: &GrantFacts, now: Timestamp) -> Result<Allowed<'_, GrantFacts>, Denied> {
    may_receive_tokens(grant, now).map(|()| Allowed(grant))
}

/// Whether a client may have tokens of its own (RFC 6749 §4.4).
pub fn allow_client(client: &Authenticated) -> Result<Allowed<'_, Authenticated>, Denied> {
    match client.client().disabled_at {
        None => Ok(Allowed(client)),
        Some(_) => Err(Denied::ClientDisabled),
    }
}

/// Whether the person, the sign-in and the consent behind a code of `scope` still are what they were when it was made.
pub fn may_become_grant(
    client: &Client,
    scope: &ScopeSet,
    context: &GrantContext,
    facts: &CodeFacts<'_>,
    now: Timestamp,
) -> Result<(), Denied> {
    may_redeem(&facts.user, client.disabled_at, Some(&facts.sign_in), now)?;
    // Whoever brings a code from before the password changed may not be the person any more (attack row CD-20). The
    // browser that changed it goes on with its sign-in, so the sign-in does not tell.
    is_of_today(context.epoch, &facts.user)?;
    if !facts.admitted {
        return Err(Denied::NotAssigned);
    }
    // Consent may have been withdrawn since, when there was no grant yet to revoke.
    let wanted = scope.with(context.claims.scope_words());
    is_still_allowed(client, &wanted, facts.consented)
}

/// Whether tokens may be given for, or honoured from, a grant that exists.
pub fn may_receive_tokens(grant: &GrantFacts, now: Timestamp) -> Result<(), Denied> {
    may_go_on(&grant.user_standing, grant.client_disabled_at)?;
    if grant.revoked_at.is_some() {
        return Err(Denied::GrantRevoked);
    }
    if grant.expires_at <= now {
        return Err(Denied::GrantExpired);
    }
    is_of_today(grant.context.epoch, &grant.user_standing)?;
    if !grant.admitted {
        return Err(Denied::NotAssigned);
    }
    if grant.outlives_sign_in() {
        return Ok(());
    }
    is_signed_in(&grant.user_standing, grant.sign_in_standing.as_ref(), now)
}

/// Whether a code may become a grant: the sign-in must still be there, whatever was granted (CD-20).
pub fn may_redeem(
    user: &UserStanding,
    client_disabled_at: Option<Timestamp>,
    sign_in: Option<&SignInStanding>,
    now: Timestamp,
) -> Result<(), Denied> {
    may_go_on(user, client_disabled_at)?;
    is_signed_in(user, sign_in, now)
}

/// Whether a person still allows what a code is for: they may have withdrawn it since the code was made, and then there was
/// no grant yet that could have been revoked. `consented`: what is on record for this client.
pub fn is_still_allowed(
    client: &Client,
    wanted: &ScopeSet,
    consented: Option<&ScopeSet>,
) -> Result<(), Denied> {
    let covered = consented.is_some_and(|consented| wanted.is_subset_of(consented));
    if covered || !client.rules().asks_consent {
        Ok(())
    } else {
        Err(Denied::ConsentWithdrawn)
    }
}

fn may_go_on(user: &UserStanding, client_disabled_at: Option<Timestamp>) -> Result<(), Denied> {
    if client_disabled_at.is_some() {
        return Err(Denied::ClientDisabled);
    }
    if user.disabled_at.is_some() {
        return Err(Denied::UserDisabled);
    }
    if user.deletes_at.is_some() {
        return Err(Denied::UserLeaving);
    }
    Ok(())
}

fn is_signed_in(
    user: &UserStanding,
    sign_in: Option<&SignInStanding>,
    now: Timestamp,
) -> Result<(), Denied> {
    // A row that is gone was cleaned up after its time.
    let sign_in = sign_in.ok_or(Denied::SignInOver)?;
    if sign_in.ended_at.is_some() || sign_in.expires_at <= now {
        return Err(Denied::SignInOver);
    }
    is_of_today(sign_in.epoch, user)
}

/// Whether something of this epoch holds: a counter tells what came first, also where a clock stepped back. What is from before
/// anybody counted ended in its own row.
fn is_of_today(epoch: Option<i64>, user: &UserStanding) -> Result<(), Denied> {
    match epoch {
        Some(epoch) if epoch < user.epoch => Err(Denied::SignedOutEverywhere),
        _ => Ok(()),
    }
}

/// A grant that may receive tokens, for tests of the rules.
#[cfg(test)]
pub(crate) mod samples {
    use uuid::Uuid;

    use super::*;

    /// Made at 1,000,000, with refresh generation 3 made at 1,000,100.
    pub(crate) fn grant(scope: &str) -> GrantFacts {
        let sign_in = SignInId(Uuid::from_u128(3));
        GrantFacts {
            id: GrantId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            subject: None,
            client: ClientId("rp1-abcdef".to_owned()),
            sign_in: Some(sign_in),
            scope: scope.parse().unwrap(),
            context: GrantContext {
                nonce: Some("n".to_owned()),
                auth_time: Timestamp(999_990),
                acr: None,
                amr: vec!["pwd".to_owned()],
                sign_in: Some(sign_in),
                epoch: Some(1),
                claims: Default::default(),
                resource: None,
                further: Default::default(),
            },
            refresh_generation: Some(3),
            refreshed_at: Timestamp(1_000_100),
            created_at: Timestamp(1_000_000),
            expires_at: Timestamp(2_000_000),
            revoked_at: None,
            user_standing: UserStanding {
                disabled_at: None,
                deletes_at: None,
                epoch: 1,
            },
            sign_in_standing: Some(SignInStanding {
                epoch: Some(1),
                ended_at: None,
                expires_at: Timestamp(1_040_000),
            }),
            client_disabled_at: None,
            admitted: true,
        }
    }
}

#[cfg(test)]
mod tests;
