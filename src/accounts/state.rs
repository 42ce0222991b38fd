//! Switching accounts off and on, and removing them.

use super::EndReason;
use super::administrators::{NotEnded, go_on_without};
use super::ending::{Which, end};
use super::roles::{Refused, may};
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::UserId;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, users};

/// Switches the account off: every sign-in and every grant ends. `false`: it was off.
///
/// # Errors
/// [`NotEnded`].
pub async fn disable(
    db: &Db,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotEnded> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::SwitchPeople, Some(user)).await? {
                return Ok(Err(NotEnded::NotAllowed));
            }
            if !go_on_without(c, user).await? {
                return Ok(Err(NotEnded::LastAdministrator));
            }
            let changed = users::disable(c, user, now).await?;
            let all = Which::AllOf(user);
            end(c, all, EndReason::AccountDisabled, &actor, now).await?;
            if changed {
                let deed = Deed::new(Act::AccountDisabled, Object::Account(user));
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(changed))
        })
    });
    job.await?
}

/// Switches the account on again. `false`: it was on.
///
/// # Errors
/// [`Refused`].
pub async fn enable(db: &Db, user: UserId, actor: &Actor, now: Timestamp) -> Result<bool, Refused> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::SwitchPeople, Some(user)).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            let changed = users::enable(c, user, now).await?;
            if changed {
                let deed = Deed::new(Act::AccountEnabled, Object::Account(user));
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(changed))
        })
    });
    job.await?
}

/// Removes the account with its sign-ins, consents and grants. Its apps stay, without an owner. `false`: it was gone.
///
/// # Errors
/// [`NotEnded`].
pub async fn remove(
    db: &Db,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotEnded> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::DeletePeople, Some(user)).await? {
                return Ok(Err(NotEnded::NotAllowed));
            }
            if !go_on_without(c, user).await? {
                return Ok(Err(NotEnded::LastAdministrator));
            }
            remove_in(c, user, &actor, now).await.map(Ok)
        })
    });
    job.await?
}

/// The same in a transaction that asked whether it may.
pub(super) async fn remove_in(
    c: &mut Conn<'_>,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let all = Which::AllOf(user);
    end(c, all, EndReason::AccountRemoved, actor, now).await?;
    let removed = users::remove(c, user, now).await?;
    if removed {
        let deed = Deed::new(Act::AccountRemoved, Object::Account(user));
        deed.record(c, actor, now).await?;
    }
    Ok(removed)
}
