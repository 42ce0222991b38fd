//! Which account a command names.

use crate::cli::{NotFound, Store};
use crate::identity::login_name;
use crate::protocol::ids::UserId;
use crate::protocol::subject::Subject;
use crate::store::users::{self, User};

impl Store {
    /// The account with this id, user name, address or `sub`, looked for in this order.
    pub(in crate::cli) async fn find_user(&self, named: &str) -> anyhow::Result<Option<User>> {
        if let Ok(id) = named.parse::<UserId>() {
            let job = self.db.read(move |c| Box::pin(users::by_id(c, id)));
            return Ok(job.await?);
        }
        let (key, subject) = (login_name::canonical(named), Subject::parse(named));
        let job = self.db.read(move |c| {
            Box::pin(async move {
                if let Some(key) = key
                    && let Some(user) = users::by_login_or_email(c, &key).await?
                {
                    return Ok(Some(user));
                }
                match subject {
                    Ok(subject) => users::by_subject(c, &subject).await,
                    Err(_) => Ok(None),
                }
            })
        });
        Ok(job.await?)
    }

    /// As [`find_user`](Self::find_user).
    ///
    /// # Errors
    /// There is none.
    pub(in crate::cli) async fn user(&self, named: &str) -> anyhow::Result<User> {
        let unknown = || {
            NotFound(format!(
                "there is no account \"{named}\"; see `lanyard user list`"
            ))
        };
        Ok(self.find_user(named).await?.ok_or_else(unknown)?)
    }

    /// The id of an account, for whoever names one in another command.
    pub(in crate::cli) async fn user_id(&self, named: &str) -> anyhow::Result<UserId> {
        Ok(self.user(named).await?.id)
    }
}
