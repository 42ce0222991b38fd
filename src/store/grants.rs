//! Grants: what an authorization code was redeemed for (RFC 6749 §4.1.3), and the refresh token that goes with it
//! (§6). A grant's id is the id of the code that bought it, so inserting the grant spends the code. Where the grant was there
//! before, for a token that went through the browser, it says that its code is not spent, and spending marks it.

use std::time::Duration;

use sqlx::types::Json;

use super::assignments::admitted;
use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::document::Document;
use super::{Conn, StoreError};
use crate::protocol::code::SEAL_LIFETIME;
use crate::protocol::gate::{GrantFacts, SignInStanding, UserStanding};
use crate::protocol::grant_context::GrantContext;
use crate::protocol::ids::{ClientId, GrantId, SignInId, TokenId, UserId};
use crate::protocol::refresh::Lasting;
use crate::protocol::scope::ScopeSet;
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;

/// What a code buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// The id of the code.
    pub id: GrantId,
    /// Whose tokens it gives.
    pub user: UserId,
    /// To whom.
    pub client: ClientId,
    /// From which sign-in.
    pub sign_in: Option<SignInId>,
    /// What was granted.
    pub scope: ScopeSet,
    /// What its tokens say.
    pub context: GrantContext,
    /// The generation of its first refresh token; none when it gets none.
    pub refresh_generation: Option<u32>,
    /// When the code was redeemed.
    pub created_at: Timestamp,
    /// When the grant ends by itself. Not before the seal of its code does, or a late replay would not be recognised.
    pub expires_at: Timestamp,
}

/// A grant as the account page and the command line list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// The grant.
    pub id: GrantId,
    /// Whose tokens it gives.
    pub user: UserId,
    /// To whom it gives tokens.
    pub client: ClientId,
    /// From which sign-in.
    pub sign_in: Option<SignInId>,
    /// What was granted.
    pub scope: ScopeSet,
    /// When the code was redeemed.
    pub created_at: Timestamp,
    /// When it last gave a refresh token.
    pub refreshed_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// Why.
    pub revoke_reason: Option<String>,
}

macro_rules! facts {
    ($more:literal, $join:literal) => {
        concat!(
            "SELECT g.id, g.user_id, g.client_id, g.sign_in_id, g.scope, g.context, g.refresh_generation, \
             g.refreshed_at, g.created_at, g.expires_at, g.revoked_at, \
             u.disabled_at AS user_disabled_at, u.deletes_at AS user_deletes_at, u.epoch AS user_epoch, u.subject, \
             s.epoch AS sign_in_epoch, s.ended_at AS sign_in_ended_at, s.expires_at AS sign_in_expires_at, \
             c.disabled_at AS client_disabled_at, ",
            admitted!("c.restricted", "g.client_id", "g.user_id"),
            " AS admitted",
            $more,
            " FROM grants g JOIN users u ON u.id = g.user_id JOIN client c ON c.id = g.client_id \
             LEFT JOIN sign_in s ON s.id = g.sign_in_id ",
            $join,
            "WHERE g.id = $1"
        )
    };
}

macro_rules! listed {
    () => {
        "id, user_id, client_id, sign_in_id, scope, created_at, refreshed_at, expires_at, revoked_at, revoke_reason"
    };
}

/// Ends what the condition says. The row stays for as long as a replay of the code is recognised, no longer.
macro_rules! revoke {
    ($now:literal, $reason:literal, $kept:literal, $which:literal) => {
        concat!(
            "UPDATE grants SET revoked_at = ",
            $now,
            ", revoke_reason = ",
            $reason,
            ", expires_at = CASE WHEN expires_at > ",
            $kept,
            " THEN ",
            $kept,
            " ELSE expires_at END WHERE ",
            $which,
            " AND revoked_at IS NULL"
        )
    };
}

