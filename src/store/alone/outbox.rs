//! The worker's own changes: who is being told.

use uuid::Uuid;

use crate::protocol::time::Timestamp;
use crate::store::outbox::{self, Lease, Receiver};
use crate::store::{Db, StoreError};

/// [`outbox::lease`].
pub async fn lease(
    db: &Db,
    receiver: Receiver,
    id: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Lease>, StoreError> {
    let job = db.write_one(move |c| {
        Box::pin(async move { outbox::lease(c, &receiver, id, now, until).await })
    });
    job.await
}

/// [`outbox::hold`].
pub async fn hold(db: &Db, lease: Lease, until: Timestamp) -> Result<bool, StoreError> {
    let job = db.write_one(move |c| Box::pin(async move { outbox::hold(c, &lease, until).await }));
    job.await
}

/// [`outbox::release`].
pub async fn release(
    db: &Db,
    lease: Lease,
    failures: i64,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    let job = db.write_one(move |c| {
        Box::pin(async move { outbox::release(c, &lease, failures, due_at).await })
    });
    job.await
}
