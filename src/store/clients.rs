//! Registered clients (RFC 7591 §2).

use sqlx::types::Json;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::document::Document;
use super::owners::looked_after_by;
use super::{Conn, StoreError};
use crate::protocol::client::{Client, Metadata, PreviousSecret, SecretHash, SecretRecord};
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::time::Timestamp;

macro_rules! columns {
    () => {
        "id, owner_id, name, metadata, secret_hash, secret_hint, secret_created_at, previous_secret_hash, \
         previous_secret_expires_at, disabled_at, created_at, updated_at"
    };
}

/// Those of one kind ($6), or all. The engines write truth in JSON differently.
macro_rules! shown {
    () => {
        " AND ($6 = '' OR $6 = 'disabled' AND disabled_at IS NOT NULL \
         OR $6 = 'house' AND COALESCE(CAST(metadata ->> 'first_party' AS TEXT), 'false') IN ('true', '1') \
         OR $6 = 'unvetted' AND (owner_id IS NOT NULL \
         OR CAST(metadata ->> 'self_registered' AS TEXT) IN ('true', '1')) \
         AND COALESCE(CAST(metadata ->> 'vetted' AS TEXT), 'false') IN ('false', '0'))"
    };
}

/// Apps whose name or id holds what is searched for ($1 as typed, $2 in small letters), some on one side of a place ($3, $4).
macro_rules! search {
    ($whose:expr, $side:literal, $order:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM client WHERE (name LIKE $1 ESCAPE '!' OR lower(name) LIKE $2 ESCAPE '!' OR id LIKE $2 ESCAPE '!') \
             AND (created_at ",
            $side,
            " $3 OR created_at = $3 AND id ",
            $side,
            " $4)",
            $whose,
            " ORDER BY created_at ",
            $order,
            ", id ",
            $order,
            " LIMIT $5"
        )
    };
}

