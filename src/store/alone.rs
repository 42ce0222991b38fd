//! Changes that belong to no act and to no grant: what carries sessions and requests, keys, upkeep. Each is a transaction of its
//! own, so that outside of acts and grants nobody opens one.

pub mod outbox;

use super::cleanup::Cleaned;
use super::nodes::Node;
use super::parcels::{Budget, Parcel};
use super::throttle::Counter;
use super::{
    Conn, Db, StoreError, browser_sessions, cleanup, heartbeat, nodes, parcels, revoked_tokens,
    seal_keys, signing_keys, throttle, users,
};
use crate::keys::rotation::{SealKeyRow, SigningKeyRow};
use crate::protocol::ids::{SignInId, TokenId, UserId};
use crate::protocol::time::Timestamp;

/// [`browser_sessions::create`].
pub async fn create_session(
    db: &Db,
    id_hash: [u8; 32],
    sign_in: Option<SignInId>,
    data: Vec<u8>,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let job = db.write_one(move |c| {
        Box::pin(
            async move { browser_sessions::create(c, &id_hash, sign_in, &data, expires_at).await },
        )
    });
    job.await
}

/// [`browser_sessions::save`].
pub async fn save_session(
    db: &Db,
    id_hash: [u8; 32],
    sign_in: Option<SignInId>,
    data: Vec<u8>,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let job = db.write_one(move |c| {
        Box::pin(
            async move { browser_sessions::save(c, &id_hash, sign_in, &data, expires_at).await },
        )
    });
    job.await
}

/// [`browser_sessions::remove`].
pub async fn remove_session(db: &Db, id_hash: [u8; 32]) -> Result<bool, StoreError> {
    let job =
        db.write_one(move |c| Box::pin(async move { browser_sessions::remove(c, &id_hash).await }));
    job.await
}

/// [`parcels::insert`].
pub async fn keep_parcel(db: &Db, parcel: Parcel, budget: Budget) -> Result<bool, StoreError> {
    let job =
        db.write_one(move |c| Box::pin(async move { parcels::insert(c, &parcel, budget).await }));
    job.await
}

/// [`parcels::prolong`].
pub async fn prolong_parcel(
    db: &Db,
    id_hash: [u8; 32],
    until: Timestamp,
) -> Result<bool, StoreError> {
    let job =
        db.write_one(move |c| Box::pin(async move { parcels::prolong(c, &id_hash, until).await }));
    job.await
}

/// [`revoked_tokens::revoke`].
pub async fn revoke_token(db: &Db, id: TokenId, expires_at: Timestamp) -> Result<bool, StoreError> {
    let job = db.write_one(move |c| {
        Box::pin(async move { revoked_tokens::revoke(c, id, expires_at).await })
    });
    job.await
}

/// [`heartbeat::beat`].
pub async fn beat(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    db.write_one(move |c| Box::pin(heartbeat::beat(c, now)))
        .await
}

/// [`cleanup::expired`].
pub async fn remove_expired(
    db: &Db,
    now: Timestamp,
    over: Timestamp,
    limit: i64,
) -> Result<Cleaned, StoreError> {
    db.write_upkeep(move |c| Box::pin(cleanup::expired(c, now, over, limit)))
        .await
}

/// [`throttle::forget_least`].
pub async fn forget_counters(db: &Db, count: i64) -> Result<u64, StoreError> {
    db.write_upkeep(move |c| Box::pin(throttle::forget_least(c, count)))
        .await
}

/// One failure to count.
#[derive(Debug, Clone, Copy)]
pub struct Failure {
    /// Of what.
    pub key: [u8; 32],
    /// When it is forgotten, if it is the first.
    pub forgotten_at: Timestamp,
}

