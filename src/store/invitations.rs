//! Invitations: who holds the secret of one may make an account with its address.

use uuid::Uuid;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError};
use crate::protocol::ids::GroupId;
use crate::protocol::time::Timestamp;

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Invitation {
    /// Its id, which is no secret.
    pub id: Uuid,
    /// The hash of the link's secret.
    pub secret_hash: Vec<u8>,
    /// The code to type: the id of the key, and the MAC. None when there is no code.
    pub code_mac: Option<Vec<u8>>,
    /// The canonical address that the account will have.
    pub address: String,
    /// Whoever signs up with the address asked for it; else somebody invited them.
    pub asked_for: bool,
    /// How many codes were typed.
    pub tries: i64,
    /// When it is over.
    pub expires_at: Timestamp,
}

macro_rules! columns {
    () => {
        "id, secret_hash, code_mac, address, asked_for, tries, expires_at"
    };
}

statements! {
    INSERT = concat!("INSERT INTO invitation (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7)");
    BY_ID = concat!("SELECT ", columns!(), " FROM invitation WHERE id = $1 AND expires_at > $2");
    BY_SECRET = concat!("SELECT ", columns!(), " FROM invitation WHERE secret_hash = $1 AND expires_at > $2");
    LIST = concat!("SELECT ", columns!(), " FROM invitation \
        WHERE asked_for = FALSE AND expires_at > $1 AND id > $2 ORDER BY id LIMIT $3");
    TRY_CODE = "UPDATE invitation SET tries = tries + 1 WHERE id = $1 AND tries < $2 AND code_mac IS NOT NULL";
    SPEND = "DELETE FROM invitation WHERE id = $1 AND expires_at > $2";
    ADD_GROUP = "INSERT INTO invitation_group (invitation_id, group_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    GROUPS = "SELECT group_id FROM invitation_group WHERE invitation_id = $1";
    FORGET = "DELETE FROM invitation WHERE address = $1";
    FORGET_OLD = "DELETE FROM invitation WHERE address = $1 AND asked_for = $2 AND id NOT IN \
        (SELECT id FROM invitation WHERE address = $1 AND asked_for = $2 ORDER BY id DESC LIMIT $3)";
}

/// Keeps an invitation.
pub async fn insert(c: &mut Conn<'_>, invitation: &Invitation) -> Result<(), StoreError> {
    execute!(
        c,
        INSERT,
        invitation.id,
        &invitation.secret_hash,
        &invitation.code_mac,
        &invitation.address,
        invitation.asked_for,
        invitation.tries,
        invitation.expires_at,
    )
    .map(drop)
}

/// Puts whoever takes the invitation into a group.
///
/// # Errors
/// [`StoreError::Orphan`] when either is gone.
pub async fn add_group(c: &mut Conn<'_>, id: Uuid, group: GroupId) -> Result<(), StoreError> {
    execute!(c, ADD_GROUP, id, group).map(drop)
}

/// The groups that whoever takes the invitation is put into.
pub async fn groups(c: &mut Conn<'_>, id: Uuid) -> Result<Vec<GroupId>, StoreError> {
    let rows: Vec<(GroupId,)> = fetch_all!(c, "invitation_group", GROUPS, id)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The invitation with this id, unless it is over.
pub async fn by_id(
    c: &mut Conn<'_>,
    id: Uuid,
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    fetch_optional!(c, "invitation", BY_ID, id, now)
}

/// The invitation of the link with this secret, unless it is over.
pub async fn by_secret(
    c: &mut Conn<'_>,
    secret_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    fetch_optional!(c, "invitation", BY_SECRET, &secret_hash[..], now)
}

/// Invitations that somebody made and nobody used, in their order, from behind `after`.
pub async fn list(
    c: &mut Conn<'_>,
    now: Timestamp,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Invitation>, StoreError> {
    fetch_all!(c, "invitation", LIST, now, after, limit)
}

/// Counts a code that was typed, before it is looked at. `false`: there were `most`, or there is no code.
pub async fn try_code(c: &mut Conn<'_>, id: Uuid, most: i64) -> Result<bool, StoreError> {
    Ok(execute!(c, TRY_CODE, id, most)? > 0)
}

/// Uses the invitation up. `false`: it is over, or another request was first.
pub async fn spend(c: &mut Conn<'_>, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, SPEND, id, now)? > 0)
}

/// Removes every invitation of an address. How many there were.
pub async fn forget(c: &mut Conn<'_>, address: &str) -> Result<u64, StoreError> {
    execute!(c, FORGET, address)
}

/// Removes all but the newest `keep` of an address that were asked for, or were not.
pub async fn forget_old(
    c: &mut Conn<'_>,
    address: &str,
    asked_for: bool,
    keep: i64,
) -> Result<(), StoreError> {
    execute!(c, FORGET_OLD, address, asked_for, keep).map(drop)
}
