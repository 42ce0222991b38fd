//! Taking back that an account got another address: by the letter to the one it had before (attack row EM-09).

use std::time::Duration;

use uuid::Uuid;

use super::EndReason;
use super::ending::{Which, end};
use super::mailing::{self, Mailing};
use super::make::Taken;
use super::proof::{Opens, Wanted, give, spend};
use crate::audit::{Act, Actor, Deed, Object};
use crate::keys::Keys;
use crate::mail::Letter;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError, proofs};

/// How it is taken back that an account got another address.
#[derive(Debug, Clone)]
pub struct Undoing {
    /// How long that works.
    pub lifetime: Duration,
    /// What the link begins with: `https://id.example.com/login/undo?token=`.
    pub link: String,
}

/// Tells the address that an account had, when its person had proved it, that it has `new` now, with a link that takes the change back.
/// What was sent to the former address opens nothing any more.
pub(super) async fn tell_former(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    before: &User,
    new: String,
    undoing: &Undoing,
    now: Timestamp,
) -> Result<(), StoreError> {
    for opens in [Opens::ResetPassword, Opens::ConfirmAddress] {
        proofs::forget(c, before.id, opens.code()).await?;
    }
    let former = before.email.as_deref().filter(|_| before.email_verified);
    let (Some(former), Some(keys)) = (former, mailing.keys()) else {
        return Ok(());
    };
    let wanted = Wanted {
        user: before,
        opens: Opens::UndoAddress,
        address: Some(former),
        id: crate::random::uuid_in_order(now),
        until: now.plus(undoing.lifetime),
    };
    let given = give(c, keys, wanted).await?;
    let (when, undo) = (now, Some(format!("{}{}", undoing.link, given.secret)));
    let letter = Letter::AddressChanged { new, when, undo };
    mailing::tell_proven(c, mailing, before, letter, now).await
}

/// What somebody takes back.
#[derive(Debug, Clone, Copy)]
pub struct Undo {
    /// The proof of the letter.
    pub proof: Uuid,
    /// How long a new password may be chosen afterwards.
    pub reset: Duration,
}

/// Why nothing is taken back.
#[derive(Debug, thiserror::Error)]
pub enum NotUndone {
    /// The proof does not work, or was used.
    #[error("the link does not work any more")]
    Over,
    /// Somebody else has the address by now.
    #[error(transparent)]
    Taken(Taken),
}

impl From<StoreError> for NotUndone {
    fn from(error: StoreError) -> Self {
        Self::Taken(error.into())
    }
}

/// Gives the account its former address back. Whoever changed it may know the password, so that goes, and with it every sign-in and
/// what waits in letters to other addresses. What is left is the proof in the answer, with which a new password is chosen.
///
/// It works whatever was done to the account meanwhile, but by an operator who switched it off: else another password would be all it
/// takes to keep what was taken.
///
/// # Errors
/// [`NotUndone`]; then nothing of it was done.
pub async fn undo(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    undo: Undo,
    actor: impl Fn(UserId) -> Actor,
    now: Timestamp,
) -> Result<Uuid, NotUndone> {
    let id = undo.proof;
    let job = db.read(move |c| Box::pin(async move { proofs::by_id(c, id, now).await }));
    let whose = job.await?.ok_or(NotUndone::Over)?.user_id;
    let (keys, mailing, actor) = (keys.clone(), mailing.clone(), actor(whose));
    let job = db.write(move |c| {
        Box::pin(async move {
            let row = proofs::by_id(c, undo.proof, now).await?;
            let address = row.and_then(|row| row.address).unwrap_or_default();
            // Looked at first: the link works on until somebody gives the address back.
            if users::has_login(c, &address, whose).await? {
                return Ok(Err(NotUndone::Taken(Taken::Email)));
            }
            let Some(shown) = spend(c, undo.proof, Opens::UndoAddress, now).await? else {
                return Ok(Err(NotUndone::Over));
            };
            let (before, user) = (shown.user, whose);
            let after = User {
                email: Some(address.clone()),
                email_verified: true,
                ..before.clone()
            };
            users::update_profile(c, &after, now).await?;
            users::void_password(c, user, now).await?;
            let all = Which::AllOf(user);
            end(c, all, EndReason::PasswordChanged, &actor, now).await?;
            for opens in [
                Opens::ResetPassword,
                Opens::ConfirmAddress,
                Opens::ChangeAddress,
            ] {
                proofs::forget(c, user, opens.code()).await?;
            }
            let deed = Deed::new(Act::AccountChanged, Object::Account(user));
            let deed = deed.with("changed", vec!["email", "email_verified", "password"]);
            let deed = deed.with("by", Opens::UndoAddress.code());
            deed.record(c, &actor, now).await?;
            let letter = Letter::AddressChanged {
                new: address.clone(),
                when: now,
                undo: None,
            };
            mailing::tell_proven(c, &mailing, &before, letter, now).await?;
            let Some(after) = users::by_id(c, user).await? else {
                return Ok(Err(NotUndone::Over));
            };
            let wanted = Wanted {
                user: &after,
                opens: Opens::ResetPassword,
                address: Some(&address),
                id: crate::random::uuid_in_order(now),
                until: now.plus(undo.reset),
            };
            Ok(Ok(give(c, &keys, wanted).await?.id))
        })
    });
    job.await?
}
