//! Removes what has expired, a little at a time, so that nobody waits behind it.

use super::conn::{execute, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// How many rows went, by table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the tables'")]
pub struct Cleaned {
    pub browser_session: u64,
    pub grants: u64,
    pub parcel: u64,
    pub revoked_token: u64,
    pub sign_in: u64,
    pub throttle: u64,
}

impl Cleaned {
    /// Table and count.
    pub fn by_table(&self) -> [(&'static str, u64); 6] {
        [
            ("browser_session", self.browser_session),
            ("grants", self.grants),
            ("parcel", self.parcel),
            ("revoked_token", self.revoked_token),
            ("sign_in", self.sign_in),
            ("throttle", self.throttle),
        ]
    }

    /// Whether some table had `limit` rows to remove, and so perhaps more.
    pub fn is_full(&self, limit: u64) -> bool {
        self.by_table().iter().any(|(_, count)| *count >= limit)
    }
}

/// `DELETE … LIMIT` is not portable.
macro_rules! delete_expired {
    ($table:literal, $key:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $key,
            " IN (SELECT ",
            $key,
            " FROM ",
            $table,
            " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)"
        )
    };
}

statements! {
    BROWSER_SESSION = delete_expired!("browser_session", "id_hash");
    GRANTS = delete_expired!("grants", "id");
    PARCEL = delete_expired!("parcel", "id_hash");
    REVOKED_TOKEN = delete_expired!("revoked_token", "id");
    SIGN_IN = delete_expired!("sign_in", "id");
    THROTTLE = delete_expired!("throttle", "key");
}

/// Removes up to `limit` rows of each table that expired before `over`; what refuses nothing goes at `now`. A row is expired
/// at its `expires_at`, which is never before the end of what it protects against.
pub async fn expired(
    c: &mut Conn<'_>,
    now: Timestamp,
    over: Timestamp,
    limit: i64,
) -> Result<Cleaned, StoreError> {
    Ok(Cleaned {
        browser_session: execute!(c, BROWSER_SESSION, over, limit)?,
        grants: execute!(c, GRANTS, over, limit)?,
        parcel: execute!(c, PARCEL, now, limit)?,
        revoked_token: execute!(c, REVOKED_TOKEN, over, limit)?,
        sign_in: execute!(c, SIGN_IN, over, limit)?,
        throttle: execute!(c, THROTTLE, over, limit)?,
    })
}
