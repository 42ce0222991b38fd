//! What people prove themselves with besides a password: authenticator apps, recovery codes, and browsers they trust.

use uuid::Uuid;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

/// An authenticator app (RFC 6238).
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Totp {
    /// Whose.
    pub user_id: UserId,
    /// Its secret, wrapped with the master key.
    pub secret: Vec<u8>,
    /// The newest time step whose code was used.
    pub last_step: i64,
    /// When it was turned on.
    pub created_at: Timestamp,
    /// When a code of it was last used.
    pub last_used_at: Option<Timestamp>,
}

/// A browser that its person trusts: no second factor is asked for in it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TrustedBrowser {
    /// Stands in its cookie.
    pub id: Uuid,
    /// Whose.
    pub user_id: UserId,
    /// "Firefox on Linux".
    pub device: String,
    /// The account's when it was trusted: in another one it is trusted no more.
    pub epoch: i64,
    /// When it was trusted.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    pub used_at: Timestamp,
    /// When the trust ends.
    pub expires_at: Timestamp,
}

/// Which of them a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Counts {
    /// Authenticator apps: none or one.
    pub totp: i64,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
    /// Passkeys.
    pub passkeys: i64,
}

macro_rules! trusted {
    () => {
        "id, user_id, device, epoch, created_at, used_at, expires_at"
    };
}

statements! {
    COUNTS = "SELECT (SELECT COUNT(*) FROM totp WHERE user_id = $1) AS totp, \
        (SELECT COUNT(*) FROM recovery_code WHERE user_id = $1) AS recovery_codes, \
        (SELECT COUNT(*) FROM passkey WHERE user_id = $1) AS passkeys";
    ASK = "INSERT INTO second_factor_due (user_id, asked_at) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING";
    ASKED = "SELECT asked_at FROM second_factor_due WHERE user_id = $1";
    TOTP = "SELECT user_id, secret, last_step, created_at, last_used_at FROM totp WHERE user_id = $1";
    INSERT_TOTP = "INSERT INTO totp (user_id, secret, last_step, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    SPEND_STEP = "UPDATE totp SET last_step = $2, last_used_at = $3 WHERE user_id = $1 AND last_step < $2";
    REMOVE_TOTP = "DELETE FROM totp WHERE user_id = $1";
    INSERT_CODE = "INSERT INTO recovery_code (user_id, hash) VALUES ($1, $2)";
    HAS_CODE = "SELECT user_id FROM recovery_code WHERE user_id = $1 AND hash = $2";
    SPEND_CODE = "DELETE FROM recovery_code WHERE user_id = $1 AND hash = $2";
    REMOVE_CODES = "DELETE FROM recovery_code WHERE user_id = $1";
    TRUST = concat!("INSERT INTO trusted_browser (", trusted!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7)");
    USE_TRUSTED = "UPDATE trusted_browser SET used_at = $3 WHERE id = $1 AND user_id = $2 AND expires_at > $3 \
        AND epoch = (SELECT u.epoch FROM users u WHERE u.id = $2)";
    TRUSTED_OF = concat!("SELECT ", trusted!(), " FROM trusted_browser WHERE user_id = $1 AND expires_at > $2 \
        AND epoch = (SELECT u.epoch FROM users u WHERE u.id = $1) ORDER BY used_at DESC, id DESC LIMIT 100");
    DISTRUST = "DELETE FROM trusted_browser WHERE id = $1 AND user_id = $2";
    DISTRUST_ALL = "DELETE FROM trusted_browser WHERE user_id = $1";
    DISTRUST_OLD = "DELETE FROM trusted_browser WHERE user_id = $1 AND id NOT IN \
        (SELECT id FROM trusted_browser WHERE user_id = $1 ORDER BY used_at DESC, id DESC LIMIT $2)";
}

/// Which of them a person has.
pub async fn counts(c: &mut Conn<'_>, user: UserId) -> Result<Counts, StoreError> {
    let found = fetch_optional!(c, "totp", COUNTS, user)?;
    Ok(found.unwrap_or_default())
}

