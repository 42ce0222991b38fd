//! The terms that people agree to: which version, and when.

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::users;
use crate::store::{Db, StoreError};

/// Records that somebody agreed to a version of the terms. `false`: there is no such account any more.
///
/// # Errors
/// When the database does not answer.
pub async fn accept(
    db: &Db,
    user: UserId,
    version: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (version, actor) = (version.to_owned(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !users::accept_terms(c, user, &version, now).await? {
                return Ok(false);
            }
            let deed = Deed::new(Act::TermsAccepted, Object::Account(user));
            let deed = deed.with("version", version.as_str());
            deed.record(c, &actor, now).await?;
            Ok(true)
        })
    });
    job.await
}
