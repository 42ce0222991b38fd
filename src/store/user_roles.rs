//! Roles of people. That of administrators is a column of their account.

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::UserId;
use crate::protocol::roles::{Role, Roles};
use crate::protocol::time::Timestamp;

statements! {
    OF = "SELECT role FROM user_role WHERE user_id = $1";
    GIVE = "INSERT INTO user_role (user_id, role, given_at) VALUES ($1, $2, $3) ON CONFLICT (user_id, role) DO NOTHING";
    TAKE = "DELETE FROM user_role WHERE user_id = $1 AND role = $2";
}

/// What was given to a person. A role that only a newer version knows is none here.
pub async fn of(c: &mut Conn<'_>, user: UserId) -> Result<Roles, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "user_role", OF, user)?;
    Ok(rows
        .iter()
        .filter_map(|(code,)| Role::from_code(code))
        .collect())
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
