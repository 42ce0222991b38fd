//! Which app took part in which sign-in, and how it was told of the end.

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::{ClientId, SignInId, UserId};
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;

/// Sign-ins that one statement looks at.
const TOGETHER: usize = 16;

/// What became of telling an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is in the outbox.
    Waiting,
    /// It took the message.
    Told,
    /// It read the message and would not have it.
    Refused,
    /// It did not take it for a day.
    GivenUp,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Told, Self::Refused, Self::GivenUp];

    /// Its name in rows and documents. It never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Told => "told",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// An app's part in a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The sign-in.
    pub sign_in: SignInId,
    /// The app.
    pub client: ClientId,
    /// Its name today.
    pub client_name: String,
    /// Whose sign-in it is.
    pub user: UserId,
    /// When the app first got a token from it.
    pub since: Timestamp,
    /// When the sign-in ended.
    pub ended_at: Option<Timestamp>,
    /// What became of telling it; none: nothing was to be told, or it has no address for it.
    pub state: Option<State>,
    /// How often it was tried.
    pub tries: i64,
    /// What it answered last, or why nothing came.
    pub answer: Option<String>,
    /// When it took the message, or when nobody tried any more.
    pub told_at: Option<Timestamp>,
    /// When its page was put into the browser that signed out.
    pub framed_at: Option<Timestamp>,
}

/// A part that has just ended.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EndedPart {
    /// The sign-in.
    pub sign_in_id: SignInId,
    /// The app.
    pub client_id: ClientId,
    /// Whose sign-in it was.
    pub user_id: UserId,
    /// What the app knows them by, when that is not the id.
    pub subject: Option<Subject>,
}

/// What an app still holds of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Holding {
    /// The app.
    pub client_id: ClientId,
    /// When it last got an access token.
    pub last_token_at: Timestamp,
    /// Grants that go on while the person is away.
    pub lasting: i64,
}

macro_rules! parts {
    ($which:literal) => {
        concat!(
            "SELECT p.sign_in_id, p.client_id, c.name AS client_name, p.user_id, p.since, p.ended_at, p.state, \
             p.tries, p.answer, p.told_at, p.framed_at FROM sign_in_client p JOIN client c ON c.id = p.client_id \
             WHERE ",
            $which
        )
    };
}

statements! {
    JOIN = "INSERT INTO sign_in_client (sign_in_id, client_id, user_id, since) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (sign_in_id, client_id) DO UPDATE SET ended_at = NULL, state = NULL, tries = 0, answer = NULL, \
        told_at = NULL, framed_at = NULL WHERE sign_in_client.ended_at IS NOT NULL";
    END = "UPDATE sign_in_client SET ended_at = $1 WHERE sign_in_id IN \
        ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AND ended_at IS NULL \
        RETURNING sign_in_id, client_id, user_id, \
        (SELECT u.subject FROM users u WHERE u.id = sign_in_client.user_id) AS subject";
    AWAIT = "UPDATE sign_in_client SET state = 'waiting' WHERE sign_in_id = $1 AND client_id = $2";
    ANSWERED = "UPDATE sign_in_client SET state = $3, tries = tries + 1, answer = $4, told_at = $5 \
        WHERE sign_in_id = $1 AND client_id = $2";
    FRAMED = "UPDATE sign_in_client SET framed_at = $3 WHERE sign_in_id = $1 AND client_id = $2";
    OF_SIGN_IN = parts!("p.sign_in_id = $1 ORDER BY p.since, p.client_id");
    LIVE_OF_USER = parts!("p.user_id = $1 AND p.ended_at IS NULL ORDER BY p.since, p.client_id LIMIT $2");
    ENDED_OF_CLIENT = parts!("p.client_id = $1 AND p.ended_at IS NOT NULL ORDER BY p.ended_at DESC, p.sign_in_id LIMIT $2");
    HELD = "SELECT client_id, MAX(refreshed_at) AS last_token_at, \
        COUNT(CASE WHEN refresh_generation IS NOT NULL AND revoked_at IS NULL AND expires_at > $2 THEN 1 END) AS lasting \
        FROM grants WHERE sign_in_id = $1 GROUP BY client_id";
}

