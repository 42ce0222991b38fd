//! Who looks after an app besides whoever registered it: people, and groups with their members.

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::{ClientId, GroupId, UserId};
use crate::protocol::time::Timestamp;

/// SQL: the clients that `$user` looks after besides their own.
macro_rules! looked_after_by {
    ($user:literal) => {
        concat!(
            "SELECT client_id FROM co_owner WHERE user_id = ",
            $user,
            " UNION SELECT o.client_id FROM co_owner_group o JOIN user_group g ON o.group_id = g.id OR o.group_id = g.parent_id \
             JOIN group_member m ON m.group_id = g.id WHERE m.user_id = ",
            $user
        )
    };
}
pub(super) use looked_after_by;

/// Somebody, or a group, that looks after an app.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Owner {
    /// The account, or the group.
    pub id: uuid::Uuid,
    /// The user name, or what apps read of the group.
    pub called: String,
    /// As people read it.
    pub name: String,
    /// 1: a group; 0: a person.
    pub kind: i32,
}

statements! {
    OF = "SELECT g.id AS id, g.name AS called, g.title AS name, 1 AS kind FROM co_owner_group o JOIN user_group g ON g.id = o.group_id \
        WHERE o.client_id = $1 UNION ALL SELECT u.id, u.login, u.name, 0 FROM co_owner o JOIN users u ON u.id = o.user_id \
        WHERE o.client_id = $1 ORDER BY 4 DESC, 2 LIMIT 1000";
    LOOKS_AFTER = concat!("SELECT id FROM client WHERE id = $2 AND (owner_id = $1 OR id IN (", looked_after_by!("$1"), "))");
    ADD_USER = "INSERT INTO co_owner (client_id, user_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    ADD_GROUP = "INSERT INTO co_owner_group (client_id, group_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    REMOVE_USER = "DELETE FROM co_owner WHERE client_id = $1 AND user_id = $2";
    REMOVE_GROUP = "DELETE FROM co_owner_group WHERE client_id = $1 AND group_id = $2";
}

/// Who looks after the client besides whoever registered it: groups first.
pub async fn of(c: &mut Conn<'_>, client: &ClientId) -> Result<Vec<Owner>, StoreError> {
    fetch_all!(c, "co_owner", OF, client)
}

/// Whether a person looks after the client: they registered it, or they or a group of theirs were put beside.
pub async fn looks_after(
    c: &mut Conn<'_>,
    user: UserId,
    client: &ClientId,
) -> Result<bool, StoreError> {
    let found: Option<(ClientId,)> = fetch_optional!(c, "client", LOOKS_AFTER, user, client)?;
    Ok(found.is_some())
}

/// Puts somebody beside whoever registered it. `false`: they are.
///
/// # Errors
/// [`StoreError::Orphan`] when either is gone.
pub async fn add_user(
    c: &mut Conn<'_>,
    client: &ClientId,
    user: UserId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ADD_USER, client, user, now)? > 0)
}

/// The same for the members of a group.
pub async fn add_group(
    c: &mut Conn<'_>,
    client: &ClientId,
    group: GroupId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ADD_GROUP, client, group, now)? > 0)
}

/// Takes that back. `false`: they were not.
pub async fn remove_user(
    c: &mut Conn<'_>,
    client: &ClientId,
    user: UserId,
) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE_USER, client, user)? > 0)
}

/// The same for a group.
pub async fn remove_group(
    c: &mut Conn<'_>,
    client: &ClientId,
    group: GroupId,
) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE_GROUP, client, group)? > 0)
}
