//! Showing that an address is one's own, and taking another one.

use std::time::Duration;

use uuid::Uuid;

use super::mailing::{Mailing, OfProof, send_proof};
use super::make::Taken;
use super::proof::{Opens, Wanted, spend};
use super::undo::{Undoing, tell_former};
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::email::EmailAddress;
use crate::keys::Keys;
use crate::mail::Letter;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError, proofs};

/// A letter to an address that somebody says is theirs.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who.
    pub user: UserId,
    /// Another address than the account has; none to confirm that one.
    pub new: Option<EmailAddress>,
    /// How long the letter works.
    pub lifetime: Duration,
    /// What the link begins with: `https://id.example.com/account/email/confirm?token=`.
    pub link: String,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A letter is on its way.
    Sent,
    /// So many went there lately that this one is left out.
    TooMany,
    /// There is nothing to confirm.
    Nothing,
}

/// Writes to the address. Whether somebody else has it, only who reads the letter learns (attack row AU-01).
///
/// # Errors
/// When the database does not answer.
pub async fn ask(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    asked: Asked,
    actor: &Actor,
    now: Timestamp,
) -> Result<Outcome, StoreError> {
    let (keys, mailing, actor) = (keys.clone(), mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let user = users::by_id(c, asked.user).await?;
            let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
                return Ok(Outcome::Nothing);
            };
            let own = user.email.as_deref().filter(|_| !user.email_verified);
            let (to, opens) = match (asked.new, own.map(EmailAddress::parse)) {
                (Some(new), _) => (new, Opens::ChangeAddress),
                (None, Some(Ok(own))) => (own, Opens::ConfirmAddress),
                (None, _) => return Ok(Outcome::Nothing),
            };
            let wanted = Wanted {
                user: &user,
                opens,
                address: Some(to.as_str()),
                id: crate::random::uuid_in_order(now),
                until: now.plus(asked.lifetime),
            };
            let letter: OfProof = |code, link, until| Letter::ConfirmAddress { code, link, until };
            let by = (&keys, &mailing);
            let there = (to.clone(), &*asked.link);
            if send_proof(c, by, (wanted, letter), there, now)
                .await?
                .is_none()
            {
                return Ok(Outcome::TooMany);
            }
            let deed = Deed::new(Act::AddressConfirmationSent, Object::Account(user.id));
            let deed = deed.with("purpose", opens.code());
            deed.record(c, &actor, now).await?;
            Ok(Outcome::Sent)
        })
    });
    job.await
}

/// A proof that somebody showed.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// Which.
    pub proof: Uuid,
    /// What it opens: the address that the account has, or another one.
    pub opens: Opens,
    /// How it is taken back that the account got another one.
    pub undoing: Undoing,
}

/// Why an address is not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum NotConfirmed {
    /// The proof does not work, was used, or is another person's.
    #[error("the link or code does not work any more")]
    Over,
    /// Somebody else has the address by now.
    #[error(transparent)]
    Taken(Taken),
}

impl From<StoreError> for NotConfirmed {
    fn from(error: StoreError) -> Self {
        Self::Taken(error.into())
    }
}

/// Confirms the address of a proof for the person who is signed in: a letter alone confirms nothing, or whoever made an account
/// with somebody else's address would have it confirmed by its owner (attack row EM-13). The address that an account had before is
/// told, with a link that takes the change back (EM-09).
///
/// # Errors
/// [`NotConfirmed`].
pub async fn confirm(
    db: &Db,
    mailing: &Mailing,
    shown: Confirmation,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<User, NotConfirmed> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let (proof, opens) = (shown.proof, shown.opens);
            let whose = proofs::by_id(c, proof, now).await?;
            if whose.is_none_or(|proof| proof.user_id != user) {
                return Ok(Err(NotConfirmed::Over));
            }
            let Some(spent) = spend(c, proof, opens, now).await? else {
                return Ok(Err(NotConfirmed::Over));
            };
            let (before, address) = (spent.user, spent.address.unwrap_or_default());
            if opens == Opens::ConfirmAddress && before.email.as_ref() != Some(&address) {
                return Ok(Err(NotConfirmed::Over));
            }
            // Another account's user name is nobody's address: whoever signs in with it would be somebody else.
            if users::has_login(c, &address, user).await? {
                return Ok(Err(NotConfirmed::Taken(Taken::Email)));
            }
            let after = User {
                email: Some(address.clone()),
                email_verified: true,
                ..before.clone()
            };
            users::update_profile(c, &after, now).await?;
            let mut changed = vec!["email_verified"];
            if before.email != after.email {
                changed.push("email");
                tell_former(c, &mailing, &before, address, &shown.undoing, now).await?;
            }
            let deed = Deed::new(Act::AccountChanged, Object::Account(user));
            let deed = deed.with("changed", changed).with("by", opens.code());
            deed.record(c, &actor, now).await?;
            Ok(Ok(after))
        })
    });
    job.await?
}
