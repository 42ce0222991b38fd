//! Whose a `sub` is: where what relying parties call a person becomes the id of an account. Behind it there are ids only.

use uuid::Uuid;

use crate::protocol::ids::UserId;
use crate::protocol::subject::Subject;
use crate::store::{Db, StoreError, users};

/// The account that a `sub` in a token of ours names; the id that nobody has, when it is gone. Only somebody who was brought along
/// with another `sub` than an id is looked for.
///
/// # Errors
/// When the database does not answer.
pub async fn whose(db: &Db, sub: &str) -> Result<UserId, StoreError> {
    let nobody = UserId(Uuid::nil());
    let Ok(subject) = Subject::parse(sub) else {
        return Ok(nobody);
    };
    if let Some(id) = subject.id() {
        return Ok(id);
    }
    let job = db.read(move |c| Box::pin(async move { users::by_subject(c, &subject).await }));
    Ok(job.await?.map_or(nobody, |user| user.id))
}