#[derive(sqlx::FromRow)]
struct Row {
    sign_in_id: SignInId,
    client_id: ClientId,
    client_name: String,
    user_id: UserId,
    since: Timestamp,
    ended_at: Option<Timestamp>,
    state: Option<String>,
    tries: i64,
    answer: Option<String>,
    told_at: Option<Timestamp>,
    framed_at: Option<Timestamp>,
}

impl From<Row> for Part {
    fn from(row: Row) -> Self {
        Self {
            sign_in: row.sign_in_id,
            client: row.client_id,
            client_name: row.client_name,
            user: row.user_id,
            since: row.since,
            ended_at: row.ended_at,
            state: row.state.as_deref().and_then(State::from_code),
            tries: row.tries,
            answer: row.answer,
            told_at: row.told_at,
            framed_at: row.framed_at,
        }
    }
}

/// Records that an app takes part. `true`: it did not before, or its part had ended.
///
/// # Errors
/// [`StoreError::Orphan`] when the person or the app is gone.
pub async fn join(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    client: &ClientId,
    user: UserId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, JOIN, sign_in, client, user, now)? > 0)
}

/// Records that these sign-ins ended. Tells the parts that ended with them.
pub async fn end(
    c: &mut Conn<'_>,
    sign_ins: &[SignInId],
    now: Timestamp,
) -> Result<Vec<EndedPart>, StoreError> {
    let mut ended = Vec::new();
    for ids in sign_ins.chunks(TOGETHER) {
        // One statement for any number: what is missing is the first once more.
        let id = |nth: usize| ids.get(nth).or(ids.first()).copied();
        let rows: Vec<EndedPart> = fetch_all!(
            c,
            "sign_in_client",
            END,
            now,
            id(0),
            id(1),
            id(2),
            id(3),
            id(4),
            id(5),
            id(6),
            id(7),
            id(8),
            id(9),
            id(10),
            id(11),
            id(12),
            id(13),
            id(14),
            id(15),
        )?;
        ended.extend(rows);
    }
    Ok(ended)
}

/// Records that the app is to be told.
pub async fn await_answer(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    client: &ClientId,
) -> Result<(), StoreError> {
    execute!(c, AWAIT, sign_in, client).map(drop)
}

/// Records what came of one try. `at`: when it is over, one way or the other.
pub async fn answered(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    client: &ClientId,
    state: Option<State>,
    answer: &str,
    at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let state = state.map(State::code);
    execute!(c, ANSWERED, sign_in, client, state, answer, at).map(drop)
}

/// Records that the app's page was put into the browser that signed out.
pub async fn framed(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    client: &ClientId,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(c, FRAMED, sign_in, client, now).map(drop)
}

/// The apps of a sign-in, in the order in which they came.
pub async fn of_sign_in(c: &mut Conn<'_>, sign_in: SignInId) -> Result<Vec<Part>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "sign_in_client", OF_SIGN_IN, sign_in)?;
    Ok(rows.into_iter().map(Part::from).collect())
}

/// The apps of these sign-ins, one sign-in after the other.
pub async fn of_sign_ins(c: &mut Conn<'_>, sign_ins: &[SignInId]) -> Result<Vec<Part>, StoreError> {
    let mut parts = Vec::new();
    for sign_in in sign_ins {
        parts.extend(of_sign_in(c, *sign_in).await?);
    }
    Ok(parts)
}

/// The parts in sign-ins of a person that go on, in the order in which they came.
pub async fn live_of_user(
    c: &mut Conn<'_>,
    user: UserId,
    limit: i64,
) -> Result<Vec<Part>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "sign_in_client", LIVE_OF_USER, user, limit)?;
    Ok(rows.into_iter().map(Part::from).collect())
}

/// The ended parts of an app, the latest first.
pub async fn ended_of_client(
    c: &mut Conn<'_>,
    client: &ClientId,
    limit: i64,
) -> Result<Vec<Part>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "sign_in_client", ENDED_OF_CLIENT, client, limit)?;
    Ok(rows.into_iter().map(Part::from).collect())
}

/// What apps still hold of a sign-in. An app with no grant is not there: nothing it holds is good any more.
pub async fn held(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    now: Timestamp,
) -> Result<Vec<Holding>, StoreError> {
    fetch_all!(c, "grants", HELD, sign_in, now)
}
