//! Choosing a new password without the former one: by a link of the operator's, or by a letter to the account's address.

use std::time::Duration;

use uuid::Uuid;

use super::EndReason;
use super::ending::{Which, end};
use super::mailing::{self, Mailing, OfProof, send_proof};
use super::proof::{Given, Opens, Wanted, give, spend};
use super::roles::{Refused, may};
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::email::EmailAddress;
use crate::keys::Keys;
use crate::mail::Letter;
use crate::protocol::ids::UserId;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError, proofs};

/// Makes a link that the operator hands over. `None`: the account is gone or switched off.
///
/// # Errors
/// [`Refused`].
pub async fn link(
    db: &Db,
    keys: &Keys,
    user: UserId,
    lifetime: Duration,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<Given>, Refused> {
    let (keys, actor) = (keys.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::PrintReset, Some(user)).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            let user = users::by_id(c, user).await?;
            let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
                return Ok(Ok(None));
            };
            let until = now.plus(lifetime);
            let given = give(c, &keys, wanted(&user, None, Uuid::now_v7(), until)).await?;
            let deed = Deed::new(Act::PasswordResetOpened, Object::Account(user.id));
            let deed = deed.with("by", "link").with("until", given.until.0);
            deed.record(c, &actor, now).await?;
            Ok(Ok(Some(given)))
        })
    });
    job.await?
}

fn wanted<'a>(user: &'a User, address: Option<&'a str>, id: Uuid, until: Timestamp) -> Wanted<'a> {
    Wanted {
        user,
        opens: Opens::ResetPassword,
        address,
        id,
        until,
    }
}

/// A letter with which somebody wants to choose a new password.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The canonical user name or address that was typed.
    pub login: String,
    /// The id that the browser was told.
    pub id: Uuid,
    /// How long the letter works.
    pub lifetime: Duration,
    /// What the link begins with: `https://id.example.com/login/reset?token=`.
    pub link: String,
}

/// Writes to the account's address, when there is an account with one that may be used and not too much was written to it. Nobody
/// is told whether there is (attack row AU-01).
///
/// # Errors
/// When the database does not answer.
pub async fn ask(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    asked: Asked,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (keys, mailing, actor) = (keys.clone(), mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let user = users::by_login_or_email(c, &asked.login).await?;
            let user = user.filter(|user| user.disabled_at.is_none());
            let address = user.as_ref().and_then(|user| user.email.as_deref());
            let (Some(user), Some(_)) = (&user, address) else {
                return Ok(());
            };
            write(c, (&keys, &mailing), user, &asked, &actor, now)
                .await
                .map(drop)
        })
    });
    job.await
}

/// Writes to the address of `user`. `false`: there is none, or too much was written to it.
async fn write(
    c: &mut Conn<'_>,
    by: (&Keys, &Mailing),
    user: &User,
    asked: &Asked,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let address = user.email.as_deref();
    let Some(Ok(to)) = address.map(EmailAddress::parse) else {
        return Ok(false);
    };
    let until = now.plus(asked.lifetime);
    let wanted = wanted(user, address, asked.id, until);
    let letter: OfProof = |code, link, until| Letter::ResetPassword { code, link, until };
    let sent = send_proof(c, by, (wanted, letter), (to, &*asked.link), now).await?;
    if sent.is_none() {
        return Ok(false);
    }
    let deed = Deed::new(Act::PasswordResetOpened, Object::Account(user.id));
    deed.with("by", "mail").record(c, actor, now).await?;
    Ok(true)
}

/// Writes to a person for whom somebody else asks, who gets to know whether that worked. `false`: the account has no address or is
/// switched off, too much was written to it lately, or no letters are sent.
///
/// # Errors
/// [`Refused`].
pub async fn send(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    user: UserId,
    asked: Asked,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, Refused> {
    let (keys, mailing, actor) = (keys.clone(), mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::SendReset, Some(user)).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            let user = users::by_id(c, user).await?;
            let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
                return Ok(Ok(false));
            };
            write(c, (&keys, &mailing), &user, &asked, &actor, now)
                .await
                .map(Ok)
        })
    });
    job.await?
}

/// A new password, with a proof.
#[derive(Debug, Clone)]
pub struct Reset {
    /// The proof.
    pub proof: Uuid,
    /// The hash of the new password.
    pub hash: String,
    /// In which browser: "Firefox on Linux".
    pub device: String,
}

/// Stores the new password and ends every sign-in and every grant (attack row EM-08). An address that the proof was sent to is
/// confirmed by it. The account as it is then; `None` when the proof does not work, or another request was first.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn reset(
    db: &Db,
    mailing: &Mailing,
    reset: Reset,
    actor: impl Fn(UserId) -> Actor,
    now: Timestamp,
) -> Result<Option<User>, StoreError> {
    let id = reset.proof;
    let job = db.read(move |c| Box::pin(async move { proofs::by_id(c, id, now).await }));
    let Some(proof) = job.await? else {
        return Ok(None);
    };
    let (mailing, actor) = (mailing.clone(), actor(proof.user_id));
    let job = db.write(move |c| {
        Box::pin(async move {
            let Some(shown) = spend(c, reset.proof, Opens::ResetPassword, now).await? else {
                return Ok(None);
            };
            let user = shown.user;
            users::set_password(c, user.id, &reset.hash, now).await?;
            if let Some(address) = &shown.address
                && user.email.as_ref() == Some(address)
                && !user.email_verified
            {
                let user = User {
                    email_verified: true,
                    ..user.clone()
                };
                users::update_profile(c, &user, now).await?;
            }
            let deed = Deed::new(Act::PasswordChanged, Object::Account(user.id));
            let by = match &shown.address {
                Some(_) => "mail",
                None => "link",
            };
            deed.with("by", by).record(c, &actor, now).await?;
            let all = Which::AllOf(user.id);
            end(c, all, EndReason::PasswordChanged, &actor, now).await?;
            let letter = Letter::PasswordChanged {
                when: now,
                device: Some(reset.device.clone()),
            };
            mailing::tell(c, &mailing, user.id, letter, now).await?;
            users::by_id(c, user.id).await
        })
    });
    job.await
}
