//! Sign-ins: one row for each time a person proved who they are, in both session modes.

use uuid::Uuid;

use super::assignments::admitted;
use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::users::User;
use super::{Conn, StoreError, consents};
use crate::protocol::consent::Consented;
use crate::protocol::gate::{CodeFacts, SignInStanding};
use crate::protocol::ids::{ClientId, GrantId, SignInId, UserId};
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;

/// A sign-in.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SignIn {
    /// The `sid` claim.
    pub id: SignInId,
    /// Who signed in.
    pub user_id: UserId,
    /// When (`auth_time`).
    pub started_at: Timestamp,
    /// When the browser was last seen, to within a few minutes.
    pub last_seen_at: Timestamp,
    /// How: methods of RFC 8176, separated by spaces.
    pub amr: String,
    /// For people to recognise it by: "Firefox on Linux".
    pub device: String,
    /// The network address it came from.
    pub address: String,
    /// When somebody ended it.
    pub ended_at: Option<Timestamp>,
    /// Why.
    pub end_reason: Option<String>,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// The number of its cookies; those with a lower one are over.
    pub generation: i64,
    /// The person's epoch, which [`insert`] and [`renew`] take from their row; none when nobody counted.
    pub epoch: Option<i64>,
    /// Whether it ends when its browser is not seen for a while.
    pub idle_ends: bool,
    /// The public key of the device that it is bound to. [`bind`] writes it.
    pub device_key: Option<Vec<u8>>,
    /// When it was bound.
    pub bound_at: Option<Timestamp>,
    /// When that key was last shown.
    pub proven_at: Option<Timestamp>,
}

impl SignIn {
    /// What the gate looks at.
    pub fn standing(&self) -> SignInStanding {
        SignInStanding {
            epoch: self.epoch,
            ended_at: self.ended_at,
            expires_at: self.expires_at,
        }
    }
}

/// A sign-in that somebody ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Ended {
    /// The sign-in.
    pub id: SignInId,
    /// When it would have ended by itself; until then it has to be refused.
    pub expires_at: Timestamp,
}

/// A sign-in whose cookies were replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Superseded {
    /// The sign-in.
    pub id: SignInId,
    /// Cookies with a lower number are over.
    pub generation: i64,
    /// When it ends by itself; until then they have to be refused.
    pub expires_at: Timestamp,
}

/// A sign-in that is bound to a device.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Device {
    /// The sign-in.
    pub id: SignInId,
    /// The person.
    pub user_id: UserId,
    /// The device's public key.
    pub key: Vec<u8>,
    /// When it was bound.
    pub since: Timestamp,
    /// How often the key was shown since.
    pub shown: i64,
}

/// A sign-in that was ended, and whose it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Whose {
    /// The sign-in.
    pub id: SignInId,
    /// The person.
    pub user_id: UserId,
}

/// What `/authorize` and the redemption of a code have to know, from one read.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The sign-in.
    pub sign_in: SignIn,
    /// Who signed in.
    pub user: User,
    /// What they allowed the client so far.
    pub consented: Option<Consented>,
    /// Whether they may use the client: everybody may, or they are assigned to it.
    pub admitted: bool,
}

impl Standing {
    /// What the gate looks at when a code is redeemed.
    pub fn of_code(&self) -> CodeFacts<'_> {
        let consented = self.consented.as_ref();
        CodeFacts {
            user: self.user.standing(),
            sign_in: self.sign_in.standing(),
            consented: consented.map(|consented| &consented.scope),
            admitted: self.admitted,
        }
    }
}

macro_rules! columns {
    () => {
        "id, user_id, started_at, last_seen_at, amr, device, address, ended_at, end_reason, expires_at, generation, \
         idle_ends, epoch, device_key, bound_at, proven_at"
    };
}