statements! {
    SPEND = "INSERT INTO grants (id, user_id, client_id, sign_in_id, scope, context, refresh_generation, \
        refreshed_at, created_at, expires_at, code_spent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, TRUE) \
        ON CONFLICT (id) DO UPDATE SET code_spent = TRUE, refresh_generation = excluded.refresh_generation, \
        refreshed_at = excluded.refreshed_at, expires_at = excluded.expires_at \
        WHERE NOT grants.code_spent AND grants.revoked_at IS NULL";
    BURN = "INSERT INTO grants (id, user_id, client_id, sign_in_id, scope, context, refreshed_at, created_at, \
        expires_at, revoked_at, revoke_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $7, 'burnt') \
        ON CONFLICT (id) DO NOTHING";
    FACTS = facts!("", "");
    FACTS_OF_TOKEN = facts!(", t.id AS revoked_token", "LEFT JOIN revoked_token t ON t.id = $2 ");
    // `Lasting::expires_at` in SQL, so that rotation stays one statement.
    ROTATE = "UPDATE grants SET refresh_generation = refresh_generation + 1, refreshed_at = $4, \
        expires_at = CASE WHEN created_at + $6 < $4 + $5 THEN created_at + $6 ELSE $4 + $5 END \
        WHERE id = $1 AND client_id = $2 AND refresh_generation = $3 AND revoked_at IS NULL AND expires_at > $4";
    REVOKE = revoke!("$2", "$3", "$4", "id = $1");
    END_SURPLUS = revoke!("$3", "$4", "$5", "id IN (SELECT id FROM grants WHERE user_id = $1 AND client_id = $2 \
        AND refresh_generation IS NOT NULL AND revoked_at IS NULL ORDER BY refreshed_at DESC, id LIMIT 1000 OFFSET $6)");
    REVOKE_OF_CLIENT = revoke!("$2", "$3", "$4", "client_id = $1");
    REVOKE_OF_USER = revoke!("$2", "$3", "$4", "user_id = $1");
    REVOKE_CONSENTED = revoke!("$3", "$4", "$5", "user_id = $1 AND client_id = $2");
    REVOKE_OF_SIGN_IN = revoke!("$2", "$3", "$4", "sign_in_id = $1");
    BY_ID = concat!("SELECT ", listed!(), " FROM grants WHERE id = $1");
    OF_USER = concat!("SELECT ", listed!(), " FROM grants \
        WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY refreshed_at DESC, id LIMIT 1000");
    LAST_USED = "SELECT MAX(refreshed_at) FROM grants WHERE client_id = $1";
}

/// Spends the code: stores the grant under its id, or gives the one that is there what the code buys. `false`: the code was
/// spent before, or its grant has ended, and nothing has changed (RFC 6749 §4.1.2: then the grant has to be revoked).
///
/// # Errors
/// [`StoreError::Orphan`] when the person or the client is gone.
pub async fn spend(c: &mut Conn<'_>, grant: &NewGrant) -> Result<bool, StoreError> {
    let stored = execute!(
        c,
        SPEND,
        grant.id,
        grant.user,
        &grant.client,
        grant.sign_in,
        grant.scope.to_string(),
        Json(&grant.context),
        grant.refresh_generation.map(i64::from),
        grant.created_at,
        grant.expires_at,
    )?;
    Ok(stored > 0)
}

/// Spends the code for nothing, because its redemption failed (RFC 9700 §4.5.3.1): the grant is stored revoked.
/// `false`: the code was spent before.
pub async fn burn(c: &mut Conn<'_>, grant: &NewGrant) -> Result<bool, StoreError> {
    let stored = execute!(
        c,
        BURN,
        grant.id,
        grant.user,
        &grant.client,
        grant.sign_in,
        grant.scope.to_string(),
        Json(&grant.context),
        grant.created_at,
        grant.expires_at,
    )?;
    Ok(stored > 0)
}

/// Makes `generation + 1` the one live refresh token. `false`: `generation` was not the live one, or the grant has
/// ended, or it is another client's; nothing has changed.
pub async fn rotate(
    c: &mut Conn<'_>,
    id: GrantId,
    client: &ClientId,
    generation: u32,
    lasting: Lasting,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let generation = i64::from(generation);
    let (idle, absolute) = (seconds(lasting.idle), seconds(lasting.absolute));
    Ok(execute!(c, ROTATE, id, client, generation, now, idle, absolute)? > 0)
}

/// Ends the grant with every token that came from it. `false`: it had been ended, or is not there.
pub async fn revoke(
    c: &mut Conn<'_>,
    id: GrantId,
    reason: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, REVOKE, id, now, reason, kept(now))? > 0)
}

/// Ends the lasting grants of a person at a client beyond the `most` that were used last; tells how many.
pub async fn end_surplus(
    c: &mut Conn<'_>,
    user: UserId,
    client: &ClientId,
    most: i64,
    now: Timestamp,
) -> Result<u64, StoreError> {
    const REASON: &str = "too many of this app";
    execute!(c, END_SURPLUS, user, client, now, REASON, kept(now), most)
}