statements! {
    INSERT = concat!("INSERT INTO client (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
    BY_ID = concat!("SELECT ", columns!(), " FROM client WHERE id = $1");
    OLDER = search!("", "<", "DESC");
    NEWER = search!("", ">", "ASC");
    OLDER_OF_OWNER = search!(concat!(" AND (owner_id = $6 OR id IN (", looked_after_by!("$6"), "))"), "<", "DESC");
    NEWER_OF_OWNER = search!(concat!(" AND (owner_id = $6 OR id IN (", looked_after_by!("$6"), "))"), ">", "ASC");
    OLDER_SHOWN = search!(shown!(), "<", "DESC");
    NEWER_SHOWN = search!(shown!(), ">", "ASC");
    LIST = concat!("SELECT ", columns!(), " FROM client WHERE id > $1 ORDER BY id LIMIT $2");
    NAMING = concat!("SELECT ", columns!(), " FROM client \
        WHERE id > $1 AND CAST(metadata ->> 'audiences' AS TEXT) LIKE $2 ESCAPE '!' ORDER BY id LIMIT $3");
    HOLD = "UPDATE client SET updated_at = updated_at WHERE id = $1";
    // The time counts changes as well: two within a second differ.
    UPDATE_METADATA = "UPDATE client SET name = $2, metadata = $3, \
        updated_at = CASE WHEN updated_at >= $4 THEN updated_at + 1 ELSE $4 END WHERE id = $1 AND updated_at = $5";
    HOLD_SECRET = "UPDATE client SET updated_at = updated_at WHERE id = $1 AND secret_hash = $2";
    // Unless the old one is to end at once, it stays good for a while. The one before it goes.
    ROTATE_SECRET = "UPDATE client SET secret_hash = $2, secret_hint = $3, secret_created_at = $4, \
        previous_secret_hash = CASE WHEN CAST($5 AS BIGINT) > $4 THEN secret_hash END, \
        previous_secret_expires_at = CASE WHEN CAST($5 AS BIGINT) > $4 AND secret_hash IS NOT NULL THEN $5 END, \
        updated_at = CASE WHEN updated_at >= $4 THEN updated_at + 1 ELSE $4 END WHERE id = $1";
    FORGET_SECRETS = "UPDATE client SET secret_hash = NULL, secret_hint = NULL, secret_created_at = NULL, \
        previous_secret_hash = NULL, previous_secret_expires_at = NULL, \
        updated_at = CASE WHEN updated_at >= $2 THEN updated_at + 1 ELSE $2 END WHERE id = $1";
    DISABLE = "UPDATE client SET disabled_at = $2, \
        updated_at = CASE WHEN updated_at >= $2 THEN updated_at + 1 ELSE $2 END WHERE id = $1 AND disabled_at IS NULL";
    ENABLE = "UPDATE client SET disabled_at = NULL, \
        updated_at = CASE WHEN updated_at >= $2 THEN updated_at + 1 ELSE $2 END WHERE id = $1 AND disabled_at IS NOT NULL";
    REMOVE = "DELETE FROM client WHERE id = $1";
    COUNT_OF_OWNER = "SELECT COUNT(*) FROM client WHERE owner_id = $1";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ClientId,
    owner_id: Option<UserId>,
    name: String,
    #[sqlx(json)]
    metadata: Document<Metadata>,
    secret_hash: Option<Vec<u8>>,
    secret_hint: Option<String>,
    secret_created_at: Option<Timestamp>,
    previous_secret_hash: Option<Vec<u8>>,
    previous_secret_expires_at: Option<Timestamp>,
    disabled_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl Row {
    /// The client; none when this version cannot read its document.
    fn client(self) -> Result<Option<Client>, StoreError> {
        let row = self;
        let Some(metadata) = row.metadata.readable("client", &row.id) else {
            return Ok(None);
        };
        let secret = match row.secret_hash {
            Some(hash) => Some(SecretRecord {
                hash: secret_hash(hash, "secret_hash")?,
                hint: row.secret_hint.ok_or_else(|| corrupt("secret_hint"))?,
                created_at: row
                    .secret_created_at
                    .ok_or_else(|| corrupt("secret_created_at"))?,
            }),
            None => None,
        };
        let previous_secret = match row.previous_secret_hash {
            Some(hash) => Some(PreviousSecret {
                hash: secret_hash(hash, "previous_secret_hash")?,
                expires_at: row
                    .previous_secret_expires_at
                    .ok_or_else(|| corrupt("previous_secret_expires_at"))?,
            }),
            None => None,
        };
        Ok(Some(Client {
            id: row.id,
            owner: row.owner_id,
            name: row.name,
            metadata,
            secret,
            previous_secret,
            disabled_at: row.disabled_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }))
    }
}

fn secret_hash(bytes: Vec<u8>, column: &str) -> Result<SecretHash, StoreError> {
    bytes
        .try_into()
        .map(SecretHash)
        .map_err(|_| corrupt(column))
}

fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt {
        table: "client",
        column: column.to_owned(),
    }
}

/// Registers a client.
///
/// # Errors
/// [`StoreError::Conflict`] when the id is taken, [`StoreError::Orphan`] when the owner is gone.
pub async fn insert(c: &mut Conn<'_>, client: &Client) -> Result<(), StoreError> {
    let secret = client.secret.as_ref();
    let previous = client.previous_secret.as_ref();
    execute!(
        c,
        INSERT,
        &client.id,
        client.owner,
        &client.name,
        Json(&client.metadata),
        secret.map(|s| &s.hash.0[..]),
        secret.map(|s| &s.hint[..]),
        secret.map(|s| s.created_at),
        previous.map(|s| &s.hash.0[..]),
        previous.map(|s| s.expires_at),
        client.disabled_at,
        client.created_at,
        client.updated_at,
    )
    .map(drop)
}

/// The client with this `client_id`. One whose document this version cannot read is not there.
pub async fn by_id(c: &mut Conn<'_>, id: &ClientId) -> Result<Option<Client>, StoreError> {
    let row: Option<Row> = fetch_optional!(c, "client", BY_ID, id)?;
    row.map_or(Ok(None), Row::client)
}

/// A place in the list of apps, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Its beginning.
    Start,
    /// Behind this app.
    Below(Timestamp, ClientId),
    /// Before this app.
    Above(Timestamp, ClientId),
}

/// At most `limit` apps next to a place, the newest first: those that `owner` looks after, or everybody's, whose name or id holds `searched`.
pub async fn page(
    c: &mut Conn<'_>,
    owner: Option<UserId>,
    searched: &str,
    place: &Place,
    limit: i64,
) -> Result<Vec<Client>, StoreError> {
    let (typed, small) = (holds(searched), holds(&searched.to_lowercase()));
    let (at, id, older) = place.side();
    let rows: Vec<Row> = match (owner, older) {
        (None, true) => fetch_all!(c, "client", OLDER, typed, small, at, id, limit)?,
        (None, false) => fetch_all!(c, "client", NEWER, typed, small, at, id, limit)?,
        (Some(owner), true) => fetch_all!(
            c,
            "client",
            OLDER_OF_OWNER,
            typed,
            small,
            at,
            id,
            limit,
            owner
        )?,
        (Some(owner), false) => fetch_all!(
            c,
            "client",
            NEWER_OF_OWNER,
            typed,
            small,
            at,
            id,
            limit,
            owner
        )?,
    };
    in_order(rows, older)
}

/// Which apps of everybody's are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those that somebody registered and nobody vouches for.
    Unvetted,
    /// Those that are switched off.
    Disabled,
    /// The operator's own.
    House,
}

impl Shown {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::All, Self::Unvetted, Self::Disabled, Self::House];

    /// Its name in addresses and statements.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Unvetted => "unvetted",
            Self::Disabled => "disabled",
            Self::House => "house",
        }
    }
}