macro_rules! standing {
    ($more:literal, $join:literal) => {
        concat!(
            "SELECT s.id, s.user_id, s.started_at, s.last_seen_at, s.amr, s.device, s.address, s.ended_at, \
             s.end_reason, s.expires_at, s.generation, s.idle_ends, s.epoch, s.device_key, s.bound_at, s.proven_at, u.login, u.email, u.email_verified, u.name, \
             u.password_hash, u.password_changed_at, u.claims, u.preferences, u.admin, u.disabled_at, u.deletes_at, \
             u.terms_version, u.terms_accepted_at, u.epoch AS user_epoch, u.subject, \
             u.created_at, u.updated_at, k.scope, k.client_name, k.destinations, ",
            admitted!("c.restricted", "$2", "s.user_id"),
            " AS admitted",
            $more,
            " FROM sign_in s JOIN users u ON u.id = s.user_id LEFT JOIN client c ON c.id = $2 \
             LEFT JOIN consent k ON k.user_id = s.user_id AND k.client_id = $2 ",
            $join,
            "WHERE s.id = $1"
        )
    };
}

statements! {
    INSERT = "INSERT INTO sign_in (id, user_id, started_at, last_seen_at, amr, device, address, ended_at, end_reason, expires_at, \
        generation, idle_ends, epoch) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (SELECT epoch FROM users WHERE id = $2))";
    BY_ID = concat!("SELECT ", columns!(), " FROM sign_in WHERE id = $1");
    STANDING = standing!("", "");
    STANDING_OF_REQUEST = standing!(", g.id AS grant_id", "LEFT JOIN grants g ON g.id = $3 ");
    OF_USER = concat!("SELECT ", columns!(), " FROM sign_in \
        WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY started_at DESC, id DESC");
    RECENT = concat!("SELECT ", columns!(), " FROM sign_in WHERE user_id = $1 \
        ORDER BY started_at DESC, id DESC LIMIT $2");
    LIVE = concat!("SELECT ", columns!(), " FROM sign_in WHERE ended_at IS NULL AND expires_at > $1 \
        AND started_at <= $2 AND (started_at < $2 OR id < $3) ORDER BY started_at DESC, id DESC LIMIT $4");
    RENEW = "UPDATE sign_in SET last_seen_at = $3, amr = $2, expires_at = $4, generation = $5, idle_ends = $6, renewed_at = $3, \
        device_key = CASE WHEN bound_at = $7 THEN device_key END, device_id = CASE WHEN bound_at = $7 THEN device_id END, \
        proven_at = CASE WHEN bound_at = $7 THEN proven_at END, \
        bound_at = CASE WHEN bound_at = $7 THEN bound_at END, \
        epoch = (SELECT u.epoch FROM users u WHERE u.id = sign_in.user_id) WHERE id = $1 AND ended_at IS NULL";
    BIND = "UPDATE sign_in SET device_key = $3, device_id = $5, bound_at = $4, proven_at = $4, shown = 0 \
        WHERE id = $1 AND generation <= $2 AND bound_at IS NULL AND ended_at IS NULL AND expires_at > $4 RETURNING user_id";
    DEVICE = "SELECT id, user_id, device_key AS key, bound_at AS since, shown FROM sign_in \
        WHERE device_id = $1 AND ended_at IS NULL AND expires_at > $2";
    SHOW = "UPDATE sign_in SET proven_at = $4, shown = shown + 1 \
        WHERE id = $1 AND bound_at = $2 AND shown = $3 AND ended_at IS NULL AND expires_at > $4";
    KEEP_UP = "UPDATE sign_in SET epoch = (SELECT u.epoch FROM users u WHERE u.id = sign_in.user_id) WHERE id = $1";
    SUPERSEDE = "UPDATE sign_in SET generation = $2, renewed_at = $3 WHERE id = $1 AND generation < $2";
    SUPERSEDED_SINCE = "SELECT id, generation, expires_at FROM sign_in \
        WHERE renewed_at IS NOT NULL AND renewed_at >= $1 AND expires_at > $2 AND ended_at IS NULL";
    HOLD = "UPDATE sign_in SET last_seen_at = last_seen_at WHERE id = $1 AND ended_at IS NULL";
    TOUCH = "UPDATE sign_in SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
    END = "UPDATE sign_in SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL RETURNING id, user_id";
    END_UNUSED = "UPDATE sign_in SET ended_at = $2, end_reason = $3 \
        WHERE id = $1 AND ended_at IS NULL AND last_seen_at <= $4 RETURNING id, user_id";
    END_OTHERS = "UPDATE sign_in SET ended_at = $3, end_reason = $4 \
        WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL AND expires_at > $3 RETURNING id, user_id";
    END_EXPIRED = "UPDATE sign_in SET ended_at = $1, end_reason = $2 WHERE id IN (SELECT id FROM sign_in \
        WHERE expires_at <= $1 AND ended_at IS NULL ORDER BY expires_at LIMIT $3) RETURNING id, user_id";
    END_IDLE = "UPDATE sign_in SET ended_at = $1, end_reason = $2 WHERE id IN (SELECT id FROM sign_in \
        WHERE last_seen_at <= $3 AND idle_ends AND ended_at IS NULL ORDER BY last_seen_at LIMIT $4) RETURNING id, user_id";
    SURPLUS = "SELECT id FROM sign_in WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 \
        ORDER BY started_at DESC, id DESC LIMIT 1000 OFFSET $3";
    FORGET_SURPLUS = "DELETE FROM sign_in WHERE id IN (SELECT id FROM sign_in WHERE user_id = $1 \
        AND ended_at IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT 1000 OFFSET $2)";
    END_ALL = "UPDATE sign_in SET ended_at = $2, end_reason = $3 \
        WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id, user_id";
    ENDED_SINCE = "SELECT id, expires_at FROM sign_in \
        WHERE ended_at IS NOT NULL AND ended_at >= $1 AND expires_at > $2";
}

