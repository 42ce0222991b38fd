//! Figures of the whole installation: counted where an index answers, or few rows are looked at.

use super::conn::{fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::ClientId;
use crate::protocol::time::Timestamp;

/// Seconds of a day that is counted: in UTC.
pub const DAY: i64 = 86_400;
/// How many sign-ins are looked at to say how people sign in.
pub const LATEST: i64 = 1_000;

/// Sign-ins of a day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SignIns {
    /// Days since the first one that was asked for.
    pub day: i64,
    /// `sign-in.made`, `sign-in.failed`
    pub act: String,
    /// How many.
    pub total: i64,
}

/// How many accounts there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct People {
    /// All of them.
    pub total: i64,
    /// Made since a moment.
    pub new: i64,
}

/// How many apps there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Apps {
    /// All of them.
    pub total: i64,
    /// Registered by somebody on a page, and nobody vouches for them.
    pub unvetted: i64,
    /// Switched off.
    pub disabled: i64,
}

/// Messages to others that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Failing {
    /// The kind of the messages.
    pub kind: String,
    /// The app; of letters nothing.
    pub receiver: String,
    /// How many were tried in vain.
    pub total: i64,
    /// How many nobody tries any more.
    pub given_up: i64,
    /// When the oldest happened.
    pub since: Timestamp,
    /// Why the last one did not arrive.
    pub why: Option<String>,
}

statements! {
    // The index holds all that is asked for; its condition stands here word for word.
    SIGN_INS = "SELECT (at - $1) / 86400 AS day, act, CAST(SUM(count) AS BIGINT) AS total FROM audit \
        WHERE act IN ('sign-in.made', 'sign-in.failed') AND at >= $1 GROUP BY 1, 2 ORDER BY 1, 2";
    METHODS = "SELECT latest.amr AS amr, COUNT(*) AS total FROM (SELECT details ->> 'amr' AS amr FROM audit \
        WHERE act = 'sign-in.made' ORDER BY id DESC LIMIT $1) AS latest GROUP BY latest.amr ORDER BY 2 DESC, 1";
    PEOPLE = "SELECT (SELECT COUNT(*) FROM users) AS total, (SELECT COUNT(*) FROM users WHERE created_at >= $1) AS new";
    // The engines write truth in JSON differently.
    APPS = "SELECT COUNT(*) AS total, COUNT(disabled_at) AS disabled, COUNT(CASE WHEN (owner_id IS NOT NULL \
        OR CAST(metadata ->> 'self_registered' AS TEXT) IN ('true', '1')) \
        AND COALESCE(CAST(metadata ->> 'vetted' AS TEXT), 'false') IN ('false', '0') THEN 1 END) AS unvetted FROM client";
    SIGNED_IN = "SELECT COUNT(*) FROM sign_in WHERE ended_at IS NULL AND expires_at > $1";
    FAILING = "SELECT kind, CASE WHEN kind = 'mail' THEN '' ELSE receiver END AS receiver, COUNT(*) AS total, \
        COUNT(set_aside_at) AS given_up, MIN(created_at) AS since, MAX(last_error) AS why FROM outbox \
        WHERE last_error IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT $1";
    OF_APP = "SELECT (since - $2) / 86400 AS day, COUNT(*) AS total FROM sign_in_client \
        WHERE client_id = $1 AND since >= $2 GROUP BY 1 ORDER BY 1";
}

/// Sign-ins by the day, from this moment on, which is the beginning of the first.
pub async fn sign_ins(c: &mut Conn<'_>, since: Timestamp) -> Result<Vec<SignIns>, StoreError> {
    fetch_all!(c, "audit", SIGN_INS, since)
}

/// How people signed in lately: methods as in `amr`, and how often.
pub async fn methods(c: &mut Conn<'_>) -> Result<Vec<(Option<String>, i64)>, StoreError> {
    fetch_all!(c, "audit", METHODS, LATEST)
}

/// Accounts, and those made since this moment.
pub async fn people(c: &mut Conn<'_>, since: Timestamp) -> Result<People, StoreError> {
    let found: Option<People> = fetch_optional!(c, "users", PEOPLE, since)?;
    Ok(found.unwrap_or_default())
}

/// Apps.
pub async fn apps(c: &mut Conn<'_>) -> Result<Apps, StoreError> {
    let found: Option<Apps> = fetch_optional!(c, "client", APPS)?;
    Ok(found.unwrap_or_default())
}

/// Sign-ins that hold.
pub async fn signed_in(c: &mut Conn<'_>, now: Timestamp) -> Result<i64, StoreError> {
    let found: Option<(i64,)> = fetch_optional!(c, "sign_in", SIGNED_IN, now)?;
    Ok(found.map_or(0, |(total,)| total))
}

/// To whom messages did not arrive, the most of them first.
pub async fn failing(c: &mut Conn<'_>, limit: i64) -> Result<Vec<Failing>, StoreError> {
    fetch_all!(c, "outbox", FAILING, limit)
}

/// Sign-ins in which an app took part, by the day since this moment: number of the day and how many. Those that ended are known for
/// [`super::cleanup::TOLD_KEPT`].
pub async fn of_app(
    c: &mut Conn<'_>,
    app: &ClientId,
    since: Timestamp,
) -> Result<Vec<(i64, i64)>, StoreError> {
    fetch_all!(c, "sign_in_client", OF_APP, app, since)
}
