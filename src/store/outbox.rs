//! What others have to be told: messages, and who is being told by which node.
//!
//! A message is written in the transaction of what happened. A node leases a *receiver*, tells it what waits in the order of the ids, and
//! lets go. So one node tells it at a time, the order holds, and one that does not answer is left alone as a whole, however much waits.

use uuid::Uuid;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    /// Its place in the order.
    pub id: Uuid,
    /// What it is: decides who knows how to tell it.
    pub kind: String,
    /// Whose messages keep their order.
    pub receiver: String,
    /// About whom.
    pub user_id: Option<UserId>,
    /// About which sign-in.
    pub sign_in_id: Option<SignInId>,
    /// What else there is to say: a letter, or of an ended sign-in the `sub` that is not the id.
    pub body: Option<Vec<u8>>,
    /// When it happened.
    pub created_at: Timestamp,
    /// Until when it is tried.
    pub expires_at: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    /// Why it did not arrive, the last time.
    pub last_error: Option<String>,
    /// When nobody tried any more.
    pub set_aside_at: Option<Timestamp>,
}

/// A receiver of messages of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Receiver {
    /// The kind of its messages.
    pub kind: String,
    /// Who it is.
    pub name: String,
}

/// The right to tell a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Whom.
    pub receiver: Receiver,
    /// Whose right it is.
    pub id: Uuid,
    /// Tries that failed, one after the other, up to now.
    pub failures: i64,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Backlog {
    /// Messages to be told.
    pub waiting: i64,
    /// When the oldest of them happened.
    pub oldest: Option<Timestamp>,
    /// Messages that nobody tries any more.
    pub set_aside: i64,
}

macro_rules! message {
    ($which:literal) => {
        concat!(
            "SELECT id, kind, receiver, user_id, sign_in_id, body, created_at, expires_at, tries, last_error, set_aside_at \
             FROM outbox WHERE ",
            $which
        )
    };
}

/// An outcome counts of whoever has the right to tell the receiver, and of nobody who lost it meanwhile.
macro_rules! while_leased {
    ($statement:literal) => {
        concat!(
            $statement,
            " WHERE id = $1 AND EXISTS (SELECT 1 FROM outbox_receiver r \
             WHERE r.kind = outbox.kind AND r.receiver = outbox.receiver AND r.lease = $2)"
        )
    };
}

statements! {
    PUT = "INSERT INTO outbox (id, kind, receiver, user_id, sign_in_id, body, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DUE = "SELECT DISTINCT m.receiver FROM outbox m \
        LEFT JOIN outbox_receiver r ON r.kind = m.kind AND r.receiver = m.receiver \
        WHERE m.kind = $1 AND m.set_aside_at IS NULL \
        AND (r.receiver IS NULL OR (r.due_at <= $2 AND r.leased_until <= $2)) LIMIT $3";
    LEASE = "INSERT INTO outbox_receiver (kind, receiver, failures, due_at, lease, leased_until) \
        VALUES ($1, $2, 0, $3, $4, $5) ON CONFLICT (kind, receiver) DO UPDATE \
        SET lease = excluded.lease, leased_until = excluded.leased_until \
        WHERE outbox_receiver.due_at <= excluded.due_at AND outbox_receiver.leased_until <= excluded.due_at \
        RETURNING failures";
    HOLDS = "UPDATE outbox_receiver SET leased_until = $4 WHERE kind = $1 AND receiver = $2 AND lease = $3";
    RELEASE = "UPDATE outbox_receiver SET lease = NULL, leased_until = 0, failures = $4, due_at = $5 \
        WHERE kind = $1 AND receiver = $2 AND lease = $3";
    FORGET_RECEIVER = "DELETE FROM outbox_receiver WHERE kind = $1 AND receiver = $2 AND lease = $3";
    HASTEN = "UPDATE outbox_receiver SET failures = 0, due_at = 0 WHERE kind = $1 AND receiver = $2";
    NEXT = message!("kind = $1 AND receiver = $2 AND set_aside_at IS NULL ORDER BY id LIMIT $3");
    DONE = while_leased!("DELETE FROM outbox");
    FAILED = while_leased!("UPDATE outbox SET tries = tries + 1, last_error = $3");
    SET_ASIDE = while_leased!("UPDATE outbox SET tries = tries + 1, last_error = $3, set_aside_at = $4");
    TRY_AGAIN = "UPDATE outbox SET set_aside_at = NULL, expires_at = $2 WHERE id = $1 AND set_aside_at IS NOT NULL \
        RETURNING kind, receiver, user_id, sign_in_id";
    LIST = message!("(set_aside_at IS NOT NULL OR $1) ORDER BY id LIMIT $2");
    BACKLOG = "SELECT COUNT(CASE WHEN set_aside_at IS NULL THEN 1 END) AS waiting, \
        MIN(CASE WHEN set_aside_at IS NULL THEN created_at END) AS oldest, COUNT(set_aside_at) AS set_aside FROM outbox";
}

