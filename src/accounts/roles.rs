//! Roles: which ones a person has, what they may do with them to whom, and giving and taking them.

use super::administrators::go_on_without;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::{GroupId, UserId};
use crate::protocol::roles::{Right, Role, Roles};
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Conn, Db, StoreError, groups, user_roles};

/// The roles of a person at this moment, by themselves or by a group; none of whose account is not in use.
///
/// # Errors
/// When the database does not answer.
pub async fn of(c: &mut Conn<'_>, user: &User) -> Result<Roles, StoreError> {
    if !user.is_in_use() {
        return Ok(Roles::NONE);
    }
    assigned(c, user).await
}

/// The same, whether or not they can use them now.
async fn assigned(c: &mut Conn<'_>, user: &User) -> Result<Roles, StoreError> {
    let given = user_roles::of(c, user.id).await?;
    Ok(match user.admin {
        true => given.with(Role::Administrator),
        false => given,
    })
}

/// The same from outside of a transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn read(db: &Db, user: &User) -> Result<Roles, StoreError> {
    let user = user.clone();
    let job = db.read(move |c| Box::pin(async move { assigned(c, &user).await }));
    job.await
}

/// Whether `actor` may do that to `whom`, by the rows as they are in this transaction. Whoever runs the command or the server itself may;
/// a person by their roles, and never to somebody who may do more than they (attack row AD-04); an app and a stranger never.
pub(crate) async fn may(
    c: &mut Conn<'_>,
    actor: &Actor,
    right: Right,
    whom: Option<UserId>,
) -> Result<bool, StoreError> {
    if actor.is_inside() {
        return Ok(true);
    }
    let by = match actor.user() {
        Some(id) => users::by_id(c, id).await?,
        None => None,
    };
    let Some(by) = by else {
        return Ok(false);
    };
    let roles = of(c, &by).await?;
    if !roles.may(right) {
        return Ok(false);
    }
    let whom = match whom {
        Some(id) => users::by_id(c, id).await?,
        None => None,
    };
    Ok(match whom {
        Some(whom) => roles.cover(assigned(c, &whom).await?),
        None => true,
    })
}

/// Whether `actor` may put people into the group, and take them out: whoever is in it has the roles that it carries, so this is giving
/// and taking those (attack row AD-04).
pub(super) async fn may_lend(
    c: &mut Conn<'_>,
    actor: &Actor,
    group: GroupId,
) -> Result<bool, StoreError> {
    match user_roles::carried(c, group).await?.is_empty() {
        true => Ok(true),
        false => may(c, actor, Right::GiveRoles, None).await,
    }
}

/// As [`may`], and always to oneself.
pub(crate) async fn may_or_self(
    c: &mut Conn<'_>,
    actor: &Actor,
    right: Right,
    whom: UserId,
) -> Result<bool, StoreError> {
    match actor.user() == Some(whom) {
        true => Ok(true),
        false => may(c, actor, right, Some(whom)).await,
    }
}

/// Why nothing is done to somebody.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Whoever asks has not the role for it, or less rights than the one it would be done to.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a role is neither given nor taken.
#[derive(Debug, thiserror::Error)]
pub enum NotGiven {
    /// Whoever asks may not give roles.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// Without them there is nobody left to give the role back on a page.
    #[error("the only administrator who can sign in stays one")]
    LastAdministrator,
    /// The account, or the group, was removed.
    #[error("there is no such account or group any more")]
    Gone,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives a person a role, or takes it away. `false`: it was so already.
///
/// # Errors
/// [`NotGiven`].
pub async fn set(
    db: &Db,
    user: UserId,
    (role, given): (Role, bool),
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotGiven> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::GiveRoles, Some(user)).await? {
                return Ok(Err(NotGiven::NotAllowed));
            }
            let is_administrator = role == Role::Administrator;
            if is_administrator && !given && !go_on_without(c, user).await? {
                return Ok(Err(NotGiven::LastAdministrator));
            }
            users::hold(c, user).await?;
            let Some(row) = users::by_id(c, user).await? else {
                return Ok(Err(NotGiven::Gone));
            };
            let changed = match (is_administrator, given) {
                (true, _) if row.admin == given => false,
                (true, _) => users::set_admin(c, user, given, now).await?,
                (false, true) => user_roles::give(c, user, role, now).await?,
                (false, false) => user_roles::take(c, user, role).await?,
            };
            if changed {
                let act = match given {
                    true => Act::RoleGiven,
                    false => Act::RoleTaken,
                };
                let deed = Deed::new(act, Object::Account(user)).with("role", role.code());
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(changed))
        })
    });
    job.await?
}

/// Gives a group a role, or takes it away: whoever is in the group, or in a part of it, has it. `false`: it was so already.
///
/// An administrator by a group is one, but not the last who stays: that is somebody the role was given to.
///
/// # Errors
/// [`NotGiven`], never [`NotGiven::LastAdministrator`].
pub async fn set_of_group(
    db: &Db,
    group: GroupId,
    (role, given): (Role, bool),
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotGiven> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::GiveRoles, None).await? {
                return Ok(Err(NotGiven::NotAllowed));
            }
            groups::hold(c, group, group).await?;
            let Some(row) = groups::by_id(c, group).await? else {
                return Ok(Err(NotGiven::Gone));
            };
            let (act, changed) = match given {
                true => {
                    let changed = user_roles::give_group(c, group, role, now).await?;
                    (Act::GroupRoleGiven, changed)
                }
                false => {
                    let changed = user_roles::take_group(c, group, role).await?;
                    (Act::GroupRoleTaken, changed)
                }
            };
            if changed {
                let members = groups::count(c, group).await?;
                let deed = Deed::new(act, Object::Group(group)).with("role", role.code());
                let deed = deed
                    .with("name", row.name.as_str())
                    .with("members", members);
                deed.record(c, &actor, now).await?;
            }
            Ok(Ok(changed))
        })
    });
    job.await?
}
