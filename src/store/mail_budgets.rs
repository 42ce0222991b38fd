//! How many letters went lately to whom, so that nobody can flood an inbox (attack row EM-12).

use super::conn::{execute, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

statements! {
    ADMIT = "INSERT INTO mail_budget (id_hash, count, expires_at) VALUES ($1, 1, $3) ON CONFLICT (id_hash) DO UPDATE SET \
        count = CASE WHEN mail_budget.expires_at <= $2 THEN 1 ELSE mail_budget.count + 1 END, \
        expires_at = CASE WHEN mail_budget.expires_at <= $2 THEN excluded.expires_at ELSE mail_budget.expires_at END \
        WHERE mail_budget.expires_at <= $2 OR mail_budget.count < $4";
}

/// Counts one more of what `id_hash` stands for, if there may be one more: `most` in a window that begins with the first and, when it
/// begins now, lasts until `expires_at`.
pub async fn admits(
    c: &mut Conn<'_>,
    id_hash: &[u8; 32],
    most: i64,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ADMIT, &id_hash[..], now, expires_at, most)? > 0)
}
