//! Codes that make the first administrator. Each start of a fresh installation may have one; the first that is used takes all.

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

statements! {
    INSERT = "INSERT INTO setup_code (code_hash, expires_at) VALUES ($1, $2)";
    HOLDS = "SELECT expires_at FROM setup_code WHERE code_hash = $1 AND expires_at > $2";
    ANY = "SELECT expires_at FROM setup_code WHERE expires_at > $1 ORDER BY expires_at DESC LIMIT 1";
    TAKE_ALL = "DELETE FROM setup_code";
}

/// Keeps a code.
pub async fn insert(
    c: &mut Conn<'_>,
    code_hash: &[u8; 32],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    execute!(c, INSERT, &code_hash[..], expires_at).map(drop)
}

/// Whether it is a code in force.
pub async fn holds(
    c: &mut Conn<'_>,
    code_hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let found: Option<(Timestamp,)> = fetch_optional!(c, "setup_code", HOLDS, &code_hash[..], now)?;
    Ok(found.is_some())
}

/// Whether some code is in force.
pub async fn any(c: &mut Conn<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let found: Option<(Timestamp,)> = fetch_optional!(c, "setup_code", ANY, now)?;
    Ok(found.is_some())
}

/// Takes every code. `false`: there is none any more, somebody else was first.
pub async fn take_all(c: &mut Conn<'_>) -> Result<bool, StoreError> {
    Ok(execute!(c, TAKE_ALL)? > 0)
}
