//! Binding a sign-in to the device it began on, and counting how often the device showed its key.

use uuid::Uuid;

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::{self, Device};
use crate::store::{Db, StoreError, browser_sessions};

/// A sign-in that is to be bound.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Which.
    pub sign_in: SignInId,
    /// The number of the cookie that asks for it: one that was replaced meanwhile binds nothing.
    pub generation: i64,
    /// What the browser is to call the binding: random.
    pub device: Uuid,
    /// The public key.
    pub key: Vec<u8>,
    /// Mode `database`: the record behind the cookie, which says so.
    pub record: Option<Record>,
}

/// A record as it is to be.
#[derive(Debug, Clone)]
pub struct Record {
    /// The hash of its id.
    pub id_hash: [u8; 32],
    /// What it says.
    pub data: Vec<u8>,
    /// When it goes.
    pub expires_at: Timestamp,
}

/// Binds a sign-in, once. `false`: it is bound, over, or was renewed meanwhile.
///
/// # Errors
/// When the database does not answer.
pub async fn bind(
    db: &Db,
    bound: Bound,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let Bound {
                sign_in,
                generation,
                device,
                key,
                record,
            } = &bound;
            let stored = sign_ins::bind(c, *sign_in, *generation, (*device, key), now);
            let Some(user) = stored.await? else {
                return Ok(false);
            };
            if let Some(Record {
                id_hash,
                data,
                expires_at,
            }) = record
            {
                // A sign-out that came first removed it, and ended the sign-in as well.
                browser_sessions::save(c, id_hash, Some(*sign_in), data, *expires_at).await?;
            }
            Deed::new(Act::SignInBound, Object::Account(user))
                .with("sign_in", sign_in.to_string())
                .record(c, &actor, now)
                .await?;
            Ok(true)
        })
    });
    job.await
}

/// Counts that the key of a sign-in, bound at `since`, was shown once more than `shown` times. `false`: it was counted before, or the
/// sign-in is over.
///
/// # Errors
/// When the database does not answer.
pub async fn show(
    db: &Db,
    sign_in: SignInId,
    since: Timestamp,
    shown: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let job = db.write_one(move |c| {
        Box::pin(async move { sign_ins::show(c, sign_in, since, shown, now).await })
    });
    job.await
}

/// Records that somebody came for a sign-in with another key than its device's.
///
/// # Errors
/// When the database does not answer.
pub async fn refused(
    db: &Db,
    device: &Device,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let deed = Deed::new(Act::DeviceRefused, Object::Account(device.user_id));
    let deed = deed.with("sign_in", device.id.to_string());
    deed.record_alone(db, actor.clone(), now).await
}
