//! Recording sign-ins that failed.

use crate::audit::{Act, Actor, Deed, Object};
use crate::identity::failures::{FailedBefore, Failures};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError};

/// Records what failed at an account, when its person is there again.
pub(super) async fn before(
    c: &mut Conn<'_>,
    user: UserId,
    failed: FailedBefore,
    now: Timestamp,
) -> Result<(), StoreError> {
    Deed::new(Act::SignInFailed, Object::Account(user))
        .times(failed.count)
        .with("since", failed.since.0)
        .record(c, &Actor::system(), now)
        .await
}

/// Records all that failed and is not recorded yet as one row.
///
/// # Errors
/// When the database does not answer; then the counts are lost.
pub async fn all(db: &Db, failures: &Failures, now: Timestamp) -> Result<(), StoreError> {
    let Some(all) = failures.take_all() else {
        return Ok(());
    };
    Deed::new(Act::SignInFailed, Object::Server)
        .times(all.failed.count)
        .with("accounts", all.accounts)
        .with("since", all.failed.since.0)
        .record_alone(db, Actor::system(), now)
        .await
}
