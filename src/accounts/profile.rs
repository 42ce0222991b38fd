//! What is known of a person.

use super::administrators::go_on_without;
use super::mailing::Mailing;
use super::make::Taken;
use super::roles::{may, may_or_self};
use super::undo::{Undoing, tell_former};
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError, pictures};

/// Why a profile is not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// Without them there is nobody left to give the right back on a page.
    #[error("the only administrator who can sign in stays one")]
    LastAdministrator,
    /// The account was removed.
    #[error("there is no such account any more")]
    Gone,
    /// Whoever asks has not the role for it, or less rights than the one it would be done to.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// Somebody else has the address.
    #[error(transparent)]
    Taken(Taken),
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> Self {
        Self::Taken(error.into())
    }
}

/// Changes what differs between `before`, which the caller has read, and `user`: address, name, claims and rights. What somebody
/// else changed meanwhile stays as they made it. When the address changes, the one before is told by a letter with which it
/// is taken back (attack row EM-09).
///
/// # Errors
/// [`NotChanged`].
pub async fn change(
    db: &Db,
    (mailing, undoing): (&Mailing, &Undoing),
    before: &User,
    user: &User,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let changed = differences(before, user);
    let (before, user, actor) = (before.clone(), user.clone(), actor.clone());
    let (mailing, undoing) = (mailing.clone(), undoing.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let gives = before.admin != user.admin;
            if !may_or_self(c, &actor, Right::ChangePeople, user.id).await?
                || gives && !may(c, &actor, Right::GiveRoles, Some(user.id)).await?
            {
                return Ok(Err(NotChanged::NotAllowed));
            }
            let loses_right = before.admin && !user.admin;
            if loses_right && !go_on_without(c, user.id).await? {
                return Ok(Err(NotChanged::LastAdministrator));
            }
            users::hold(c, user.id).await?;
            let Some(mut row) = users::by_id(c, user.id).await? else {
                return Ok(Err(NotChanged::Gone));
            };
            // Another account's user name is nobody's address: whoever signs in with it would be somebody else.
            if let Some(email) = user.email.as_ref().filter(|_| before.email != user.email)
                && users::has_login(c, email, user.id).await?
            {
                return Ok(Err(NotChanged::Taken(Taken::Login)));
            }
            let former = row.clone();
            merge(&mut row, &before, &user);
            if let Some(new) = row
                .email
                .clone()
                .filter(|new| former.email.as_ref() != Some(new))
            {
                tell_former(c, &mailing, &former, new, &undoing, now).await?;
            }
            // A picture that is kept elsewhere takes the place of the one that is kept here.
            if former.claims.get("picture") != row.claims.get("picture") {
                pictures::remove(c, user.id).await?;
            }
            users::update_profile(c, &row, now).await?;
            if gives {
                users::set_admin(c, user.id, user.admin, now).await?;
            }
            if !changed.is_empty() {
                let deed = Deed::new(Act::AccountChanged, Object::Account(user.id));
                deed.with("changed", changed).record(c, &actor, now).await?;
            }
            Ok(Ok(()))
        })
    });
    job.await?
}

/// Takes over what `user` changed of `before`; of the claims, each by itself.
fn merge(row: &mut User, before: &User, user: &User) {
    if before.name != user.name {
        row.name.clone_from(&user.name);
    }
    if before.email != user.email {
        row.email.clone_from(&user.email);
        row.email_verified = user.email_verified;
    }
    if before.email_verified != user.email_verified {
        row.email_verified = user.email_verified;
    }
    for (claim, value) in &user.claims {
        if before.claims.get(claim) != Some(value) {
            row.claims.insert(claim.clone(), value.clone());
        }
    }
    for claim in before.claims.keys() {
        if !user.claims.contains_key(claim) {
            row.claims.remove(claim);
        }
    }
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
