//! One-time proofs: what a link or a code stands for, until it is used or its time is over.

use uuid::Uuid;

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

/// A proof.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Proof {
    /// Its id, which is no secret.
    pub id: Uuid,
    /// What it opens.
    pub purpose: String,
    /// The hash of the link's secret.
    pub secret_hash: Vec<u8>,
    /// The code to type: the id of the key, and the MAC.
    pub code_mac: Option<Vec<u8>>,
    /// Whose account it is about.
    pub user_id: UserId,
    /// The canonical address that it shows to be theirs.
    pub address: Option<String>,
    /// The account's epoch when it was made.
    pub epoch: i64,
    /// How many codes were typed.
    pub tries: i64,
    /// When it is over.
    pub expires_at: Timestamp,
}

macro_rules! columns {
    () => {
        "id, purpose, secret_hash, code_mac, user_id, address, epoch, tries, expires_at"
    };
}

statements! {
    INSERT = concat!("INSERT INTO one_time_proof (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    BY_ID = concat!("SELECT ", columns!(), " FROM one_time_proof WHERE id = $1 AND expires_at > $2");
    BY_SECRET = concat!("SELECT ", columns!(), " FROM one_time_proof WHERE secret_hash = $1 AND expires_at > $2");
    LATEST = concat!("SELECT ", columns!(), " FROM one_time_proof WHERE user_id = $1 AND purpose = $2 AND expires_at > $3 \
        ORDER BY id DESC LIMIT 1");
    TRY_CODE = "UPDATE one_time_proof SET tries = tries + 1 WHERE id = $1 AND tries < $2 AND code_mac IS NOT NULL";
    SPEND = "DELETE FROM one_time_proof WHERE id = $1 AND expires_at > $2";
    FORGET = "DELETE FROM one_time_proof WHERE user_id = $1 AND purpose = $2";
    FORGET_LATER = "DELETE FROM one_time_proof WHERE user_id = $1 AND purpose = $2 AND id > $3";
    FORGET_OLD = "DELETE FROM one_time_proof WHERE user_id = $1 AND purpose = $2 AND id NOT IN \
        (SELECT id FROM one_time_proof WHERE user_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT $3)";
}

/// Keeps a proof.
pub async fn insert(c: &mut Conn<'_>, proof: &Proof) -> Result<(), StoreError> {
    execute!(
        c,
        INSERT,
        proof.id,
        &proof.purpose,
        &proof.secret_hash,
        &proof.code_mac,
        proof.user_id,
        &proof.address,
        proof.epoch,
        proof.tries,
        proof.expires_at,
    )
    .map(drop)
}

/// The proof with this id, unless it is over.
pub async fn by_id(
    c: &mut Conn<'_>,
    id: Uuid,
    now: Timestamp,
) -> Result<Option<Proof>, StoreError> {
    fetch_optional!(c, "one_time_proof", BY_ID, id, now)
}

/// The proof of the link with this secret, unless it is over.
pub async fn by_secret(
    c: &mut Conn<'_>,
    secret_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Proof>, StoreError> {
    fetch_optional!(c, "one_time_proof", BY_SECRET, &secret_hash[..], now)
}

/// The newest proof of this purpose about an account.
pub async fn latest(
    c: &mut Conn<'_>,
    user: UserId,
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Proof>, StoreError> {
    fetch_optional!(c, "one_time_proof", LATEST, user, purpose, now)
}

/// Counts a code that was typed, before it is looked at. `false`: there were `most`, or there is no code.
pub async fn try_code(c: &mut Conn<'_>, id: Uuid, most: i64) -> Result<bool, StoreError> {
    Ok(execute!(c, TRY_CODE, id, most)? > 0)
}

/// Uses the proof up. `false`: it is over, or another request was first.
pub async fn spend(c: &mut Conn<'_>, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, SPEND, id, now)? > 0)
}

/// Removes every proof of this purpose about an account.
pub async fn forget(c: &mut Conn<'_>, user: UserId, purpose: &str) -> Result<(), StoreError> {
    execute!(c, FORGET, user, purpose).map(drop)
}

/// Removes those of this purpose about an account that were made after this one.
pub async fn forget_later(
    c: &mut Conn<'_>,
    user: UserId,
    purpose: &str,
    id: Uuid,
) -> Result<(), StoreError> {
    execute!(c, FORGET_LATER, user, purpose, id).map(drop)
}

/// Removes all but the newest `keep` of this purpose about an account.
pub async fn forget_old(
    c: &mut Conn<'_>,
    user: UserId,
    purpose: &str,
    keep: i64,
) -> Result<(), StoreError> {
    execute!(c, FORGET_OLD, user, purpose, keep).map(drop)
}
