//! Groups of people, and who is in them. A group may belong to another one, whose members its own are as well; that goes one level.

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError, sign_ins};
use crate::protocol::claims::Asked;
use crate::protocol::device_key::DeviceKey;
use crate::protocol::ids::{ClientId, GroupId, SignInId, UserId};
use crate::protocol::membership::{GroupName, Membership};
use crate::protocol::time::Timestamp;

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Group {
    /// What everything of it refers to.
    pub id: GroupId,
    /// What apps read.
    pub name: GroupName,
    /// What people read.
    pub title: String,
    /// The group that it belongs to.
    pub parent_id: Option<GroupId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its record last changed.
    pub updated_at: Timestamp,
}

/// A member, as lists name them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Member {
    /// Who.
    pub id: UserId,
    /// Their user name.
    pub login: String,
    /// As they write it.
    pub name: String,
    /// Since when.
    pub joined_at: Timestamp,
}

macro_rules! columns {
    () => {
        "id, name, title, parent_id, created_at, updated_at"
    };
}

/// The groups of $1: those they are in, and those that these belong to.
macro_rules! all_of {
    () => {
        "WITH own AS (SELECT g.id, g.parent_id FROM group_member m JOIN user_group g ON g.id = m.group_id \
         WHERE m.user_id = $1), all_of AS (SELECT id FROM own UNION SELECT parent_id FROM own WHERE parent_id IS NOT NULL) "
    };
}

statements! {
    INSERT = concat!("INSERT INTO user_group (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6)");
    BY_ID = concat!("SELECT ", columns!(), " FROM user_group WHERE id = $1");
    BY_NAME = concat!("SELECT ", columns!(), " FROM user_group WHERE name = $1");
    AFTER = concat!("SELECT ", columns!(), " FROM user_group WHERE name > $1 AND name >= $2 AND name < $3 ORDER BY name LIMIT $4");
    BEFORE = concat!("SELECT ", columns!(), " FROM user_group WHERE name < $1 AND name >= $2 AND name < $3 \
        ORDER BY name DESC LIMIT $4");
    WITHIN = concat!("SELECT ", columns!(), " FROM user_group WHERE parent_id = $1 ORDER BY name LIMIT 1000");
    UPDATE = "UPDATE user_group SET name = $2, title = $3, parent_id = $4, updated_at = $5 WHERE id = $1";
    HOLD_ALL = "UPDATE user_group SET updated_at = updated_at WHERE id = $1 OR id = $2";
    PART_FROM = "UPDATE user_group SET parent_id = NULL WHERE parent_id = $1";
    REMOVE = "DELETE FROM user_group WHERE id = $1";
    JOIN = "INSERT INTO group_member (user_id, group_id, joined_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    LEAVE = "DELETE FROM group_member WHERE user_id = $1 AND group_id = $2";
    MEMBERS = "SELECT u.id, u.login, u.name, m.joined_at FROM group_member m JOIN users u ON u.id = m.user_id \
        WHERE m.group_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3";
    COUNT = "SELECT COUNT(*) FROM group_member WHERE group_id = $1";
    OF_USER = concat!("SELECT ", columns!(), " FROM user_group WHERE id IN (SELECT group_id FROM group_member WHERE user_id = $1) \
        ORDER BY name");
    NAMES = concat!(all_of!(), "SELECT g.name FROM user_group g JOIN all_of a ON a.id = g.id ORDER BY g.name");
    MEMBERSHIP = concat!(all_of!(), "SELECT g.name AS name, 0 AS kind FROM user_group g JOIN all_of a ON a.id = g.id \
        UNION SELECT role, 1 FROM user_assignment WHERE client_id = $2 AND user_id = $1 AND role <> '' \
        UNION SELECT r.role, 1 FROM group_assignment r JOIN all_of a ON a.id = r.group_id WHERE r.client_id = $2 AND r.role <> '' \
        ORDER BY 2, 1");
}

/// Stores a new group.
///
/// # Errors
/// [`StoreError::Conflict`] when its name is taken.
pub async fn insert(c: &mut Conn<'_>, group: &Group) -> Result<(), StoreError> {
    execute!(
        c,
        INSERT,
        group.id,
        &group.name,
        &group.title,
        group.parent_id,
        group.created_at,
        group.updated_at
    )
    .map(drop)
}

/// The group with this id.
pub async fn by_id(c: &mut Conn<'_>, id: GroupId) -> Result<Option<Group>, StoreError> {
    fetch_optional!(c, "user_group", BY_ID, id)
}

/// The group with this name.
pub async fn by_name(c: &mut Conn<'_>, name: &GroupName) -> Result<Option<Group>, StoreError> {
    fetch_optional!(c, "user_group", BY_NAME, name)
}

