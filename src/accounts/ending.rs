//! Ending sign-ins: every path that ends one goes through here.

use super::end_reason::{EndReason, Grants};
use super::roles::{Refused, may};
use super::telling;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::{self, Whose};
use crate::store::{Conn, Db, StoreError, browser_sessions, grants};

/// Which sign-ins are to end.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// These, whoever's they are.
    These(&'a [SignInId]),
    /// This one, unless its browser was seen after the moment.
    Unused(SignInId, Timestamp),
    /// Every one of the person.
    AllOf(UserId),
    /// Every one of the person but this.
    OthersOf(UserId, SignInId),
    /// Those whose absolute limit is past, at most so many.
    Expired(i64),
    /// Those not seen after the moment, of those that end so, at most so many.
    Idle(Timestamp, i64),
}

/// Ends sign-ins: their rows, the browsers' records, and the grants that the reason says; their apps will be told. Tells which ended;
/// one that had ended before is left as it was.
///
/// # Errors
/// When the database does not answer; then none has ended.
pub async fn end(
    c: &mut Conn<'_>,
    which: Which<'_>,
    reason: EndReason,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<SignInId>, StoreError> {
    let code = reason.code();
    // The row first: a code that is being redeemed holds its sign-in, and its grant is there once that is let go.
    let ended = match which {
        Which::These(ids) => {
            let mut ended = Vec::with_capacity(ids.len());
            for id in ids {
                ended.extend(sign_ins::end(c, *id, code, now).await?);
            }
            ended
        }
        Which::Unused(id, seen) => sign_ins::end_unused(c, id, seen, code, now).await?,
        Which::AllOf(user) => sign_ins::end_all(c, user, code, now).await?,
        Which::OthersOf(user, keep) => sign_ins::end_others(c, user, keep, code, now).await?,
        Which::Expired(limit) => sign_ins::end_expired(c, limit, code, now).await?,
        Which::Idle(seen, limit) => sign_ins::end_idle(c, seen, limit, code, now).await?,
    };
    if let Which::AllOf(user) = which {
        // Also what belongs to sign-ins that had ended.
        browser_sessions::remove_of_user(c, user).await?;
    } else if !matches!(which, Which::Expired(_) | Which::Idle(..)) {
        // Those whose time has come keep their records, which tell the browser why when it comes back.
        for one in &ended {
            browser_sessions::remove_of_sign_in(c, one.id).await?;
        }
    }
    let mut people: Vec<_> = ended.iter().map(|one| one.user_id).collect();
    people.extend(whole(which));
    people.sort_unstable();
    people.dedup();
    end_grants(c, &ended, &people, reason, now).await?;
    let ids: Vec<_> = ended.iter().map(|one| one.id).collect();
    telling::tell(c, &ids, now).await?;
    for user in people {
        let own = ended.iter().filter(|one| one.user_id == user);
        let own: Vec<_> = own.map(|one| one.id.to_string()).collect();
        if !own.is_empty() {
            Deed::new(Act::SignInEnded, Object::Account(user))
                .times(own.len() as u64)
                .with("reason", code)
                .with("sign_ins", own)
                .record(c, actor, now)
                .await?;
        }
    }
    Ok(ids)
}

/// The person who is meant as a whole, also when none of their sign-ins was live.
fn whole(which: Which<'_>) -> Option<UserId> {
    match which {
        Which::AllOf(user) | Which::OthersOf(user, _) => Some(user),
        Which::These(_) | Which::Unused(..) | Which::Expired(_) | Which::Idle(..) => None,
    }
}

async fn end_grants(
    c: &mut Conn<'_>,
    ended: &[Whose],
    people: &[UserId],
    reason: EndReason,
    now: Timestamp,
) -> Result<(), StoreError> {
    match reason.grants() {
        Grants::GoOn => {}
        Grants::OfSignIn => {
            for one in ended {
                grants::revoke_of_sign_in(c, one.id, reason.code(), now).await?;
            }
        }
        Grants::OfPerson => {
            for user in people {
                grants::revoke_of_user(c, *user, reason.code(), now).await?;
            }
        }
    }
    Ok(())
}

/// Ends these, whoever's they are. Tells which ended.
///
/// # Errors
/// When the database does not answer.
pub async fn these(
    db: &Db,
    ids: Vec<SignInId>,
    reason: EndReason,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<SignInId>, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move { end(c, Which::These(&ids), reason, &actor, now).await })
    });
    job.await
}

