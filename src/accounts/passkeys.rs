//! Passkeys of an account: making, naming and removing them, and using their challenges up.

use uuid::Uuid;

use super::factors::{Here, changed, tell_of};
use super::mailing::Mailing;
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::passkey::{Handle, NewPasskey};
use crate::identity::second_factor::{Challenge, UsedPasskey};
use crate::keys::{Keys, MacPurpose};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::passkeys::{self, Passkey};
use crate::store::{Conn, Db, StoreError, factors, users};

/// Passkeys of one person at once.
const MOST: usize = 20;

/// What there is of a person's passkeys.
#[derive(Debug, Clone)]
pub struct Held {
    /// What authenticators know them by; none before the first passkey.
    pub handle: Option<Handle>,
    /// They want none offered.
    pub declined: bool,
    /// The passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
}

/// What there is of a person's passkeys.
///
/// # Errors
/// When the database does not answer.
pub async fn held(db: &Db, user: UserId) -> Result<Held, StoreError> {
    let job = db.read(move |c| {
        Box::pin(async move {
            let holder = passkeys::holder(c, user).await?;
            Ok((holder, passkeys::of(c, user).await?))
        })
    });
    let (holder, passkeys) = job.await?;
    let declined = holder
        .as_ref()
        .is_some_and(|holder| holder.declined_at.is_some());
    let handle = holder.map(|holder| holder.handle.as_slice().try_into());
    Ok(Held {
        handle: handle.transpose().map_err(|_| StoreError::Corrupt {
            table: "passkey_holder",
            column: "handle".into(),
        })?,
        declined,
        passkeys,
    })
}

/// What authenticators are to know somebody by who has no passkey yet. However often they begin to make one, it is the same: an
/// authenticator puts it in the place of one that came to nothing (Web Authentication §6.3.2).
pub fn new_handle(keys: &Keys, user: UserId) -> Handle {
    let (_, mac) = keys.mac(MacPurpose::UserHandle, &[user.0.as_bytes()]);
    let mut handle = Handle::default();
    handle.copy_from_slice(&mac[..16]);
    handle
}

/// Whether this is the person's handle, or is from now on.
async fn settle_handle(c: &mut Conn<'_>, user: UserId, handle: Handle) -> Result<bool, StoreError> {
    if passkeys::insert_holder(c, user, &handle).await? {
        return Ok(true);
    }
    let kept = passkeys::holder(c, user).await?;
    Ok(kept.is_some_and(|kept| kept.handle == handle))
}

/// The passkey that an authenticator gave this name, and what it knows its person by.
///
/// # Errors
/// When the database does not answer.
pub async fn named(
    db: &Db,
    credential_id: &[u8],
) -> Result<Option<(Passkey, Vec<u8>)>, StoreError> {
    let credential_id = credential_id.to_vec();
    let job = db.read(move |c| {
        let credential_id = credential_id.clone();
        Box::pin(async move {
            let Some(passkey) = passkeys::by_credential_id(c, &credential_id).await? else {
                return Ok(None);
            };
            let holder = passkeys::holder(c, passkey.user_id).await?;
            Ok(holder.map(|holder| (passkey, holder.handle)))
        })
    });
    job.await
}

/// Uses a passkey, in the transaction that signs its person in. `false`: its challenge was answered before, it is gone, or another
/// request showed its counter as high.
pub(super) async fn spend(
    c: &mut Conn<'_>,
    user: UserId,
    used: UsedPasskey,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let UsedPasskey {
        id,
        shown,
        challenge,
    } = used;
    let fresh = passkeys::spend_challenge(c, &challenge.mark, challenge.expires_at).await?;
    if !fresh {
        return Ok(false);
    }
    passkeys::use_one(c, (id, user), shown.sign_count, shown.backed_up, now).await
}

/// Uses a challenge up that was not answered right, so that it is answered once whatever comes. `false`: it was before.
///
/// # Errors
/// When the database does not answer.
pub async fn spend_challenge(db: &Db, challenge: Challenge) -> Result<bool, StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            passkeys::spend_challenge(c, &challenge.mark, challenge.expires_at).await
        })
    });
    job.await
}

/// Records that somebody showed a copy of a passkey.
///
/// # Errors
/// When the database does not answer.
pub async fn copied(
    db: &Db,
    passkey: &Passkey,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (id, user, actor) = (passkey.id, passkey.user_id, actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let deed = Deed::new(Act::PasskeyCopied, Object::Account(user));
            deed.with("passkey", id.to_string())
                .record(c, &actor, now)
                .await
        })
    });
    job.await
}

