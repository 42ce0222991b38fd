//! What is known of a person.

use super::make::Taken;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError};

/// Why a profile is not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// Without them there is nobody left to give the right back on a page.
    #[error("the only administrator who can sign in stays one")]
    LastAdministrator,
    /// Somebody else has the address.
    #[error(transparent)]
    Taken(Taken),
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> Self {
        Self::Taken(error.into())
    }
}

/// Stores address, name, claims and rights of `user` as they are.
///
/// # Errors
/// [`NotChanged`].
pub async fn change(
    db: &Db,
    before: &User,
    user: &User,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let changed = differences(before, user);
    let (user, actor, was_admin) = (user.clone(), actor.clone(), before.admin);
    let job = db.write(move |c| {
        Box::pin(async move {
            if was_admin && !user.admin && !users::other_admin(c, user.id).await? {
                return Ok(false);
            }
            users::update_profile(c, &user, now).await?;
            if was_admin != user.admin {
                users::set_admin(c, user.id, user.admin, now).await?;
            }
            let deed = Deed::new(Act::AccountChanged, Object::Account(user.id));
            deed.with("changed", changed).record(c, &actor, now).await?;
            Ok(true)
        })
    });
    let done = job.await?;
    done.then_some(()).ok_or(NotChanged::LastAdministrator)
}

/// The names of what differs; the values are the person's own.
fn differences(before: &User, user: &User) -> Vec<&'static str> {
    let differ = [
        ("name", before.name != user.name),
        ("email", before.email != user.email),
        (
            "email_verified",
            before.email_verified != user.email_verified,
        ),
        ("claims", before.claims != user.claims),
        ("administrator", before.admin != user.admin),
    ];
    let differ = differ.into_iter().filter(|(_, differs)| *differs);
    differ.map(|(name, _)| name).collect()
}

/// Stores how the person wants pages to look. That is nobody's business, so it is not recorded.
///
/// # Errors
/// When the database does not answer.
pub async fn prefer(db: &Db, user: &User, look: String) -> Result<(), StoreError> {
    let id = user.id;
    let job =
        db.write_one(move |c| Box::pin(async move { users::set_preferences(c, id, &look).await }));
    job.await.map(drop)
}

/// The same, unless they chose before.
///
/// # Errors
/// When the database does not answer.
pub async fn prefer_at_first(db: &Db, user: &User, look: String) -> Result<(), StoreError> {
    let id = user.id;
    let job = db
        .write_one(move |c| Box::pin(async move { users::adopt_preferences(c, id, &look).await }));
    job.await.map(drop)
}