/// Puts a message in. It is told after the transaction, and not if that is undone.
pub async fn put(c: &mut Conn<'_>, message: &Message) -> Result<(), StoreError> {
    let Message {
        id,
        kind,
        receiver,
        user_id,
        sign_in_id,
        body,
        created_at,
        expires_at,
        ..
    } = message;
    execute!(
        c, PUT, id, kind, receiver, user_id, sign_in_id, body, created_at, expires_at
    )
    .map(drop)
}

/// Receivers of this kind for whom something waits, whom nobody is telling, and who are not to be left alone.
pub async fn due(
    c: &mut Conn<'_>,
    kind: &str,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Receiver>, StoreError> {
    let rows: Vec<(String,)> = fetch_all!(c, "outbox", DUE, kind, now, limit)?;
    let receiver = |(name,)| Receiver {
        kind: kind.to_owned(),
        name,
    };
    Ok(rows.into_iter().map(receiver).collect())
}

/// Takes the right to tell `receiver`. None: somebody else has it, or it is to be left alone for now.
pub async fn lease(
    c: &mut Conn<'_>,
    receiver: &Receiver,
    id: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Lease>, StoreError> {
    let Receiver { kind, name } = receiver;
    let row: Option<(i64,)> =
        fetch_optional!(c, "outbox_receiver", LEASE, kind, name, now, id, until)?;
    Ok(row.map(|(failures,)| Lease {
        receiver: receiver.clone(),
        id,
        failures,
    }))
}

/// Holds the right for longer. `false`: somebody else has it now.
pub async fn hold(c: &mut Conn<'_>, lease: &Lease, until: Timestamp) -> Result<bool, StoreError> {
    let Receiver { kind, name } = &lease.receiver;
    Ok(execute!(c, HOLDS, kind, name, lease.id, until)? > 0)
}

/// Lets go of the right; the receiver is left alone until `due_at`.
pub async fn release(
    c: &mut Conn<'_>,
    lease: &Lease,
    failures: i64,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    let Receiver { kind, name } = &lease.receiver;
    // Of one that works nothing need be known.
    let done = match failures {
        0 => execute!(c, FORGET_RECEIVER, kind, name, lease.id),
        _ => execute!(c, RELEASE, kind, name, lease.id, failures, due_at),
    };
    done.map(drop)
}

/// The first messages that wait for the receiver.
pub async fn next(
    c: &mut Conn<'_>,
    receiver: &Receiver,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    let Receiver { kind, name } = receiver;
    fetch_all!(c, "outbox", NEXT, kind, name, limit)
}

/// It arrived. `false`: whoever says so has lost the receiver to somebody else, who goes on from here.
pub async fn done(c: &mut Conn<'_>, id: Uuid, lease: &Lease) -> Result<bool, StoreError> {
    Ok(execute!(c, DONE, id, lease.id)? > 0)
}

/// It did not arrive this time. `false`, as [`done`].
pub async fn failed(
    c: &mut Conn<'_>,
    id: Uuid,
    lease: &Lease,
    why: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, FAILED, id, lease.id, why)? > 0)
}

/// It will not arrive: nobody tries any more, and those behind it go on. `false`, as [`done`].
pub async fn set_aside(
    c: &mut Conn<'_>,
    id: Uuid,
    lease: &Lease,
    why: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SET_ASIDE, id, lease.id, why, now)? > 0)
}

/// What is known of a message that is tried again.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Again {
    /// Its kind.
    pub kind: String,
    /// Its receiver.
    pub receiver: String,
    /// About whom.
    pub user_id: Option<UserId>,
    /// About which sign-in.
    pub sign_in_id: Option<SignInId>,
}

/// Tries a message again that was set aside, and its receiver at once. None: there is no such message.
pub async fn try_again(
    c: &mut Conn<'_>,
    id: Uuid,
    until: Timestamp,
) -> Result<Option<Again>, StoreError> {
    let again: Option<Again> = fetch_optional!(c, "outbox", TRY_AGAIN, id, until)?;
    if let Some(again) = &again {
        execute!(c, HASTEN, &again.kind, &again.receiver)?;
    }
    Ok(again)
}

/// Messages in their order: those that were set aside, and with `waiting` the others too.
pub async fn list(c: &mut Conn<'_>, waiting: bool, limit: i64) -> Result<Vec<Message>, StoreError> {
    fetch_all!(c, "outbox", LIST, waiting, limit)
}

/// How much there is.
pub async fn backlog(c: &mut Conn<'_>) -> Result<Backlog, StoreError> {
    let found: Option<Backlog> = fetch_optional!(c, "outbox", BACKLOG)?;
    Ok(found.unwrap_or_default())
}
