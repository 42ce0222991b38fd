//! Second factors of an account: turning them on and off, using them up, and the browsers that are trusted without.

use std::time::Duration;

use super::ending::{Which, end};
use super::mailing::{self, Mailing};
use super::roles::{Refused, may};
use super::{EndReason, passkeys};
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::factors::Held;
use crate::identity::recovery_code;
use crate::identity::second_factor::{Spent, wrapped};
use crate::identity::totp::{Secret, TimeStep};
use crate::keys::Keys;
use crate::mail::Letter;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::factors::{self, TrustedBrowser};
use crate::store::{Conn, Db, StoreError, passkeys as store_passkeys, users};

/// Browsers that a person trusts at once; the one that was not used for the longest goes.
const MOST_TRUSTED: i64 = 20;

/// What a person could prove besides a password.
///
/// # Errors
/// When the database does not answer.
pub async fn held(db: &Db, user: UserId) -> Result<Held, StoreError> {
    let counts = db
        .read(move |c| Box::pin(async move { factors::counts(c, user).await }))
        .await?;
    Ok(Held {
        totp: counts.totp > 0,
        recovery_codes: counts.recovery_codes,
        passkeys: counts.passkeys,
    })
}

/// Notes that a person is asked to set a second factor up, unless they were before.
///
/// # Errors
/// When the database does not answer.
pub async fn ask(db: &Db, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    if asked(db, user).await?.is_some() {
        return Ok(());
    }
    let job = db.write_one(move |c| Box::pin(async move { factors::ask(c, user, now).await }));
    job.await.map(drop)
}

/// When a person was first asked to set a second factor up, if they were.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(db: &Db, user: UserId) -> Result<Option<Timestamp>, StoreError> {
    db.read(move |c| Box::pin(async move { factors::asked(c, user).await }))
        .await
}

/// Uses a second factor up that does not sign its person in yet. `false`: another request was first, or it is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn use_up(
    db: &Db,
    user: UserId,
    spent: Spent,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        let actor = actor.clone();
        Box::pin(async move { spend(c, user, spent, &actor, now).await })
    });
    job.await
}

/// Uses a second factor up, in the transaction that signs the person in. `false`: another request was first, or it is gone.
pub(super) async fn spend(
    c: &mut Conn<'_>,
    user: UserId,
    spent: Spent,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match spent {
        Spent::Totp(step) => factors::spend_step(c, user, step.number(), now).await,
        Spent::RecoveryCode(hash) => {
            let spent = factors::spend_code(c, user, &hash).await?;
            if spent {
                let deed = Deed::new(Act::RecoveryCodeUsed, Object::Account(user));
                deed.record(c, actor, now).await?;
            }
            Ok(spent)
        }
        Spent::Passkey(used) => passkeys::spend(c, user, used, now).await,
    }
}

/// Who turns a factor on or off, and where.
#[derive(Debug, Clone)]
pub struct Here {
    /// The person.
    pub user: UserId,
    /// The sign-in that goes on; every other one ends.
    pub keep: Option<SignInId>,
    /// In which browser, if in one: "Firefox on Linux".
    pub device: Option<String>,
    /// No more than the password was shown: it makes the first second factor of an account, and none beside another one (attack row
    /// MF-12).
    pub only_first: bool,
}

/// Turns an authenticator app on of which a code was shown, and makes recovery codes, which are shown once. Every other sign-in ends:
/// it did not need the app. `None`: there is one already, or another second factor where this has to be the first.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn turn_totp_on(
    db: &Db,
    (keys, mailing): (&Keys, &Mailing),
    here: Here,
    (secret, step): (&Secret, TimeStep),
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<Vec<String>>, StoreError> {
    let wrapped = wrapped(keys, here.user, secret);
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        let wrapped = wrapped.clone();
        Box::pin(async move {
            let user = here.user;
            users::hold(c, user).await?;
            if here.only_first && factors::counts(c, user).await?.passkeys > 0 {
                return Ok(None);
            }
            if !factors::insert_totp(c, user, &wrapped, step.number(), now).await? {
                return Ok(None);
            }
            let deed = Deed::new(Act::FactorAdded, Object::Account(user));
            deed.with("factor", "totp").record(c, &actor, now).await?;
            changed(c, &mailing, &here, &actor, now).await?;
            make_codes(c, user, &actor, now).await.map(Some)
        })
    });
    job.await
}

/// Removes the authenticator app, the recovery codes, and the trust in browsers, which are worth nothing without. Every other sign-in
/// ends. `false`: there was none.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn turn_totp_off(
    db: &Db,
    mailing: &Mailing,
    here: Here,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let user = here.user;
            users::hold(c, user).await?;
            if !factors::remove_totp(c, user).await? {
                return Ok(false);
            }
            factors::remove_codes(c, user).await?;
            factors::distrust_all(c, user).await?;
            let deed = Deed::new(Act::FactorRemoved, Object::Account(user));
            deed.with("factor", "totp").record(c, &actor, now).await?;
            changed(c, &mailing, &here, &actor, now).await?;
            Ok(true)
        })
    });
    job.await
}

/// What is left of somebody's factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleared {
    /// The password alone.
    Gone,
    /// As before: there were none.
    None,
    /// The passkeys: there is no password to go back to.
    PasskeysStay,
}