/// Ends one whose browser was not seen after `seen`; nobody asked for it. Tells whether it ended.
///
/// # Errors
/// When the database does not answer.
pub async fn unused(
    db: &Db,
    id: SignInId,
    seen: Timestamp,
    reason: EndReason,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            let which = Which::Unused(id, seen);
            end(c, which, reason, &Actor::system(), now).await
        })
    });
    Ok(!job.await?.is_empty())
}

/// Ends at most `limit` whose time has come, as if somebody had done so: whoever has to be told is told. Tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn expired(db: &Db, limit: i64, now: Timestamp) -> Result<usize, StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            let which = Which::Expired(limit);
            end(c, which, EndReason::Age, &Actor::system(), now).await
        })
    });
    Ok(job.await?.len())
}

/// Ends at most `limit` whose browsers were not seen after `seen`. Tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn idle(
    db: &Db,
    seen: Timestamp,
    limit: i64,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            let which = Which::Idle(seen, limit);
            end(c, which, EndReason::Idle, &Actor::system(), now).await
        })
    });
    Ok(job.await?.len())
}

/// Ends one sign-in from another browser of its person. Tells on which device it was: "Safari on iPhone". `None`: it is nobody's,
/// or another person's (attack rows SS-20, AD-13).
///
/// # Errors
/// When the database does not answer.
pub async fn own(
    db: &Db,
    user: UserId,
    id: SignInId,
    actor: &Actor,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let found = sign_ins::by_id(c, id).await?;
            let Some(own) = found.filter(|sign_in| sign_in.user_id == user) else {
                return Ok(None);
            };
            let which = Which::These(&[id]);
            end(c, which, EndReason::EndedElsewhere, &actor, now).await?;
            Ok(Some(own.device))
        })
    });
    job.await
}

/// Ends every sign-in of the person but the one they are in. Tells how many.
///
/// # Errors
/// When the database does not answer.
pub async fn others(
    db: &Db,
    user: UserId,
    keep: SignInId,
    actor: &Actor,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let which = Which::OthersOf(user, keep);
            end(c, which, EndReason::EndedElsewhere, &actor, now).await
        })
    });
    Ok(job.await?.len())
}

/// Ends every sign-in and every grant of a person, because somebody who administers the server asks for it. Tells how many ended.
///
/// # Errors
/// [`Refused`].
pub async fn everywhere(
    db: &Db,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<usize, Refused> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::SignOut, Some(user)).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            let all = Which::AllOf(user);
            let ended = end(c, all, EndReason::EndedByAdministrator, &actor, now).await?;
            Ok(Ok(ended.len()))
        })
    });
    job.await?
}

/// What became of a sign-in that somebody else was to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// It has ended now; whose it was.
    Now(UserId),
    /// It had ended before.
    Before(UserId),
    /// There is none.
    Unknown,
}

/// Ends one sign-in of somebody else, for the same reason.
///
/// # Errors
/// [`Refused`].
pub async fn of_somebody(
    db: &Db,
    id: SignInId,
    actor: &Actor,
    now: Timestamp,
) -> Result<Gone, Refused> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let Some(sign_in) = sign_ins::by_id(c, id).await? else {
                return Ok(Ok(Gone::Unknown));
            };
            let user = sign_in.user_id;
            if !may(c, &actor, Right::SignOut, Some(user)).await? {
                return Ok(Err(Refused::NotAllowed));
            }
            let reason = EndReason::EndedByAdministrator;
            let ended = end(c, Which::These(&[id]), reason, &actor, now).await?;
            Ok(Ok(match ended.is_empty() {
                true => Gone::Before(user),
                false => Gone::Now(user),
            }))
        })
    });
    job.await?
}
