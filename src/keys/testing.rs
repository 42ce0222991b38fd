//! Keys for tests: made once in a process, because RSA keys take so long.

use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::rows::RING_TABLE;
use super::{KeyPolicy, KeyRows, Keys, MasterKey, Opened, Purpose, SealError};
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, seal_keys, signing_keys};

/// A master key for tests, as text.
pub const MASTER_KEY: &str = "dGVzdHMgb25seSwgbmV2ZXIgdXNlIHRoaXMgb25lISE";

/// [`MASTER_KEY`].
pub fn master() -> MasterKey {
    MasterKey::from_text(MASTER_KEY, "the tests").expect("32 bytes")
}

/// The rows of a first start at `now`, wrapped by [`MASTER_KEY`]: one ring key, and a key for each algorithm.
pub fn rows(now: Timestamp) -> KeyRows {
    static ROWS: OnceLock<KeyRows> = OnceLock::new();
    let first =
        || KeyRows::first(&master(), &KeyPolicy::default(), Timestamp(0)).expect("keys are made");
    let mut rows = ROWS.get_or_init(first).clone();
    for row in &mut rows.ring {
        (row.created_at, row.active_at) = (now, now);
    }
    for row in &mut rows.signing {
        (row.announced_at, row.active_at) = (now, now);
    }
    rows
}

/// Puts [`rows`] into an empty database, so that [`Keys::load`] with [`master`] need not make them.
///
/// # Errors
/// When the database does not answer.
pub async fn insert(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    let rows = rows(now);
    db.write(move |c| {
        Box::pin(async move {
            for row in &rows.ring {
                seal_keys::insert(c, row).await?;
            }
            for row in &rows.signing {
                signing_keys::insert(c, row).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Keys that are in no database.
pub fn keys(issuer: &str, now: Timestamp) -> Keys {
    Keys::of_rows(&rows(now), master(), KeyPolicy::default(), issuer, now)
        .expect("the rows are good")
}

/// Keys whose one ring secret never changes, for texts that were sealed before.
pub fn fixed(issuer: &str, now: Timestamp) -> Keys {
    let mut rows = rows(now);
    let ring = &mut rows.ring[0];
    (ring.id, ring.created_at, ring.active_at) = (1, now, now);
    ring.secret = master().wrap(RING_TABLE, "1", &[7; 32]);
    Keys::of_rows(&rows, master(), KeyPolicy::default(), issuer, now).expect("the rows are good")
}

/// The version of what [`seal`] makes.
const VERSION: u8 = 2;

/// Seals a value of any type.
pub fn seal<T: Serialize + ?Sized>(
    keys: &Keys,
    purpose: Purpose,
    until: Timestamp,
    value: &T,
) -> String {
    let write = |buffer: &mut Vec<u8>| ciborium::into_writer(value, buffer).expect("plain data");
    keys.snapshot().ring.seal(purpose, VERSION, until, write)
}

/// Opens a text as a value of any type.
///
/// # Errors
/// It does not open, or is another value.
pub fn open<T: DeserializeOwned>(
    keys: &Keys,
    purpose: Purpose,
    text: &str,
    now: Timestamp,
) -> Result<Opened<T>, SealError> {
    let read = |_, plain: &[u8]| ciborium::from_reader(plain).ok();
    let ring = &keys.snapshot().ring;
    ring.open((purpose, VERSION), text, now, read)
}
