//! Passkeys: what is kept of them, and the challenges that were answered.

use uuid::Uuid;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

/// A passkey (Web Authentication §4, "credential record").
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Passkey {
    /// Ours.
    pub id: Uuid,
    /// Whose.
    pub user_id: UserId,
    /// The authenticator's name for it.
    pub credential_id: Vec<u8>,
    /// Its public key and what else was registered, as JSON.
    pub credential: String,
    /// The model of its authenticator (AAGUID), if that says so.
    pub model: Option<Uuid>,
    /// What its person calls it.
    pub name: Option<String>,
    /// The highest signature counter that was shown; 0 when it counts nothing.
    pub sign_count: i64,
    /// It may be copied to the person's other devices (backup eligible).
    pub synced: bool,
    /// It was, when it was last used (backup state).
    pub backed_up: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

/// What authenticators know a person by, and whether they want passkeys offered.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Holder {
    /// The user handle: random octets.
    pub handle: Vec<u8>,
    /// When they said that they do not.
    pub declined_at: Option<Timestamp>,
}

macro_rules! columns {
    () => {
        "id, user_id, credential_id, credential, model, name, sign_count, synced, backed_up, created_at, last_used_at"
    };
}

statements! {
    HOLDER = "SELECT handle, declined_at FROM passkey_holder WHERE user_id = $1";
    HOLD = "INSERT INTO passkey_holder (user_id, handle) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING";
    IS_HANDLE = "SELECT COUNT(*) FROM passkey_holder WHERE handle = $1";
    DECLINE = "INSERT INTO passkey_holder (user_id, handle, declined_at) VALUES ($1, $2, $3) \
        ON CONFLICT (user_id) DO UPDATE SET declined_at = excluded.declined_at";
    OF = concat!("SELECT ", columns!(), " FROM passkey WHERE user_id = $1 ORDER BY created_at, id LIMIT 100");
    BY_CREDENTIAL_ID = concat!("SELECT ", columns!(), " FROM passkey WHERE credential_id = $1");
    INSERT = concat!("INSERT INTO passkey (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (credential_id) DO NOTHING");
    USE = "UPDATE passkey SET sign_count = $3, backed_up = $4, last_used_at = $5 WHERE id = $1 AND user_id = $2 \
        AND (sign_count < $3 OR (sign_count = 0 AND $3 = 0))";
    RENAME = "UPDATE passkey SET name = $3 WHERE id = $1 AND user_id = $2";
    REMOVE = "DELETE FROM passkey WHERE id = $1 AND user_id = $2";
    REMOVE_ALL = "DELETE FROM passkey WHERE user_id = $1";
    SPEND_CHALLENGE = "INSERT INTO spent_challenge (hash, expires_at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";
}

/// What authenticators know this person by; none before the first passkey was offered.
pub async fn holder(c: &mut Conn<'_>, user: UserId) -> Result<Option<Holder>, StoreError> {
    fetch_optional!(c, "passkey_holder", HOLDER, user)
}

/// Whether authenticators know somebody by it.
pub async fn is_handle(c: &mut Conn<'_>, handle: &[u8]) -> Result<bool, StoreError> {
    let count: Option<(i64,)> = fetch_optional!(c, "passkey_holder", IS_HANDLE, handle)?;
    Ok(count.is_some_and(|(count,)| count > 0))
}

/// Keeps a handle for a person who has none. `false`: they have one.
pub async fn insert_holder(
    c: &mut Conn<'_>,
    user: UserId,
    handle: &[u8; 16],
) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, user, &handle[..])? > 0)
}

/// Notes that a person wants no passkey offered, and keeps `handle` for who has none.
pub async fn decline(
    c: &mut Conn<'_>,
    user: UserId,
    handle: &[u8; 16],
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, DECLINE, user, &handle[..], now)? > 0)
}

/// A person's passkeys, the oldest first.
pub async fn of(c: &mut Conn<'_>, user: UserId) -> Result<Vec<Passkey>, StoreError> {
    fetch_all!(c, "passkey", OF, user)
}

/// The passkey that an authenticator gave this name.
pub async fn by_credential_id(
    c: &mut Conn<'_>,
    credential_id: &[u8],
) -> Result<Option<Passkey>, StoreError> {
    fetch_optional!(c, "passkey", BY_CREDENTIAL_ID, credential_id)
}

/// Keeps a passkey. `false`: its name is taken.
pub async fn insert(c: &mut Conn<'_>, passkey: &Passkey) -> Result<bool, StoreError> {
    let inserted = execute!(
        c,
        INSERT,
        passkey.id,
        passkey.user_id,
        &passkey.credential_id,
        &passkey.credential,
        passkey.model,
        &passkey.name,
        passkey.sign_count,
        passkey.synced,
        passkey.backed_up,
        passkey.created_at,
        passkey.last_used_at,
    )?;
    Ok(inserted > 0)
}

/// Notes that it was used. `false`: it is gone, or its counter has been this high before (Web Authentication §6.1.1).
pub async fn use_one(
    c: &mut Conn<'_>,
    (id, user): (Uuid, UserId),
    sign_count: i64,
    backed_up: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, USE, id, user, sign_count, backed_up, now)? > 0)
}

/// Names it. `false`: this person has none with this id.
pub async fn rename(
    c: &mut Conn<'_>,
    id: Uuid,
    user: UserId,
    name: Option<&str>,
) -> Result<bool, StoreError> {
    Ok(execute!(c, RENAME, id, user, name)? > 0)
}

/// Removes it. `false`: this person has none with this id.
pub async fn remove(c: &mut Conn<'_>, id: Uuid, user: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE, id, user)? > 0)
}

/// Removes all of a person: how many there were.
pub async fn remove_all(c: &mut Conn<'_>, user: UserId) -> Result<u64, StoreError> {
    execute!(c, REMOVE_ALL, user)
}

/// Uses a challenge up. `false`: it was answered before.
pub async fn spend_challenge(
    c: &mut Conn<'_>,
    hash: &[u8; 32],
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SPEND_CHALLENGE, &hash[..], expires_at)? > 0)
}