/// Notes that a person was asked to set a second factor up. `false`: they were before.
pub async fn ask(c: &mut Conn<'_>, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, ASK, user, now)? > 0)
}

/// When a person was first asked to set a second factor up.
pub async fn asked(c: &mut Conn<'_>, user: UserId) -> Result<Option<Timestamp>, StoreError> {
    let found: Option<(Timestamp,)> = fetch_optional!(c, "second_factor_due", ASKED, user)?;
    Ok(found.map(|(at,)| at))
}

/// The person's authenticator app.
pub async fn totp(c: &mut Conn<'_>, user: UserId) -> Result<Option<Totp>, StoreError> {
    fetch_optional!(c, "totp", TOTP, user)
}

/// Turns an authenticator app on, of which the code of `step` was shown. `false`: there is one.
pub async fn insert_totp(
    c: &mut Conn<'_>,
    user: UserId,
    secret: &[u8],
    step: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, INSERT_TOTP, user, secret, step, now)? > 0)
}

/// Uses the code of a time step. `false`: it or a later one was used before (RFC 6238 §5.2), or there is no app.
pub async fn spend_step(
    c: &mut Conn<'_>,
    user: UserId,
    step: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SPEND_STEP, user, step, now)? > 0)
}

/// Removes the authenticator app. `false`: there is none.
pub async fn remove_totp(c: &mut Conn<'_>, user: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE_TOTP, user)? > 0)
}

/// Keeps the hash of a recovery code.
pub async fn insert_code(
    c: &mut Conn<'_>,
    user: UserId,
    hash: &[u8; 32],
) -> Result<(), StoreError> {
    execute!(c, INSERT_CODE, user, &hash[..]).map(drop)
}

/// Whether the person has this recovery code.
pub async fn has_code(c: &mut Conn<'_>, user: UserId, hash: &[u8; 32]) -> Result<bool, StoreError> {
    let found: Option<(UserId,)> = fetch_optional!(c, "recovery_code", HAS_CODE, user, &hash[..])?;
    Ok(found.is_some())
}

/// Uses a recovery code. `false`: there is none like it, or another request was first.
pub async fn spend_code(
    c: &mut Conn<'_>,
    user: UserId,
    hash: &[u8; 32],
) -> Result<bool, StoreError> {
    Ok(execute!(c, SPEND_CODE, user, &hash[..])? > 0)
}

/// Removes every recovery code of a person: how many there were.
pub async fn remove_codes(c: &mut Conn<'_>, user: UserId) -> Result<u64, StoreError> {
    execute!(c, REMOVE_CODES, user)
}

/// Trusts a browser.
pub async fn trust(c: &mut Conn<'_>, browser: &TrustedBrowser) -> Result<(), StoreError> {
    execute!(
        c,
        TRUST,
        browser.id,
        browser.user_id,
        &browser.device,
        browser.epoch,
        browser.created_at,
        browser.used_at,
        browser.expires_at,
    )
    .map(drop)
}

/// Whether this person trusts that browser now, which is noted as seen.
pub async fn use_trusted(
    c: &mut Conn<'_>,
    id: Uuid,
    user: UserId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, USE_TRUSTED, id, user, now)? > 0)
}

/// The browsers a person trusts, the one that was used last first.
pub async fn trusted_of(
    c: &mut Conn<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<TrustedBrowser>, StoreError> {
    fetch_all!(c, "trusted_browser", TRUSTED_OF, user, now)
}

/// Trusts a browser no more. `false`: this person did not.
pub async fn distrust(c: &mut Conn<'_>, id: Uuid, user: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, DISTRUST, id, user)? > 0)
}

/// Trusts no browser any more: how many there were.
pub async fn distrust_all(c: &mut Conn<'_>, user: UserId) -> Result<u64, StoreError> {
    execute!(c, DISTRUST_ALL, user)
}

/// Trusts only the `keep` browsers that were used last.
pub async fn distrust_old(c: &mut Conn<'_>, user: UserId, keep: i64) -> Result<(), StoreError> {
    execute!(c, DISTRUST_OLD, user, keep).map(drop)
}