/// Records a sign-in.
///
/// # Errors
/// [`StoreError::Orphan`] when the person is gone.
pub async fn insert(c: &mut Conn<'_>, sign_in: &SignIn) -> Result<(), StoreError> {
    execute!(
        c,
        INSERT,
        sign_in.id,
        sign_in.user_id,
        sign_in.started_at,
        sign_in.last_seen_at,
        &sign_in.amr,
        &sign_in.device,
        &sign_in.address,
        sign_in.ended_at,
        &sign_in.end_reason,
        sign_in.expires_at,
        sign_in.generation,
        sign_in.idle_ends,
    )
    .map(drop)
}

/// The sign-in with this `sid`, also when it has ended.
pub async fn by_id(c: &mut Conn<'_>, id: SignInId) -> Result<Option<SignIn>, StoreError> {
    fetch_optional!(c, "sign_in", BY_ID, id)
}

/// The sign-in with its person, and what they allowed `client`.
pub async fn standing(
    c: &mut Conn<'_>,
    id: SignInId,
    client: &ClientId,
) -> Result<Option<Standing>, StoreError> {
    let row: Option<StandingRow> = fetch_optional!(c, "sign_in", STANDING, id, client)?;
    row.map(Standing::try_from).transpose()
}

/// As [`standing`], and whether the authorization request `request` was answered and its code redeemed.
pub async fn standing_of_request(
    c: &mut Conn<'_>,
    id: SignInId,
    client: &ClientId,
    request: GrantId,
) -> Result<Option<(Standing, bool)>, StoreError> {
    let row: Option<RequestRow> =
        fetch_optional!(c, "sign_in", STANDING_OF_REQUEST, id, client, request)?;
    row.map(|row| Ok((Standing::try_from(row.standing)?, row.grant_id.is_some())))
        .transpose()
}

