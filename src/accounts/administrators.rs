//! Somebody administers: the last person who can is not lost by an act on one account.

use crate::protocol::ids::UserId;
use crate::store::users::User;
use crate::store::{Conn, StoreError, users};

/// Why an account stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum NotEnded {
    /// Without them there is nobody left to give the right back on a page.
    #[error("the only administrator who can sign in stays one")]
    LastAdministrator,
    /// Whoever asks has not the role for it, or less rights than the one it would be done to.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether somebody administers without this person. Every administrator's row stays held until the transaction ends: of two acts
/// at once that take the last two away, the second sees what the first did.
pub(super) async fn go_on_without(c: &mut Conn<'_>, user: UserId) -> Result<bool, StoreError> {
    users::hold_admins(c).await?;
    let Some(user) = users::by_id(c, user).await? else {
        return Ok(true);
    };
    if !administers(&user) {
        return Ok(true);
    }
    // Somebody without a password cannot take over from somebody who has one.
    users::other_admin(c, user.id, user.password_hash.is_some()).await
}

/// Whether they are the only administrator who can sign in, to say so beforehand. The act asks again.
///
/// # Errors
/// When the database does not answer.
pub async fn is_last(c: &mut Conn<'_>, user: UserId) -> Result<bool, StoreError> {
    match users::by_id(c, user).await?.filter(administers) {
        Some(user) => {
            let other = users::other_admin(c, user.id, user.password_hash.is_some()).await?;
            Ok(!other)
        }
        None => Ok(false),
    }
}

fn administers(user: &User) -> bool {
    user.admin && user.disabled_at.is_none() && user.deletes_at.is_none()
}
