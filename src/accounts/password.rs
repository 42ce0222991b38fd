//! Choosing another password.

use super::EndReason;
use super::ending::{Which, end};
use super::factors::Here;
use super::mailing::{self, Mailing};
use crate::audit::{Act, Actor, Deed, Object};
use crate::mail::Letter;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, factors, sign_ins, users};

/// The person's own change, in the browser of the sign-in `keep`.
#[derive(Debug, Clone)]
pub struct Change {
    /// Whose password.
    pub user: UserId,
    /// The sign-in that goes on.
    pub keep: SignInId,
    /// The stored hash that the present password was matched with; none when there was no password.
    pub verified: Option<String>,
    /// The hash of the new one.
    pub hash: String,
    /// The browser: "Firefox on Linux".
    pub device: String,
}

/// Stores the new password and ends every other sign-in and every grant (attack rows AU-20, SS-05). `false`: another password was
/// chosen, the account switched off or this sign-in ended while the hashes ran. Whoever did that must not be overtaken by who is
/// being shut out. The person is told by a letter.
///
/// # Errors
/// When the database does not answer.
pub async fn change(
    db: &Db,
    mailing: &Mailing,
    change: Change,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (actor, mailing) = (actor.clone(), mailing.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let Change {
                user,
                keep,
                verified,
                hash,
                device,
            } = change;
            // Both rows stay held until this is committed.
            let same = match &verified {
                Some(verified) => users::still_has(c, user, verified).await?,
                None => users::still_without(c, user).await?,
            };
            let may = same && sign_ins::hold(c, keep).await?;
            if !may {
                return Ok(false);
            }
            store(c, user, &hash, &actor, now).await?;
            let letter = changed(now, Some(device));
            mailing::tell(c, &mailing, user, letter, now).await?;
            sign_ins::keep_up(c, keep).await?;
            let others = Which::OthersOf(user, keep);
            end(c, others, EndReason::PasswordChanged, &actor, now).await?;
            Ok(true)
        })
    });
    job.await
}

/// Stores a password that somebody else chose for them, and ends every sign-in and every grant. The person is told by a letter.
///
/// # Errors
/// When the database does not answer.
pub async fn set(
    db: &Db,
    mailing: &Mailing,
    user: UserId,
    hash: String,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (actor, mailing) = (actor.clone(), mailing.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            store(c, user, &hash, &actor, now).await?;
            mailing::tell(c, &mailing, user, changed(now, None), now).await?;
            let all = Which::AllOf(user);
            end(c, all, EndReason::PasswordChanged, &actor, now).await?;
            Ok(())
        })
    });
    job.await
}

/// Takes a password away from who has a passkey, and ends every sign-in but `here.keep`. `false`: there is no passkey, or no password.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn remove(
    db: &Db,
    mailing: &Mailing,
    here: Here,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (actor, mailing) = (actor.clone(), mailing.clone());
    let job = db.write(move |c| {
        let here = here.clone();
        Box::pin(async move {
            let user = here.user;
            users::hold(c, user).await?;
            let account = users::by_id(c, user).await?;
            let has_password = account.is_some_and(|account| account.password_hash.is_some());
            if !has_password || factors::counts(c, user).await?.passkeys == 0 {
                return Ok(false);
            }
            users::void_password(c, user, now).await?;
            if let Some(keep) = here.keep {
                sign_ins::keep_up(c, keep).await?;
            }
            let deed = Deed::new(Act::PasswordRemoved, Object::Account(user));
            deed.record(c, &actor, now).await?;
            super::factors::changed(c, &mailing, &here, &actor, now).await?;
            Ok(true)
        })
    });
    job.await
}

fn changed(when: Timestamp, device: Option<String>) -> Letter {
    Letter::PasswordChanged { when, device }
}

async fn store(
    c: &mut Conn<'_>,
    user: UserId,
    hash: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    users::set_password(c, user, hash, now).await?;
    let deed = Deed::new(Act::PasswordChanged, Object::Account(user));
    deed.record(c, actor, now).await
}