/// What became of a new passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is theirs.
    Done,
    /// Its challenge was answered before, or another tab made the first one meanwhile, for which authenticators know them by another name,
    /// or there is a second factor already where this has to be the first.
    Again,
    /// There is one of this name.
    Taken,
    /// They have as many as there may be.
    TooMany,
}

/// Keeps a new passkey of a person, who is told by a letter. Nobody is signed out: nothing is asked for that was not before.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn add(
    db: &Db,
    mailing: &Mailing,
    here: Here,
    (new, handle, challenge): (NewPasskey, Handle, Challenge),
    actor: &Actor,
    now: Timestamp,
) -> Result<Added, StoreError> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let passkey = new.of_person(crate::random::uuid_v7(now), here.user, now);
    let job = db.write(move |c| {
        let (passkey, here) = (passkey.clone(), here.clone());
        Box::pin(async move {
            let user = here.user;
            users::hold(c, user).await?;
            if !passkeys::spend_challenge(c, &challenge.mark, challenge.expires_at).await? {
                return Ok(Added::Again);
            }
            if here.only_first {
                let held = factors::counts(c, user).await?;
                if held.totp > 0 || held.passkeys > 0 {
                    return Ok(Added::Again);
                }
            }
            if !settle_handle(c, user, handle).await? {
                return Ok(Added::Again);
            }
            if passkeys::of(c, user).await?.len() >= MOST {
                return Ok(Added::TooMany);
            }
            if !passkeys::insert(c, &passkey).await? {
                return Ok(Added::Taken);
            }
            let deed = Deed::new(Act::PasskeyAdded, Object::Account(user));
            deed.with("passkey", passkey.id.to_string())
                .record(c, &actor, now)
                .await?;
            tell_of(c, &mailing, &here, now).await?;
            Ok(Added::Done)
        })
    });
    job.await
}

/// Names a passkey. `false`: this person has none with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn rename(
    db: &Db,
    id: Uuid,
    user: UserId,
    name: Option<String>,
) -> Result<bool, StoreError> {
    let job = db.write(move |c| {
        let name = name.clone();
        Box::pin(async move { passkeys::rename(c, id, user, name.as_deref()).await })
    });
    job.await
}

/// What became of a passkey that was to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Done,
    /// This person has none with this id.
    Unknown,
    /// It is the last way into the account.
    LastWayIn,
}

/// Removes a passkey. Every other sign-in ends: it may have been made with it.
///
/// # Errors
/// When the database does not answer; then nothing of it was done.
pub async fn remove(
    db: &Db,
    mailing: &Mailing,
    here: Here,
    id: Uuid,
    actor: &Actor,
    now: Timestamp,
) -> Result<Removed, StoreError> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        let here = here.clone();
        Box::pin(async move {
            let user = here.user;
            users::hold(c, user).await?;
            let all = passkeys::of(c, user).await?;
            if !all.iter().any(|one| one.id == id) {
                return Ok(Removed::Unknown);
            }
            let account = users::by_id(c, user).await?;
            let password = account.is_some_and(|account| account.password_hash.is_some());
            if all.len() == 1 && !password {
                return Ok(Removed::LastWayIn);
            }
            passkeys::remove(c, id, user).await?;
            let deed = Deed::new(Act::PasskeyRemoved, Object::Account(user));
            deed.with("passkey", id.to_string())
                .record(c, &actor, now)
                .await?;
            changed(c, &mailing, &here, &actor, now).await?;
            Ok(Removed::Done)
        })
    });
    job.await
}

/// Whether somebody here is known by it to authenticators.
///
/// # Errors
/// When the database does not answer.
pub async fn is_handle(db: &Db, handle: Vec<u8>) -> Result<bool, StoreError> {
    let job = db.read(move |c| {
        let handle = handle.clone();
        Box::pin(async move { passkeys::is_handle(c, &handle).await })
    });
    job.await
}

/// Notes that a person wants no passkey offered.
///
/// # Errors
/// When the database does not answer.
pub async fn decline(db: &Db, keys: &Keys, user: UserId, now: Timestamp) -> Result<(), StoreError> {
    let handle = new_handle(keys, user);
    let job = db.write_one(move |c| {
        Box::pin(async move { passkeys::decline(c, user, &handle, now).await })
    });
    job.await.map(drop)
}
