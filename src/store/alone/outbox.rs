//! The worker's own changes: who is being told, and what came of it.

use uuid::Uuid;

use crate::protocol::ids::ClientId;
use crate::protocol::time::Timestamp;
use crate::store::outbox::{self, Lease, Message, Receiver};
use crate::store::sign_in_clients::{self, State};
use crate::store::{Conn, Db, StoreError};

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

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It arrived.
    Arrived(String),
    /// It did not, and is tried again.
    Failed(String),
    /// It never will.
    SetAside(State, String),
}

/// Writes down what came of one try: in the outbox, and in the ledger of the sign-in.
pub async fn tried(
    db: &Db,
    message: Message,
    tried: Tried,
    now: Timestamp,
) -> Result<(), StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            let (state, answer, over) = match &tried {
                Tried::Arrived(answer) => {
                    outbox::done(c, message.id).await?;
                    (State::Told, answer, Some(now))
                }
                Tried::Failed(why) => {
                    outbox::failed(c, message.id, why).await?;
                    (State::Waiting, why, None)
                }
                Tried::SetAside(state, why) => {
                    outbox::set_aside(c, message.id, why, now).await?;
                    (*state, why, Some(now))
                }
            };
            in_ledger(c, &message, state, answer, over).await
        })
    });
    job.await
}

async fn in_ledger(
    c: &mut Conn<'_>,
    message: &Message,
    state: State,
    answer: &str,
    over: Option<Timestamp>,
) -> Result<(), StoreError> {
    let Some(sign_in) = message.sign_in_id else {
        return Ok(());
    };
    let client = ClientId(message.receiver.clone());
    sign_in_clients::answered(c, sign_in, &client, state, answer, over).await
}