/// Until when the row of a grant that ends `now` is kept.
fn kept(now: Timestamp) -> Timestamp {
    now.plus(SEAL_LIFETIME + Duration::from_secs(60))
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// Ends every grant of a client; tells how many.
pub async fn revoke_of_client(
    c: &mut Conn<'_>,
    client: &ClientId,
    reason: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    execute!(c, REVOKE_OF_CLIENT, client, now, reason, kept(now))
}

/// Ends every grant of a person; tells how many.
pub async fn revoke_of_user(
    c: &mut Conn<'_>,
    user: UserId,
    reason: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    execute!(c, REVOKE_OF_USER, user, now, reason, kept(now))
}

/// Ends every grant a person gave a client; tells how many.
pub async fn revoke_consented(
    c: &mut Conn<'_>,
    user: UserId,
    client: &ClientId,
    reason: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    execute!(c, REVOKE_CONSENTED, user, client, now, reason, kept(now))
}

/// Ends every grant that came from a sign-in; tells how many.
pub async fn revoke_of_sign_in(
    c: &mut Conn<'_>,
    sign_in: SignInId,
    reason: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    execute!(c, REVOKE_OF_SIGN_IN, sign_in, now, reason, kept(now))
}

/// The grant.
pub async fn by_id(c: &mut Conn<'_>, id: GrantId) -> Result<Option<GrantRow>, StoreError> {
    let row: Option<Listed> = fetch_optional!(c, "grants", BY_ID, id)?;
    row.map(GrantRow::try_from).transpose()
}

/// The person's grants that still hold, the thousand that were used last.
pub async fn of_user(
    c: &mut Conn<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<GrantRow>, StoreError> {
    let rows: Vec<Listed> = fetch_all!(c, "grants", OF_USER, user, now)?;
    rows.into_iter().map(GrantRow::try_from).collect()
}

/// When an app last got tokens for a person; none when no grant is left that says so.
pub async fn last_used(
    c: &mut Conn<'_>,
    client: &ClientId,
) -> Result<Option<Timestamp>, StoreError> {
    let last: Option<(Option<Timestamp>,)> = fetch_optional!(c, "grants", LAST_USED, client)?;
    Ok(last.and_then(|(at,)| at))
}

/// Everything the gate asks about a grant, in one read. One whose document this version cannot read is not there.
pub async fn facts(c: &mut Conn<'_>, id: GrantId) -> Result<Option<GrantFacts>, StoreError> {
    let row: Option<FactsRow> = fetch_optional!(c, "grants", FACTS, id)?;
    row.map_or(Ok(None), FactsRow::facts)
}

/// Like [`facts`], and whether this one access token was revoked, for introspection and userinfo.
pub async fn facts_of_token(
    c: &mut Conn<'_>,
    id: GrantId,
    token: TokenId,
) -> Result<Option<(GrantFacts, bool)>, StoreError> {
    let row: Option<TokenFactsRow> = fetch_optional!(c, "grants", FACTS_OF_TOKEN, id, token)?;
    let Some(row) = row else {
        return Ok(None);
    };
    let facts = row.facts.facts()?;
    Ok(facts.map(|facts| (facts, row.revoked_token.is_some())))
}

#[derive(sqlx::FromRow)]
struct Listed {
    id: GrantId,
    user_id: UserId,
    client_id: ClientId,
    sign_in_id: Option<SignInId>,
    scope: String,
    created_at: Timestamp,
    refreshed_at: Timestamp,
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    revoke_reason: Option<String>,
}

impl TryFrom<Listed> for GrantRow {
    type Error = StoreError;

    fn try_from(row: Listed) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            user: row.user_id,
            client: row.client_id,
            sign_in: row.sign_in_id,
            scope: row.scope.parse().map_err(|_| corrupt("scope"))?,
            created_at: row.created_at,
            refreshed_at: row.refreshed_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            revoke_reason: row.revoke_reason,
        })
    }
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    id: GrantId,
    user_id: UserId,
    client_id: ClientId,
    sign_in_id: Option<SignInId>,
    scope: String,
    #[sqlx(json)]
    context: Document<GrantContext>,
    refresh_generation: Option<i64>,
    refreshed_at: Timestamp,
    created_at: Timestamp,
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    user_disabled_at: Option<Timestamp>,
    user_deletes_at: Option<Timestamp>,
    user_epoch: i64,
    subject: Option<Subject>,
    sign_in_epoch: Option<i64>,
    sign_in_ended_at: Option<Timestamp>,
    sign_in_expires_at: Option<Timestamp>,
    client_disabled_at: Option<Timestamp>,
    admitted: bool,
}

#[derive(sqlx::FromRow)]
struct TokenFactsRow {
    #[sqlx(flatten)]
    facts: FactsRow,
    revoked_token: Option<TokenId>,
}

impl FactsRow {
    fn facts(self) -> Result<Option<GrantFacts>, StoreError> {
        let row = self;
        let Some(context) = row.context.readable("grants", &row.id) else {
            return Ok(None);
        };
        let sign_in_standing = row.sign_in_expires_at.map(|expires_at| SignInStanding {
            epoch: row.sign_in_epoch,
            ended_at: row.sign_in_ended_at,
            expires_at,
        });
        let generation = row.refresh_generation.map(u32::try_from).transpose();
        Ok(Some(GrantFacts {
            id: row.id,
            user: row.user_id,
            subject: row.subject,
            client: row.client_id,
            sign_in: row.sign_in_id,
            scope: row.scope.parse().map_err(|_| corrupt("scope"))?,
            context,
            refresh_generation: generation.map_err(|_| corrupt("refresh_generation"))?,
            refreshed_at: row.refreshed_at,
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            user_standing: UserStanding {
                disabled_at: row.user_disabled_at,
                deletes_at: row.user_deletes_at,
                epoch: row.user_epoch,
            },
            sign_in_standing,
            client_disabled_at: row.client_disabled_at,
            admitted: row.admitted,
        }))
    }
}

fn corrupt(column: &str) -> StoreError {
    StoreError::Corrupt {
        table: "grants",
        column: column.to_owned(),
    }
}
