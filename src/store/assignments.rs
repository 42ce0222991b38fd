//! Who may use an app that not everybody may, and what people and groups are there.

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::{ClientId, GroupId, UserId};
use crate::protocol::membership::GroupName;
use crate::protocol::time::Timestamp;

/// SQL: whether a person may use a client. `$client` and `$user` are expressions of the row that is looked at, `$restricted` the
/// client's own column.
macro_rules! admitted {
    ($restricted:literal, $client:literal, $user:literal) => {
        concat!(
            "CASE WHEN NOT ",
            $restricted,
            " THEN TRUE WHEN EXISTS (SELECT 1 FROM user_assignment x WHERE x.client_id = ",
            $client,
            " AND x.user_id = ",
            $user,
            ") THEN TRUE WHEN EXISTS (SELECT 1 FROM group_assignment x JOIN user_group y ON x.group_id = y.id OR x.group_id = y.parent_id \
             JOIN group_member z ON z.group_id = y.id WHERE x.client_id = ",
            $client,
            " AND z.user_id = ",
            $user,
            ") THEN TRUE ELSE FALSE END"
        )
    };
}
pub(super) use admitted;

/// Somebody, or some group, that may use an app.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OfUser {
    /// Who.
    pub id: UserId,
    /// Their user name.
    pub login: String,
    /// As they write it.
    pub name: String,
    /// What they are there; empty: they may use it.
    pub role: String,
}

/// A group whose members may use an app.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OfGroup {
    /// Which.
    pub id: GroupId,
    /// What apps read.
    pub name: GroupName,
    /// What people read.
    pub title: String,
    /// What its members are there; empty: they may use it.
    pub role: String,
}

statements! {
    RESTRICTED = "SELECT restricted FROM client WHERE id = $1";
    RESTRICT = "UPDATE client SET restricted = $2 WHERE id = $1 AND restricted <> $2";
    ASSIGN_USER = "INSERT INTO user_assignment (client_id, user_id, role, assigned_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT DO NOTHING";
    ASSIGN_GROUP = "INSERT INTO group_assignment (client_id, group_id, role, assigned_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT DO NOTHING";
    UNASSIGN_USER = "DELETE FROM user_assignment WHERE client_id = $1 AND user_id = $2 AND role = $3";
    UNASSIGN_GROUP = "DELETE FROM group_assignment WHERE client_id = $1 AND group_id = $2 AND role = $3";
    USERS = "SELECT u.id, u.login, u.name, a.role FROM user_assignment a JOIN users u ON u.id = a.user_id \
        WHERE a.client_id = $1 AND a.user_id > $2 ORDER BY a.user_id, a.role LIMIT $3";
    GROUPS = "SELECT g.id, g.name, g.title, a.role FROM group_assignment a JOIN user_group g ON g.id = a.group_id \
        WHERE a.client_id = $1 ORDER BY g.name, a.role LIMIT 1000";
    ADMITTED = concat!("SELECT ", admitted!("c.restricted", "c.id", "$2"), " FROM client c WHERE c.id = $1");
    OF_GROUP = "SELECT a.client_id, c.name, a.role FROM group_assignment a JOIN client c ON c.id = a.client_id \
        WHERE a.group_id = $1 ORDER BY a.client_id, a.role LIMIT 1000";
}

/// Whether only those who are assigned may use the client.
pub async fn is_restricted(c: &mut Conn<'_>, client: &ClientId) -> Result<bool, StoreError> {
    let row: Option<(bool,)> = fetch_optional!(c, "client", RESTRICTED, client)?;
    Ok(row.is_some_and(|(restricted,)| restricted))
}

/// Lets everybody use the client, or only those who are assigned. `false`: it was so.
pub async fn restrict(
    c: &mut Conn<'_>,
    client: &ClientId,
    restricted: bool,
) -> Result<bool, StoreError> {
    Ok(execute!(c, RESTRICT, client, restricted)? > 0)
}

/// Whether a person may use the client, by who is assigned to it alone.
pub async fn is_admitted(
    c: &mut Conn<'_>,
    client: &ClientId,
    user: UserId,
) -> Result<bool, StoreError> {
    let row: Option<(bool,)> = fetch_optional!(c, "client", ADMITTED, client, user)?;
    Ok(row.is_some_and(|(admitted,)| admitted))
}

/// Assigns somebody; with an empty `role` they may use the client. `false`: they are.
///
/// # Errors
/// [`StoreError::Orphan`] when either is gone.
pub async fn assign_user(
    c: &mut Conn<'_>,
    client: &ClientId,
    user: UserId,
    role: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ASSIGN_USER, client, user, role, now)? > 0)
}

/// The same for the members of a group.
pub async fn assign_group(
    c: &mut Conn<'_>,
    client: &ClientId,
    group: GroupId,
    role: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ASSIGN_GROUP, client, group, role, now)? > 0)
}

/// Takes an assignment back. `false`: there was none.
pub async fn unassign_user(
    c: &mut Conn<'_>,
    client: &ClientId,
    user: UserId,
    role: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, UNASSIGN_USER, client, user, role)? > 0)
}

/// The same for a group.
pub async fn unassign_group(
    c: &mut Conn<'_>,
    client: &ClientId,
    group: GroupId,
    role: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, UNASSIGN_GROUP, client, group, role)? > 0)
}

/// At most `limit` assignments of people, from behind those of `after`.
pub async fn users(
    c: &mut Conn<'_>,
    client: &ClientId,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<OfUser>, StoreError> {
    let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
    fetch_all!(c, "user_assignment", USERS, client, after, limit)
}

/// The assignments of groups.
pub async fn groups(c: &mut Conn<'_>, client: &ClientId) -> Result<Vec<OfGroup>, StoreError> {
    fetch_all!(c, "group_assignment", GROUPS, client)
}

/// What the members of a group are at which client: id, name, role.
pub async fn of_group(
    c: &mut Conn<'_>,
    group: GroupId,
) -> Result<Vec<(ClientId, String, String)>, StoreError> {
    fetch_all!(c, "group_assignment", OF_GROUP, group)
}