/// As [`page`], of everybody's apps those of one kind.
pub async fn page_shown(
    c: &mut Conn<'_>,
    shown: Shown,
    searched: &str,
    place: &Place,
    limit: i64,
) -> Result<Vec<Client>, StoreError> {
    let (typed, small) = (holds(searched), holds(&searched.to_lowercase()));
    let (at, id, older) = place.side();
    let sql = if older { OLDER_SHOWN } else { NEWER_SHOWN };
    let rows = fetch_all!(c, "client", sql, typed, small, at, id, limit, shown.code())?;
    in_order(rows, older)
}

impl Place {
    /// Where the rows begin, and whether they are the older ones from there on.
    fn side(&self) -> (Timestamp, &str, bool) {
        match self {
            Self::Start => (Timestamp(i64::MAX), "", true),
            Self::Below(at, id) => (*at, id.as_str(), true),
            Self::Above(at, id) => (*at, id.as_str(), false),
        }
    }
}

/// The clients of rows that were read from a place on, the newest first.
fn in_order(rows: Vec<Row>, older: bool) -> Result<Vec<Client>, StoreError> {
    let clients = rows.into_iter().filter_map(|row| row.client().transpose());
    let mut found: Vec<Client> = clients.collect::<Result<_, _>>()?;
    if !older {
        found.reverse();
    }
    Ok(found)
}

/// A pattern of LIKE for texts that hold `searched`.
fn holds(searched: &str) -> String {
    let mut pattern = String::from("%");
    for c in searched.trim().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern + "%"
}

/// How many clients a person registered.
pub async fn count_of_owner(c: &mut Conn<'_>, owner: UserId) -> Result<i64, StoreError> {
    let count: Option<(i64,)> = fetch_optional!(c, "client", COUNT_OF_OWNER, owner)?;
    Ok(count.map_or(0, |(count,)| count))
}

/// Every client by id, from behind `after`.
pub async fn list(
    c: &mut Conn<'_>,
    after: Option<&ClientId>,
    limit: i64,
) -> Result<Vec<Client>, StoreError> {
    let rows: Vec<Row> = fetch_all!(c, "client", LIST, after.map_or("", ClientId::as_str), limit)?;
    rows.into_iter()
        .filter_map(|row| row.client().transpose())
        .collect()
}

/// At most `limit` clients by id that may ask for tokens for a resource server, from behind `after`.
pub async fn naming(
    c: &mut Conn<'_>,
    resource_server: &str,
    after: Option<&ClientId>,
    limit: i64,
) -> Result<Vec<Client>, StoreError> {
    let after = after.map_or("", ClientId::as_str);
    // Texts that JSON writes as they are; a root may have its slash or not.
    let pattern = holds(resource_server.trim_end_matches('/'));
    let rows: Vec<Row> = fetch_all!(c, "client", NAMING, after, pattern, limit)?;
    rows.into_iter()
        .filter_map(|row| row.client().transpose())
        .collect()
}

/// Nobody else changes the client until the transaction ends. `false`: there is none.
pub async fn hold(c: &mut Conn<'_>, id: &ClientId) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, id)? > 0)
}

/// Changes name and metadata of the record that was read; members of its document that only a newer version knows stay as they
/// are. `false`: it has changed since, or is gone.
pub async fn update_metadata(
    c: &mut Conn<'_>,
    read: &Client,
    name: &str,
    metadata: &Metadata,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, read_at) = (&read.id, read.updated_at);
    let metadata = Metadata {
        further: read.metadata.further.clone(),
        ..metadata.clone()
    };
    Ok(execute!(c, UPDATE_METADATA, id, name, Json(&metadata), now, read_at)? > 0)
}

/// Whether this is the secret in use. Nobody changes it until the transaction ends.
pub async fn hold_secret(
    c: &mut Conn<'_>,
    id: &ClientId,
    secret: &SecretHash,
) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD_SECRET, id, &secret.0[..])? > 0)
}

/// Puts a new secret in place, made at `secret.created_at`. The old one stays good until `old_until`.
pub async fn rotate_secret(
    c: &mut Conn<'_>,
    id: &ClientId,
    secret: &SecretRecord,
    old_until: Timestamp,
) -> Result<bool, StoreError> {
    let (hash, hint) = (&secret.hash.0[..], &secret.hint);
    Ok(execute!(
        c,
        ROTATE_SECRET,
        id,
        hash,
        hint,
        secret.created_at,
        old_until
    )? > 0)
}

/// Takes every secret away: the client became public.
pub async fn forget_secrets(
    c: &mut Conn<'_>,
    id: &ClientId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, FORGET_SECRETS, id, now)? > 0)
}

/// Switches the client off. `false`: it was off.
pub async fn disable(c: &mut Conn<'_>, id: &ClientId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, DISABLE, id, now)? > 0)
}

/// Switches the client on again. `false`: it was on.
pub async fn enable(c: &mut Conn<'_>, id: &ClientId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, ENABLE, id, now)? > 0)
}

/// Removes the client with its consents and grants.
pub async fn remove(c: &mut Conn<'_>, id: &ClientId) -> Result<bool, StoreError> {
    Ok(execute!(c, REMOVE, id)? > 0)
}
