//! Groups of people.

use super::roles::{may, may_lend};
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::{GroupId, UserId};
use crate::protocol::membership::GroupName;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::random::uuid_v7;
use crate::store::groups::{self, Group};
use crate::store::{Conn, Db, StoreError};

/// Why a group is not made, or not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// Another group has the name.
    #[error("another group has this name")]
    Taken,
    /// The group it would belong to is itself part of another one, or others belong to it.
    #[error("groups go one level deep: a group that has parts is no part, and a part has none")]
    TooDeep,
    /// It, or the group it would belong to, was removed.
    #[error("there is no such group any more")]
    Gone,
    /// Whoever asks may not change groups.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for NotKept {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Taken,
            other => Self::Store(other),
        }
    }
}

/// A group as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// What apps read.
    pub name: GroupName,
    /// What people read.
    pub title: String,
    /// The group that it belongs to.
    pub parent: Option<GroupId>,
}

/// Makes a group.
///
/// # Errors
/// [`NotKept`].
pub async fn make(
    db: &Db,
    described: Described,
    actor: &Actor,
    now: Timestamp,
) -> Result<Group, NotKept> {
    let group = Group {
        id: GroupId(uuid_v7(now)),
        name: described.name,
        title: described.title,
        parent_id: described.parent,
        created_at: now,
        updated_at: now,
    };
    let (stored, actor) = (group.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeGroups, None).await? {
                return Ok(Err(NotKept::NotAllowed));
            }
            if let Err(refused) = may_belong(c, &stored).await? {
                return Ok(Err(refused));
            }
            if !may_nest(c, &actor, stored.parent_id).await? {
                return Ok(Err(NotKept::NotAllowed));
            }
            groups::insert(c, &stored).await?;
            let deed = Deed::new(Act::GroupMade, Object::Group(stored.id));
            let deed = deed.with("name", stored.name.as_str());
            deed.record(c, &actor, now).await?;
            Ok(Ok(()))
        })
    });
    job.await??;
    Ok(group)
}

/// Changes a group.
///
/// # Errors
/// [`NotKept`].
pub async fn change(
    db: &Db,
    id: GroupId,
    described: Described,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotKept> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeGroups, None).await? {
                return Ok(Err(NotKept::NotAllowed));
            }
            groups::hold(c, id, described.parent.unwrap_or(id)).await?;
            let Some(before) = groups::by_id(c, id).await? else {
                return Ok(Err(NotKept::Gone));
            };
            let after = Group {
                name: described.name,
                title: described.title,
                parent_id: described.parent,
                ..before.clone()
            };
            if let Err(refused) = may_belong(c, &after).await? {
                return Ok(Err(refused));
            }
            // Its people get the roles of the group it belongs to from now on, and lose those of the one it belonged to.
            if before.parent_id != after.parent_id
                && !(may_nest(c, &actor, before.parent_id).await?
                    && may_nest(c, &actor, after.parent_id).await?)
            {
                return Ok(Err(NotKept::NotAllowed));
            }
            groups::update(c, &after, now).await?;
            let differ = [
                ("name", before.name != after.name),
                ("title", before.title != after.title),
                ("parent", before.parent_id != after.parent_id),
            ];
            let differ = differ.into_iter().filter(|(_, differs)| *differs);
            let changed: Vec<_> = differ.map(|(name, _)| name).collect();
            if !changed.is_empty() {
                let deed = Deed::new(Act::GroupChanged, Object::Group(id));
                let deed = deed
                    .with("name", after.name.as_str())
                    .with("changed", changed);
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(()))
        })
    });
    job.await?
}

/// Whether the group it is to belong to can have it.
async fn may_belong(c: &mut Conn<'_>, group: &Group) -> Result<Result<(), NotKept>, StoreError> {
    let Some(parent) = group.parent_id else {
        return Ok(Ok(()));
    };
    groups::hold(c, group.id, parent).await?;
    let Some(parent) = groups::by_id(c, parent).await? else {
        return Ok(Err(NotKept::Gone));
    };
    let has_parts = !groups::within(c, group.id).await?.is_empty();
    Ok(
        match has_parts || parent.parent_id.is_some() || parent.id == group.id {
            true => Err(NotKept::TooDeep),
            false => Ok(()),
        },
    )
}

/// Whether `actor` may make groups parts of this one, and take them out of it.
async fn may_nest(
    c: &mut Conn<'_>,
    actor: &Actor,
    parent: Option<GroupId>,
) -> Result<bool, StoreError> {
    match parent {
        Some(parent) => may_lend(c, actor, parent).await,
        None => Ok(true),
    }
}

/// Removes a group: whoever may use an app, or is something there, because of it, does and is so no more. `false`: it was gone.
///
/// # Errors
/// [`NotKept`].
pub async fn remove(
    db: &Db,
    group: &Group,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotKept> {
    let (id, name, actor) = (group.id, group.name.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeGroups, None).await? || !may_lend(c, &actor, id).await?
            {
                return Ok(Err(NotKept::NotAllowed));
            }
            let members = groups::count(c, id).await?;
            let removed = groups::remove(c, id).await?;
            if removed {
                let deed = Deed::new(Act::GroupRemoved, Object::Group(id));
                let deed = deed.with("name", name.as_str()).with("members", members);
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(removed))
        })
    });
    job.await?
}

/// Puts somebody into a group. `false`: they are in it, or one of the two is gone.
///
/// # Errors
/// [`NotKept`].
pub async fn join(
    db: &Db,
    group: &Group,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotKept> {
    let (group, actor) = (group.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeGroups, Some(user)).await?
                || !may_lend(c, &actor, group.id).await?
            {
                return Ok(Err(NotKept::NotAllowed));
            }
            join_in(c, &group, user, &actor, now).await.map(Ok)
        })
    });
    match job.await {
        Err(StoreError::Orphan) => Ok(false),
        joined => joined?,
    }
}

/// The same in a transaction of somebody else's.
pub(super) async fn join_in(
    c: &mut Conn<'_>,
    group: &Group,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let joined = groups::join(c, group.id, user, now).await?;
    if joined {
        let deed = Deed::new(Act::GroupJoined, Object::Account(user));
        let deed = deed.with("group", group.name.as_str());
        deed.record(c, actor, now).await?;
    }
    Ok(joined)
}

/// Takes somebody out of a group. `false`: they were not in it.
///
/// # Errors
/// [`NotKept`].
pub async fn leave(
    db: &Db,
    group: &Group,
    user: UserId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotKept> {
    let (group, actor) = (group.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeGroups, Some(user)).await?
                || !may_lend(c, &actor, group.id).await?
            {
                return Ok(Err(NotKept::NotAllowed));
            }
            let left = groups::leave(c, group.id, user).await?;
            if left {
                let deed = Deed::new(Act::GroupLeft, Object::Account(user));
                let deed = deed.with("group", group.name.as_str());
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(left))
        })
    });
    job.await?
}
