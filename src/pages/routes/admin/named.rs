//! Whom or what somebody means who types something into a field.

use crate::app::App;
use crate::identity::login_name;
use crate::protocol::ids::UserId;
use crate::protocol::subject::Subject;
use crate::store::StoreError;
use crate::store::users::{self, User};

/// The account with this id, user name, address or `sub`.
pub(super) async fn person(app: &App, typed: &str) -> Result<Option<User>, StoreError> {
    if let Ok(id) = typed.parse::<UserId>() {
        return app.user(id).await;
    }
    let (key, subject) = (login_name::canonical(typed), Subject::parse(typed).ok());
    let job = app.db.read(move |c| {
        Box::pin(async move {
            if let Some(key) = key
                && let Some(user) = users::by_login_or_email(c, &key).await?
            {
                return Ok(Some(user));
            }
            match subject {
                Some(subject) => users::by_subject(c, &subject).await,
                None => Ok(None),
            }
        })
    });
    job.await
}
