//! A person's own end of their account: it stays unused for some days, in which they can keep it, then it goes for good.

use super::EndReason;
use super::administrators::{NotEnded, go_on_without};
use super::ending::{Which, end};
use super::mailing::{Mailing, tell, tell_proven};
use super::roles::{Refused, may_or_self};
use super::state::remove_in;
use crate::audit::{Act, Actor, Deed, Object};
use crate::mail::Letter;
use crate::protocol::ids::UserId;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError};

/// Has the account removed at `until`: every sign-in and every grant ends at once, its apps are told, and nobody uses it meanwhile.
/// Tells when it goes: when that was settled before, it stays so. `None`: there is no such account.
///
/// # Errors
/// [`NotEnded`].
pub async fn leave(
    db: &Db,
    mailing: &Mailing,
    user: UserId,
    until: Timestamp,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<Timestamp>, NotEnded> {
    let (mailing, actor) = (mailing.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may_or_self(c, &actor, Right::DeletePeople, user).await? {
                return Ok(Err(NotEnded::NotAllowed));
            }
            if !go_on_without(c, user).await? {
                return Ok(Err(NotEnded::LastAdministrator));
            }
            if !users::leave(c, user, until, now).await? {
                let before = users::by_id(c, user).await?;
                return Ok(Ok(before.and_then(|user| user.deletes_at)));
            }
            let all = Which::AllOf(user);
            end(c, all, EndReason::AccountLeaving, &actor, now).await?;
            let deed = Deed::new(Act::DeletionBegun, Object::Account(user));
            deed.with("until", until.0).record(c, &actor, now).await?;
            tell(c, &mailing, user, Letter::DeletionBegun { until }, now).await?;
            Ok(Ok(Some(until)))
        })
    });
    job.await?
}

/// Keeps the account after all. With `epoch`, only if nothing ended every sign-in since it was read. `false`: it was not to be removed,
/// or it is gone.
///
/// # Errors
/// [`Refused`].
pub async fn stay(
    db: &Db,
    user: UserId,
    epoch: Option<i64>,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, Refused> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may_or_self(c, &actor, Right::DeletePeople, user).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            users::hold(c, user).await?;
            let found = users::by_id(c, user).await?;
            let as_read = found.is_some_and(|user| epoch.is_none_or(|epoch| epoch == user.epoch));
            if !as_read || !users::stay(c, user, now).await? {
                return Ok(Ok(false));
            }
            let deed = Deed::new(Act::DeletionUndone, Object::Account(user));
            deed.record(c, &actor, now).await?;
            Ok(Ok(true))
        })
    });
    job.await?
}

/// Removes at most `limit` accounts whose time has come, each in a transaction of its own. Tells how many were due.
///
/// # Errors
/// When the database does not answer; those before are gone.
pub async fn remove_due(
    db: &Db,
    mailing: &Mailing,
    limit: i64,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let job = db.read(move |c| Box::pin(async move { users::due(c, now, limit).await }));
    let due = job.await?;
    for id in &due {
        let (id, mailing) = (*id, mailing.clone());
        let job = db.write(move |c| {
            Box::pin(async move {
                users::hold(c, id).await?;
                // Kept a moment ago, or removed by another node.
                let found = users::by_id(c, id).await?;
                let is_due = |user: &User| user.deletes_at.is_some_and(|at| at <= now);
                let Some(user) = found.filter(is_due) else {
                    return Ok(());
                };
                remove_in(c, id, &Actor::system(), now).await?;
                tell_proven(c, &mailing, &user, Letter::DeletionDone, now).await
            })
        });
        job.await?;
    }
    Ok(due.len())
}
