//! Roles of people and of groups. That of an administrator, given to a person, is a column of their account.

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::{GroupId, UserId};
use crate::protocol::roles::{Role, Roles};
use crate::protocol::time::Timestamp;

/// A role that somebody has by a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByGroup {
    /// Which role.
    pub role: Role,
    /// The group that it was given to.
    pub group: GroupId,
    /// What people read.
    pub title: String,
}

statements! {
    OF = "SELECT role FROM user_role WHERE user_id = $1 \
        UNION SELECT r.role FROM group_member m JOIN group_role r ON r.group_id = m.group_id WHERE m.user_id = $1 \
        UNION SELECT r.role FROM group_member m JOIN user_group g ON g.id = m.group_id \
        JOIN group_role r ON r.group_id = g.parent_id WHERE m.user_id = $1";
    OWN = "SELECT role FROM user_role WHERE user_id = $1";
    BY_GROUP = "SELECT r.role, w.id, w.title FROM group_role r JOIN user_group w ON w.id = r.group_id WHERE r.group_id IN \
        (SELECT group_id FROM group_member WHERE user_id = $1 \
        UNION SELECT g.parent_id FROM group_member m JOIN user_group g ON g.id = m.group_id \
        WHERE m.user_id = $1 AND g.parent_id IS NOT NULL) ORDER BY w.name, r.role";
    OF_GROUP = "SELECT role FROM group_role WHERE group_id = $1";
    CARRIED = "SELECT role FROM group_role WHERE group_id = $1 \
        UNION SELECT r.role FROM user_group g JOIN group_role r ON r.group_id = g.parent_id WHERE g.id = $1";
    GIVE = "INSERT INTO user_role (user_id, role, given_at) VALUES ($1, $2, $3) ON CONFLICT (user_id, role) DO NOTHING";
    TAKE = "DELETE FROM user_role WHERE user_id = $1 AND role = $2";
    GIVE_GROUP = "INSERT INTO group_role (group_id, role, given_at) VALUES ($1, $2, $3) ON CONFLICT (group_id, role) DO NOTHING";
    TAKE_GROUP = "DELETE FROM group_role WHERE group_id = $1 AND role = $2";
}

/// A role that only a newer version knows is none here.
fn known(rows: &[(String,)]) -> Roles {
    let codes = rows.iter().map(|(code,)| code);
    codes.filter_map(|code| Role::from_code(code)).collect()
}

/// What a person has, given to them or to a group that they are in.
pub async fn of(c: &mut Conn<'_>, user: UserId) -> Result<Roles, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "user_role", OF, user)?;
    Ok(known(&rows))
}

/// What was given to the person.
pub async fn own(c: &mut Conn<'_>, user: UserId) -> Result<Roles, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "user_role", OWN, user)?;
    Ok(known(&rows))
}

/// What a person has by groups, each role with each group that it was given to.
pub async fn by_group(c: &mut Conn<'_>, user: UserId) -> Result<Vec<ByGroup>, StoreError> {
    let rows: Vec<(String, GroupId, String)> = fetch_all!(c, "group_role", BY_GROUP, user)?;
    let known = rows.into_iter().filter_map(|(code, group, title)| {
        let role = Role::from_code(&code)?;
        Some(ByGroup { role, group, title })
    });
    Ok(known.collect())
}

/// What was given to the group.
pub async fn of_group(c: &mut Conn<'_>, group: GroupId) -> Result<Roles, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "group_role", OF_GROUP, group)?;
    Ok(known(&rows))
}

/// What whoever is in the group has by it: what was given to it, or to the group that it belongs to.
pub async fn carried(c: &mut Conn<'_>, group: GroupId) -> Result<Roles, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "group_role", CARRIED, group)?;
    Ok(known(&rows))
}

/// Gives a role. `false`: they had it.
///
/// # Errors
/// [`StoreError::Orphan`] when the person is gone.
pub async fn give(
    c: &mut Conn<'_>,
    user: UserId,
    role: Role,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, GIVE, user, role.code(), now)? > 0)
}

/// Takes a role away. `false`: they had it not.
pub async fn take(c: &mut Conn<'_>, user: UserId, role: Role) -> Result<bool, StoreError> {
    Ok(execute!(c, TAKE, user, role.code())? > 0)
}

/// Gives a group a role. `false`: it had it.
///
/// # Errors
/// [`StoreError::Orphan`] when the group is gone.
pub async fn give_group(
    c: &mut Conn<'_>,
    group: GroupId,
    role: Role,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, GIVE_GROUP, group, role.code(), now)? > 0)
}

/// Takes a role away from a group. `false`: it had it not.
pub async fn take_group(c: &mut Conn<'_>, group: GroupId, role: Role) -> Result<bool, StoreError> {
    Ok(execute!(c, TAKE_GROUP, group, role.code())? > 0)
}