/// The person's sign-ins that still hold, the latest first.
pub async fn of_user(
    c: &mut Conn<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<SignIn>, StoreError> {
    fetch_all!(c, "sign_in", OF_USER, user, now)
}

/// The person's last sign-ins, also those that have ended.
pub async fn recent(c: &mut Conn<'_>, user: UserId, limit: i64) -> Result<Vec<SignIn>, StoreError> {
    fetch_all!(c, "sign_in", RECENT, user, limit)
}

/// At most `limit` of everybody's sign-ins that still hold, the latest first, from behind one that began at `before.0`.
pub async fn live(
    c: &mut Conn<'_>,
    before: (Timestamp, SignInId),
    limit: i64,
    now: Timestamp,
) -> Result<Vec<SignIn>, StoreError> {
    fetch_all!(c, "sign_in", LIVE, now, before.0, before.1, limit)
}

/// Whether the sign-in is not ended. Nobody ends it until the transaction does.
pub async fn hold(c: &mut Conn<'_>, id: SignInId) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, id)? > 0)
}

/// Lets the sign-in go on in the person's present epoch.
pub async fn keep_up(c: &mut Conn<'_>, id: SignInId) -> Result<(), StoreError> {
    execute!(c, KEEP_UP, id).map(drop)
}

/// Records that the browser was seen.
pub async fn touch(c: &mut Conn<'_>, id: SignInId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, TOUCH, id, now)? > 0)
}

/// Records that the same person proved again who they are: methods, end, number and device become those of `anew`; of
/// another device than it is bound to, none. `false`: the sign-in had
/// ended.
pub async fn renew(c: &mut Conn<'_>, anew: &SignIn, now: Timestamp) -> Result<bool, StoreError> {
    let SignIn {
        id,
        amr,
        expires_at,
        generation,
        idle_ends,
        bound_at,
        ..
    } = anew;
    Ok(execute!(
        c,
        RENEW,
        *id,
        amr,
        now,
        *expires_at,
        *generation,
        *idle_ends,
        *bound_at
    )? > 0)
}

/// Binds the sign-in to the device with this key, for whoever has a cookie of at least this number. None: it is bound, over, or its
/// cookie was replaced.
pub async fn bind(
    c: &mut Conn<'_>,
    id: SignInId,
    generation: i64,
    (device, key): (Uuid, &[u8]),
    now: Timestamp,
) -> Result<Option<UserId>, StoreError> {
    let row: Option<(UserId,)> =
        fetch_optional!(c, "sign_in", BIND, id, generation, key, now, device)?;
    Ok(row.map(|(user,)| user))
}

/// The sign-in whose browser calls its binding `device`, as long as it holds.
pub async fn device(
    c: &mut Conn<'_>,
    device: Uuid,
    now: Timestamp,
) -> Result<Option<Device>, StoreError> {
    fetch_optional!(c, "sign_in", DEVICE, device, now)
}

/// Counts that the key was shown once more than `shown` times. `false`: it was counted before, or the sign-in is over.
pub async fn show(
    c: &mut Conn<'_>,
    id: SignInId,
    since: Timestamp,
    shown: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SHOW, id, since, shown, now)? > 0)
}

/// Ends the sign-in's cookies that have a lower number. `false`: they were over.
pub async fn supersede(
    c: &mut Conn<'_>,
    id: SignInId,
    generation: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SUPERSEDE, id, generation, now)? > 0)
}

/// Whose cookies were replaced since, of those that still hold: for session mode `cookie`.
pub async fn superseded_since(
    c: &mut Conn<'_>,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Superseded>, StoreError> {
    fetch_all!(c, "sign_in", SUPERSEDED_SINCE, since, now)
}

/// Ends a sign-in, unless it had ended.
pub async fn end(
    c: &mut Conn<'_>,
    id: SignInId,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    fetch_all!(c, "sign_in", END, id, now, reason)
}

/// Ends a sign-in unless its browser was seen after `seen`, or it had ended.
pub async fn end_unused(
    c: &mut Conn<'_>,
    id: SignInId,
    seen: Timestamp,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    fetch_all!(c, "sign_in", END_UNUSED, id, now, reason, seen)
}