/// Counts each failure in one transaction, in this order; their rows stay locked until it ends. `follows` tells what comes of the
/// count of the nth. The result is how many there are of the first now.
///
/// # Errors
/// When the database does not answer.
pub async fn count_failures<F>(
    db: &Db,
    failures: Vec<Failure>,
    now: Timestamp,
    follows: F,
) -> Result<i64, StoreError>
where
    F: FnMut(usize, Counter) -> Counter + Clone + Send + 'static,
{
    let job = db.write(move |c| {
        let mut follows = follows;
        Box::pin(async move {
            let mut of_first = 0;
            for (nth, Failure { key, forgotten_at }) in failures.iter().enumerate() {
                let counted = throttle::count(c, key, now, *forgotten_at).await?;
                if nth == 0 {
                    of_first = counted.failures;
                }
                let after = follows(nth, counted);
                if after != counted {
                    throttle::hold(c, key, after.not_before, after.expires_at).await?;
                }
            }
            Ok(of_first)
        })
    });
    job.await
}

/// [`throttle::forgive`].
///
/// # Errors
/// When the database does not answer.
pub async fn forgive_failures(db: &Db, key: [u8; 32]) -> Result<bool, StoreError> {
    let job = db.write_one(move |c| Box::pin(async move { throttle::forgive(c, &key).await }));
    job.await
}

/// [`users::rehash`].
///
/// # Errors
/// When the database does not answer.
pub async fn rehash_password(
    db: &Db,
    id: UserId,
    old: String,
    new: String,
) -> Result<bool, StoreError> {
    let job =
        db.write_one(move |c| Box::pin(async move { users::rehash(c, id, &old, &new).await }));
    job.await
}

/// What is written about a key.
#[derive(Debug, Clone)]
pub enum KeyWrite<R> {
    /// It is new.
    Insert(R),
    /// It becomes active or goes at other times.
    Reschedule {
        /// As it is stored.
        old: R,
        /// As it is to be.
        new: R,
    },
}

/// Writes these changes of the ring in turn, up to the first that changes nothing: another node was first.
pub async fn write_ring(db: &Db, writes: Vec<KeyWrite<SealKeyRow>>) -> Result<(), StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            for write in writes {
                let changed = match write {
                    KeyWrite::Insert(row) => seal_keys::insert(c, &row).await?,
                    KeyWrite::Reschedule { old, new } => {
                        seal_keys::reschedule(c, &old, &new).await?
                    }
                };
                if !changed {
                    break;
                }
            }
            Ok(())
        })
    });
    job.await
}

/// Writes several plans for signing keys at once, each up to the first change that changes nothing.
pub async fn write_signing(
    db: &Db,
    plans: Vec<Vec<KeyWrite<SigningKeyRow>>>,
) -> Result<(), StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            for plan in plans {
                write_plan(c, plan).await?;
            }
            Ok(())
        })
    });
    job.await
}

async fn write_plan(
    c: &mut Conn<'_>,
    plan: Vec<KeyWrite<SigningKeyRow>>,
) -> Result<(), StoreError> {
    for write in plan {
        let changed = match write {
            KeyWrite::Insert(row) => signing_keys::insert(c, &row).await?,
            KeyWrite::Reschedule { old, new } => signing_keys::reschedule(c, &old, &new).await?,
        };
        if !changed {
            break;
        }
    }
    Ok(())
}

/// Removes keys that are gone, so that their secrets are nowhere any more.
pub async fn remove_gone_keys(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    let job = db.write(move |c| {
        Box::pin(async move {
            seal_keys::remove_gone(c, now).await?;
            signing_keys::remove_gone(c, now).await?;
            Ok(())
        })
    });
    job.await
}

/// [`nodes::seen`]: a node says that it is there, and those that were not for long are forgotten.
///
/// # Errors
/// When the database does not answer.
pub async fn node_seen(db: &Db, node: Node, gone: Timestamp) -> Result<(), StoreError> {
    let job = db.write(move |c| Box::pin(async move { nodes::seen(c, &node, gone).await }));
    job.await
}
