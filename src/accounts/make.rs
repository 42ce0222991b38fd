//! Making accounts.

use super::roles::may;
use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::email::EmailAddress;
use crate::protocol::ids::UserId;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError};

/// Why an account is not made, or not changed.
#[derive(Debug, thiserror::Error)]
pub enum Taken {
    /// Another account has this user name, or this address as its user name.
    #[error("another account has this user name")]
    Login,
    /// Another account has this address.
    #[error("another account has this e-mail address")]
    Email,
    /// Whoever asks makes it for somebody else, and has not the role for it.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Taken {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { column } if column == "users.email" => Self::Email,
            StoreError::Conflict { .. } => Self::Login,
            other => Self::Store(other),
        }
    }
}

/// Stores a new account. Who makes it for themselves is its first person.
///
/// # Errors
/// [`Taken`].
pub async fn make(db: &Db, user: &User, actor: &Actor, now: Timestamp) -> Result<(), Taken> {
    let (user, actor) = (user.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let for_another = actor.user().is_some_and(|by| by != user.id);
            let rises = user.admin && !actor.is_inside();
            if for_another && !may(c, &actor, Right::ChangePeople, None).await?
                || rises && !may(c, &actor, Right::GiveRoles, None).await?
            {
                return Ok(Err(Taken::NotAllowed));
            }
            // Whoever signs in with this address would be somebody else.
            if let Some(email) = &user.email
                && users::has_login(c, email, user.id).await?
            {
                return Ok(Err(Taken::Login));
            }
            users::insert(c, &user).await?;
            let made = Deed::new(Act::AccountMade, Object::Account(user.id));
            let made = made.with("administrator", user.admin);
            let made = match &user.terms_version {
                Some(version) => made.with("terms", version.as_str()),
                None => made,
            };
            made.record(c, &actor, now).await?;
            Ok(Ok(()))
        })
    });
    job.await?
}

/// What a new account is made of; everything else about it is empty.
#[derive(Debug, Clone)]
pub struct New {
    /// The canonical user name.
    pub login: String,
    /// The canonical address.
    pub email: EmailAddress,
    /// Whether they showed that it is theirs.
    pub email_verified: bool,
    /// As the person writes it.
    pub name: String,
}

impl New {
    /// The account, with an id of its own and without a password.
    pub fn account(self, now: Timestamp) -> User {
        User {
            id: UserId(crate::random::uuid_v7(now)),
            subject: None,
            login: self.login,
            email: Some(self.email.into_string()),
            email_verified: self.email_verified,
            name: self.name,
            password_hash: None,
            password_changed_at: None,
            claims: serde_json::Map::new(),
            preferences: None,
            admin: false,
            disabled_at: None,
            deletes_at: None,
            terms_version: None,
            terms_accepted_at: None,
            epoch: 0,
            created_at: now,
            updated_at: now,
        }
    }
}