/// Ends every other sign-in of the person.
pub async fn end_others(
    c: &mut Conn<'_>,
    user: UserId,
    keep: SignInId,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    fetch_all!(c, "sign_in", END_OTHERS, user, keep, now, reason)
}

/// Ends up to `limit` sign-ins whose time has come.
pub async fn end_expired(
    c: &mut Conn<'_>,
    limit: i64,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    fetch_all!(c, "sign_in", END_EXPIRED, now, reason, limit)
}

/// Ends up to `limit` sign-ins whose browser was not seen after `seen`, of those that end so.
pub async fn end_idle(
    c: &mut Conn<'_>,
    seen: Timestamp,
    limit: i64,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    fetch_all!(c, "sign_in", END_IDLE, now, reason, seen, limit)
}

/// The person's live sign-ins beyond the `most` latest.
pub async fn surplus(
    c: &mut Conn<'_>,
    user: UserId,
    most: i64,
    now: Timestamp,
) -> Result<Vec<SignInId>, StoreError> {
    let rows: Vec<(SignInId,)> = fetch_all!(c, "sign_in", SURPLUS, user, now, most)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Forgets the person's ended sign-ins beyond the `most` latest. Their cookies stay over: without a row nothing stands.
pub async fn forget_surplus(c: &mut Conn<'_>, user: UserId, most: i64) -> Result<u64, StoreError> {
    execute!(c, FORGET_SURPLUS, user, most)
}

/// Ends every sign-in of the person.
pub async fn end_all(
    c: &mut Conn<'_>,
    user: UserId,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Whose>, StoreError> {
    fetch_all!(c, "sign_in", END_ALL, user, now, reason)
}

/// What was ended since and would still hold: the deny list of session mode `cookie`.
pub async fn ended_since(
    c: &mut Conn<'_>,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Ended>, StoreError> {
    fetch_all!(c, "sign_in", ENDED_SINCE, since, now)
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    #[sqlx(flatten)]
    sign_in: SignIn,
    login: String,
    email: Option<String>,
    email_verified: bool,
    name: String,
    password_hash: Option<String>,
    password_changed_at: Option<Timestamp>,
    #[sqlx(json)]
    claims: serde_json::Map<String, serde_json::Value>,
    preferences: Option<String>,
    admin: bool,
    disabled_at: Option<Timestamp>,
    deletes_at: Option<Timestamp>,
    terms_version: Option<String>,
    terms_accepted_at: Option<Timestamp>,
    user_epoch: i64,
    subject: Option<Subject>,
    created_at: Timestamp,
    updated_at: Timestamp,
    scope: Option<String>,
    client_name: Option<String>,
    destinations: Option<String>,
    admitted: bool,
}

#[derive(sqlx::FromRow)]
struct RequestRow {
    #[sqlx(flatten)]
    standing: StandingRow,
    grant_id: Option<GrantId>,
}

impl TryFrom<StandingRow> for Standing {
    type Error = StoreError;

    fn try_from(row: StandingRow) -> Result<Self, StoreError> {
        let user = User {
            id: row.sign_in.user_id,
            subject: row.subject,
            login: row.login,
            email: row.email,
            email_verified: row.email_verified,
            name: row.name,
            password_hash: row.password_hash,
            password_changed_at: row.password_changed_at,
            claims: row.claims,
            preferences: row.preferences,
            admin: row.admin,
            disabled_at: row.disabled_at,
            deletes_at: row.deletes_at,
            terms_version: row.terms_version,
            terms_accepted_at: row.terms_accepted_at,
            epoch: row.user_epoch,
            created_at: row.created_at,
            updated_at: row.updated_at,
        };
        let consented = row.scope.map(|scope| {
            let places = row.destinations.unwrap_or_default();
            consents::parse(&scope, row.client_name.unwrap_or_default(), &places)
        });
        Ok(Self {
            sign_in: row.sign_in,
            user,
            consented: consented.transpose()?,
            admitted: row.admitted,
        })
    }
}