/// Removes the passkeys, the authenticator app, the recovery codes and the trust in browsers of somebody who lost them. Every sign-in
/// ends, and the person is told. An account without a password keeps its passkeys.
///
/// # Errors
/// [`Refused`].
pub async fn clear(
    db: &Db,
    mailing: &Mailing,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<Cleared, Refused> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::RemoveFactors, Some(user)).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            users::hold(c, user).await?;
            let row = users::by_id(c, user).await?;
            let has_password = row.is_some_and(|row| row.password_hash.is_some());
            let held = factors::counts(c, user).await?;
            let passkeys = match has_password {
                true => store_passkeys::remove_all(c, user).await?,
                false => 0,
            };
            let totp = factors::remove_totp(c, user).await?;
            factors::remove_codes(c, user).await?;
            factors::distrust_all(c, user).await?;
            if passkeys > 0 {
                let deed = Deed::new(Act::PasskeyRemoved, Object::Account(user));
                let deed = deed.with("passkeys", passkeys);
                deed.record(c, &actor, now).await?;
            }
            if totp {
                let deed = Deed::new(Act::FactorRemoved, Object::Account(user));
                deed.with("factor", "totp").record(c, &actor, now).await?;
            }
            if totp || passkeys > 0 {
                let here = Here {
                    user,
                    keep: None,
                    device: None,
                    only_first: false,
                };
                changed(c, &mailing, &here, &actor, now).await?;
            }
            Ok(Ok(
                match (held.passkeys > 0 && !has_password, totp || passkeys > 0) {
                    (true, _) => Cleared::PasskeysStay,
                    (false, true) => Cleared::Gone,
                    (false, false) => Cleared::None,
                },
            ))
        })
    });
    job.await?
}

/// Ends the other sign-ins and tells the person, after a factor was added or removed without which they were made, or with which.
pub(super) async fn changed(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    here: &Here,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let which = match here.keep {
        Some(keep) => Which::OthersOf(here.user, keep),
        None => Which::AllOf(here.user),
    };
    end(c, which, EndReason::FactorChanged, actor, now).await?;
    tell_of(c, mailing, here, now).await
}

/// Tells the person that a way to sign in was changed.
pub(super) async fn tell_of(
    c: &mut Conn<'_>,
    mailing: &Mailing,
    here: &Here,
    now: Timestamp,
) -> Result<(), StoreError> {
    let letter = Letter::FactorChanged {
        when: now,
        device: here.device.clone(),
    };
    mailing::tell(c, mailing, here.user, letter, now).await
}

/// Makes other recovery codes, which are shown once; the former ones are over. `None`: there is nothing to recover.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn new_recovery_codes(
    db: &Db,
    mailing: &Mailing,
    here: Here,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<Vec<String>>, StoreError> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let user = here.user;
            users::hold(c, user).await?;
            if factors::counts(c, user).await?.totp == 0 {
                return Ok(None);
            }
            let codes = make_codes(c, user, &actor, now).await?;
            tell_of(c, &mailing, &here, now).await?;
            Ok(Some(codes))
        })
    });
    job.await
}

async fn make_codes(
    c: &mut Conn<'_>,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    factors::remove_codes(c, user).await?;
    let codes: Vec<_> = (0..recovery_code::COUNT)
        .map(|_| recovery_code::new())
        .collect();
    for code in &codes {
        let hash = recovery_code::hash(user, code).expect("we made it");
        factors::insert_code(c, user, &hash).await?;
    }
    let deed = Deed::new(Act::RecoveryCodesMade, Object::Account(user));
    deed.record(c, actor, now).await?;
    Ok(codes)
}

/// Tells the person that somebody who knows their password fails to show the second factor.
///
/// # Errors
/// When the database does not answer.
pub async fn warn(
    db: &Db,
    mailing: &Mailing,
    user: UserId,
    device: String,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        let device = Some(device.clone());
        Box::pin(async move {
            let deed = Deed::new(Act::FactorFailed, Object::Account(user));
            deed.record(c, &actor, now).await?;
            let letter = Letter::FactorFailed { when: now, device };
            mailing::tell(c, &mailing, user, letter, now).await
        })
    });
    job.await
}

/// Trusts a browser that its person just signed in with by two factors.
///
/// # Errors
/// When the database does not answer.
pub async fn trust(
    db: &Db,
    browser: TrustedBrowser,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        let browser = browser.clone();
        Box::pin(async move {
            let user = browser.user_id;
            factors::distrust(c, browser.id, user).await?;
            factors::trust(c, &browser).await?;
            factors::distrust_old(c, user, MOST_TRUSTED).await?;
            let deed = Deed::new(Act::BrowserTrusted, Object::Account(user));
            deed.with("until", browser.expires_at.0)
                .record(c, &actor, now)
                .await
        })
    });
    job.await
}

/// Whether this person trusts that browser, which is noted as used.
///
/// # Errors
/// When the database does not answer.
pub async fn is_trusted(
    db: &Db,
    id: uuid::Uuid,
    user: UserId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let job = db
        .write_one(move |c| Box::pin(async move { factors::use_trusted(c, id, user, now).await }));
    job.await
}

/// Trusts a browser of this person no more, or none of them. `false`: there was none.
///
/// # Errors
/// When the database does not answer.
pub async fn distrust(
    db: &Db,
    id: Option<uuid::Uuid>,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let gone = match id {
                Some(id) => factors::distrust(c, id, user).await?,
                None => factors::distrust_all(c, user).await? > 0,
            };
            if gone {
                let deed = Deed::new(Act::BrowserDistrusted, Object::Account(user));
                deed.record(c, &actor, now).await?;
            }
            Ok(gone)
        })
    });
    job.await
}

/// How long a browser is trusted, from now.
pub fn trusted(
    id: uuid::Uuid,
    (user, epoch): (UserId, i64),
    device: String,
    lifetime: Duration,
    now: Timestamp,
) -> TrustedBrowser {
    TrustedBrowser {
        id,
        user_id: user,
        device,
        epoch,
        created_at: now,
        used_at: now,
        expires_at: now.plus(lifetime),
    }
}