/// At most `limit` groups by name whose names begin with `beginning`, from behind `after`.
pub async fn after(
    c: &mut Conn<'_>,
    beginning: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Group>, StoreError> {
    let end = end_of(beginning);
    fetch_all!(c, "user_group", AFTER, after, beginning, end, limit)
}

/// The same, from before `before`.
pub async fn before(
    c: &mut Conn<'_>,
    beginning: &str,
    before: &str,
    limit: i64,
) -> Result<Vec<Group>, StoreError> {
    let end = end_of(beginning);
    let mut found: Vec<Group> = fetch_all!(c, "user_group", BEFORE, before, beginning, end, limit)?;
    found.reverse();
    Ok(found)
}

/// Names are of ASCII; this is behind each that begins so.
fn end_of(beginning: &str) -> String {
    format!("{beginning}~")
}

/// The groups that belong to this one.
pub async fn within(c: &mut Conn<'_>, id: GroupId) -> Result<Vec<Group>, StoreError> {
    fetch_all!(c, "user_group", WITHIN, id)
}

/// Stores name, title and parent of `group` as they are. `false`: it is gone.
///
/// # Errors
/// [`StoreError::Conflict`] when its name is taken.
pub async fn update(c: &mut Conn<'_>, group: &Group, now: Timestamp) -> Result<bool, StoreError> {
    let Group {
        id,
        name,
        title,
        parent_id,
        ..
    } = group;
    Ok(execute!(c, UPDATE, id, name, title, parent_id, now)? > 0)
}

/// Holds two groups until the transaction ends, so that they do not become each other's parts at once.
pub async fn hold(c: &mut Conn<'_>, one: GroupId, other: GroupId) -> Result<(), StoreError> {
    execute!(c, HOLD_ALL, one, other).map(drop)
}

/// Removes the group with its memberships; those that belonged to it stay by themselves. `false`: it was gone.
pub async fn remove(c: &mut Conn<'_>, id: GroupId) -> Result<bool, StoreError> {
    execute!(c, PART_FROM, id)?;
    Ok(execute!(c, REMOVE, id)? > 0)
}

/// Puts somebody into the group. `false`: they are in it.
///
/// # Errors
/// [`StoreError::Orphan`] when either is gone.
pub async fn join(
    c: &mut Conn<'_>,
    id: GroupId,
    user: UserId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, JOIN, user, id, now)? > 0)
}

/// Takes somebody out of the group. `false`: they were not in it.
pub async fn leave(c: &mut Conn<'_>, id: GroupId, user: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, LEAVE, user, id)? > 0)
}

/// At most `limit` members of the group itself, from behind `after`.
pub async fn members(
    c: &mut Conn<'_>,
    id: GroupId,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<Member>, StoreError> {
    let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
    fetch_all!(c, "users", MEMBERS, id, after, limit)
}

/// How many members the group itself has.
pub async fn count(c: &mut Conn<'_>, id: GroupId) -> Result<i64, StoreError> {
    let count: Option<(i64,)> = fetch_optional!(c, "group_member", COUNT, id)?;
    Ok(count.map_or(0, |(count,)| count))
}

/// The groups somebody was put into.
pub async fn of_user(c: &mut Conn<'_>, user: UserId) -> Result<Vec<Group>, StoreError> {
    fetch_all!(c, "user_group", OF_USER, user)
}

/// The names of every group somebody is in, also of those that these belong to.
pub async fn names(c: &mut Conn<'_>, user: UserId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "user_group", NAMES, user)?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// The same, and what they are at an app.
pub async fn membership(
    c: &mut Conn<'_>,
    user: UserId,
    client: &ClientId,
) -> Result<Membership, StoreError> {
    let rows: Vec<(String, i32)> = fetch_all!(c, "user_group", MEMBERSHIP, user, client)?;
    let (groups, roles): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, kind)| *kind == 0);
    let names = |rows: Vec<(String, i32)>| rows.into_iter().map(|(name, _)| name).collect();
    Ok(Membership {
        groups: names(groups),
        roles: names(roles),
        device_key: None,
    })
}

/// The same where it is `asked` for; nothing is read, and nothing said, where it is not.
pub async fn membership_if(
    c: &mut Conn<'_>,
    asked: bool,
    user: UserId,
    client: &ClientId,
) -> Result<Membership, StoreError> {
    match asked {
        true => membership(c, user, client).await,
        false => Ok(Membership::default()),
    }
}

/// What is `asked` about somebody who signed in so.
pub async fn told(
    c: &mut Conn<'_>,
    asked: Asked,
    (user, sign_in): (UserId, Option<SignInId>),
    client: &ClientId,
) -> Result<Membership, StoreError> {
    let mut told = membership_if(c, asked.membership, user, client).await?;
    if let Some(sign_in) = sign_in.filter(|_| asked.device) {
        let key = sign_ins::by_id(c, sign_in)
            .await?
            .and_then(|row| row.device_key);
        let key = key.and_then(|octets| DeviceKey::from_octets(&octets));
        told.device_key = key.map(|key| key.thumbprint());
    }
    Ok(told)
}
