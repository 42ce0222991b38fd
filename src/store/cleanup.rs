//! Removes what has expired, a little at a time, so that nobody waits behind it.

use std::time::Duration;

use super::conn::{execute, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// How long it is known who was told of what.
pub const TOLD_KEPT: Duration = Duration::from_hours(30 * 24);

/// How many rows went, by table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the tables'")]
pub struct Cleaned {
    pub browser_session: u64,
    pub grants: u64,
    pub invitation: u64,
    pub mail_budget: u64,
    pub one_time_proof: u64,
    pub outbox: u64,
    pub parcel: u64,
    pub revoked_token: u64,
    pub setup_code: u64,
    pub sign_in: u64,
    pub sign_in_client: u64,
    pub spent_challenge: u64,
    pub throttle: u64,
    pub trusted_browser: u64,
}

impl Cleaned {
    /// Table and count.
    pub fn by_table(&self) -> [(&'static str, u64); 14] {
        [
            ("browser_session", self.browser_session),
            ("grants", self.grants),
            ("invitation", self.invitation),
            ("mail_budget", self.mail_budget),
            ("one_time_proof", self.one_time_proof),
            ("outbox", self.outbox),
            ("parcel", self.parcel),
            ("revoked_token", self.revoked_token),
            ("setup_code", self.setup_code),
            ("sign_in", self.sign_in),
            ("sign_in_client", self.sign_in_client),
            ("spent_challenge", self.spent_challenge),
            ("throttle", self.throttle),
            ("trusted_browser", self.trusted_browser),
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
    INVITATION = delete_expired!("invitation", "id");
    MAIL_BUDGET = delete_expired!("mail_budget", "id_hash");
    ONE_TIME_PROOF = delete_expired!("one_time_proof", "id");
    OUTBOX = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE set_aside_at <= $1 ORDER BY set_aside_at LIMIT $2)";
    PARCEL = delete_expired!("parcel", "id_hash");
    REVOKED_TOKEN = delete_expired!("revoked_token", "id");
    SETUP_CODE = delete_expired!("setup_code", "code_hash");
    SIGN_IN = delete_expired!("sign_in", "id");
    SIGN_IN_CLIENT = "DELETE FROM sign_in_client WHERE (sign_in_id, client_id) IN (SELECT sign_in_id, client_id \
        FROM sign_in_client WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2)";
    SPENT_CHALLENGE = delete_expired!("spent_challenge", "hash");
    THROTTLE = delete_expired!("throttle", "key");
    TRUSTED_BROWSER = delete_expired!("trusted_browser", "id");
}

/// Removes up to `limit` rows of each table that expired before `over`; what refuses nothing goes at `now`. A row is expired
/// at its `expires_at`, which is never before the end of what it protects against.
pub async fn expired(
    c: &mut Conn<'_>,
    now: Timestamp,
    over: Timestamp,
    limit: i64,
) -> Result<Cleaned, StoreError> {
    let told = over.minus(TOLD_KEPT);
    Ok(Cleaned {
        browser_session: execute!(c, BROWSER_SESSION, over, limit)?,
        grants: execute!(c, GRANTS, over, limit)?,
        invitation: execute!(c, INVITATION, now, limit)?,
        mail_budget: execute!(c, MAIL_BUDGET, over, limit)?,
        one_time_proof: execute!(c, ONE_TIME_PROOF, now, limit)?,
        outbox: execute!(c, OUTBOX, told, limit)?,
        parcel: execute!(c, PARCEL, now, limit)?,
        revoked_token: execute!(c, REVOKED_TOKEN, over, limit)?,
        setup_code: execute!(c, SETUP_CODE, now, limit)?,
        sign_in: execute!(c, SIGN_IN, over, limit)?,
        sign_in_client: execute!(c, SIGN_IN_CLIENT, told, limit)?,
        spent_challenge: execute!(c, SPENT_CHALLENGE, over, limit)?,
        throttle: execute!(c, THROTTLE, over, limit)?,
        trusted_browser: execute!(c, TRUSTED_BROWSER, over, limit)?,
    })
}
