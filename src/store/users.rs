//! People (OIDC Core §5.1).

use std::fmt;

use serde_json::{Map, Value};
use sqlx::types::Json;

use super::conn::{execute, fetch_all, fetch_optional, statements};
use super::{Conn, StoreError, retired_subjects};
use crate::protocol::claims::UserClaims;
use crate::protocol::gate::UserStanding;
use crate::protocol::ids::UserId;
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;

/// A person's account.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct User {
    /// What everything of theirs refers to; the `sub` claim of most.
    pub id: UserId,
    /// The `sub` claim, when the person was brought along with another one than an id. Unique, and never changed.
    pub subject: Option<Subject>,
    /// Canonical: NFKC, lower case. Unique.
    pub login: String,
    /// Canonical. Unique when there is one.
    pub email: Option<String>,
    /// Whether the person showed that the address is theirs.
    pub email_verified: bool,
    /// As the person writes it.
    pub name: String,
    /// Argon2id, PHC string; none when there is no password.
    pub password_hash: Option<String>,
    /// When the password was last chosen.
    pub password_changed_at: Option<Timestamp>,
    /// Further standard claims by name.
    #[sqlx(json)]
    pub claims: Map<String, Value>,
    /// How pages look, in the words of the preference cookie; none when the person never chose.
    pub preferences: Option<String>,
    /// May administer the server.
    pub admin: bool,
    /// When the account was switched off.
    pub disabled_at: Option<Timestamp>,
    /// When the account is removed for good, as its person asked; until then nobody uses it.
    pub deletes_at: Option<Timestamp>,
    /// Which terms the person agreed to last.
    pub terms_version: Option<String>,
    /// When.
    pub terms_accepted_at: Option<Timestamp>,
    /// How often every sign-in so far was ended: what is of an earlier epoch is over.
    pub epoch: i64,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When its record last changed.
    pub updated_at: Timestamp,
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("id", &self.id)
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

impl User {
    /// What apps know the person by (OIDC Core §2).
    pub fn sub(&self) -> Subject {
        Subject::of(self.id, self.subject.as_ref())
    }

    /// What the gate looks at.
    pub fn standing(&self) -> UserStanding {
        UserStanding {
            disabled_at: self.disabled_at,
            deletes_at: self.deletes_at,
            epoch: self.epoch,
        }
    }

    /// Whether its person may use it: it is neither switched off nor about to be removed.
    pub fn is_in_use(&self) -> bool {
        self.disabled_at.is_none() && self.deletes_at.is_none()
    }

    /// Whether this is the login name or the address, in canonical form.
    pub fn answers_to(&self, canonical: &str) -> bool {
        self.login == canonical || self.email.as_deref() == Some(canonical)
    }

    /// Every standard claim about the person (OIDC Core §5.1). What has a column of its own wins over what does not.
    pub fn claims(&self) -> UserClaims {
        UserClaims {
            name: Some(self.name.clone()),
            preferred_username: Some(self.login.clone()),
            email: self.email.clone(),
            email_verified: self.email.as_ref().map(|_| self.email_verified),
            updated_at: Some(self.updated_at.0),
            ..UserClaims::from_json(&self.claims).unwrap_or_default()
        }
    }
}

macro_rules! columns {
    () => {
        "id, login, email, email_verified, name, password_hash, password_changed_at, claims, preferences, admin, disabled_at, \
         deletes_at, terms_version, terms_accepted_at, epoch, created_at, updated_at, subject"
    };
}

statements! {
    // `sessions_not_before` is for former versions, which let none be empty.
    INSERT = concat!("INSERT INTO users (", columns!(), ", sessions_not_before) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0)");
    BY_ID = concat!("SELECT ", columns!(), " FROM users WHERE id = $1");
    BY_SUBJECT = concat!("SELECT ", columns!(), " FROM users WHERE subject = $1");
    // Whoever has it as login goes first, so that nobody can shadow a login by taking it as address.
    // Somebody else's row when nobody has it: the first one there is, from the id that is smaller than all.
    BY_LOGIN_OR_EMAIL = concat!("SELECT ", columns!(), " FROM users WHERE id >= COALESCE( \
        (SELECT id FROM users WHERE login = $1 OR email = $1 ORDER BY CASE WHEN login = $1 THEN 0 ELSE 1 END LIMIT 1), $2) \
        ORDER BY id LIMIT 1");
    LIST = concat!("SELECT ", columns!(), " FROM users WHERE id > $1 ORDER BY id LIMIT $2");
    SET_PASSWORD = "UPDATE users SET password_hash = $2, password_changed_at = $3, updated_at = $3, \
        epoch = epoch + 1 WHERE id = $1";
    VOID_PASSWORD = "UPDATE users SET password_hash = NULL, password_changed_at = NULL, updated_at = $2, \
        epoch = epoch + 1 WHERE id = $1";
    HOLD = "UPDATE users SET updated_at = updated_at WHERE id = $1";
    STILL_HAS = "UPDATE users SET password_hash = password_hash \
        WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL AND deletes_at IS NULL";
    STILL_IN_USE = "UPDATE users SET updated_at = updated_at WHERE id = $1 AND disabled_at IS NULL AND deletes_at IS NULL";
    STILL_WITHOUT = "UPDATE users SET updated_at = updated_at \
        WHERE id = $1 AND password_hash IS NULL AND disabled_at IS NULL AND deletes_at IS NULL";
    HASHES = "SELECT CASE WHEN password_hash LIKE $1 THEN '' ELSE SUBSTR(password_hash, 1, 4) END AS head, COUNT(*) \
        FROM users WHERE password_hash IS NOT NULL GROUP BY 1";
    REHASH = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    UPDATE_PROFILE = "UPDATE users SET email = $2, email_verified = $3, name = $4, claims = $5, updated_at = $6 \
        WHERE id = $1";
    ACCEPT_TERMS = "UPDATE users SET terms_version = $2, terms_accepted_at = $3 WHERE id = $1";
    SET_PREFERENCES = "UPDATE users SET preferences = $2 WHERE id = $1";
    ADOPT_PREFERENCES = "UPDATE users SET preferences = $2 WHERE id = $1 AND preferences IS NULL";
    SET_ADMIN = "UPDATE users SET admin = $2, updated_at = $3 WHERE id = $1";
    DISABLE = "UPDATE users SET disabled_at = $2, updated_at = $2, epoch = epoch + 1 \
        WHERE id = $1 AND disabled_at IS NULL";
    ENABLE = "UPDATE users SET disabled_at = NULL, updated_at = $2 WHERE id = $1 AND disabled_at IS NOT NULL";
    LEAVE = "UPDATE users SET deletes_at = $2, updated_at = $3, epoch = epoch + 1 \
        WHERE id = $1 AND deletes_at IS NULL";
    STAY = "UPDATE users SET deletes_at = NULL, updated_at = $2, epoch = epoch + 1 WHERE id = $1 AND deletes_at IS NOT NULL";
    DUE = "SELECT id FROM users WHERE deletes_at <= $1 ORDER BY deletes_at, id LIMIT $2";
    REMOVE = "DELETE FROM users WHERE id = $1 RETURNING subject";
    HAS_LOGIN = "SELECT id FROM users WHERE login = $1 AND id <> $2";
    HOLD_ADMINS = "UPDATE users SET admin = admin WHERE admin = TRUE";
    OTHER_ADMIN = "SELECT id FROM users WHERE admin = TRUE AND disabled_at IS NULL AND deletes_at IS NULL AND id <> $1 \
        AND (password_hash IS NOT NULL OR $2 = FALSE) LIMIT 1";
    ANY_ADMIN = "SELECT id FROM users WHERE admin = TRUE AND disabled_at IS NULL LIMIT 1";
}

/// Stores a new account.
///
/// # Errors
/// [`StoreError::Conflict`] on `users.login`, `users.email` or `users.subject`; on any when several are taken.
pub async fn insert(c: &mut Conn<'_>, user: &User) -> Result<(), StoreError> {
    execute!(
        c,
        INSERT,
        user.id,
        &user.login,
        &user.email,
        user.email_verified,
        &user.name,
        &user.password_hash,
        user.password_changed_at,
        Json(&user.claims),
        &user.preferences,
        user.admin,
        user.disabled_at,
        user.deletes_at,
        &user.terms_version,
        user.terms_accepted_at,
        user.epoch,
        user.created_at,
        user.updated_at,
        &user.subject,
    )
    .map(drop)
}

/// The account with this id.
pub async fn by_id(c: &mut Conn<'_>, id: UserId) -> Result<Option<User>, StoreError> {
    fetch_optional!(c, "users", BY_ID, id)
}

/// The account with this `sub`. An account that was brought along with another one is not found by its id.
pub async fn by_subject(c: &mut Conn<'_>, subject: &Subject) -> Result<Option<User>, StoreError> {
    match subject.id() {
        Some(id) => Ok(by_id(c, id).await?.filter(|user| user.subject.is_none())),
        None => fetch_optional!(c, "users", BY_SUBJECT, subject),
    }
}

/// The account with this login name or address, in canonical form. A row is read whether or not there is one: else its time would tell
/// strangers who has an account (attack row AU-02).
pub async fn by_login_or_email(
    c: &mut Conn<'_>,
    canonical: &str,
) -> Result<Option<User>, StoreError> {
    let read: Option<User> =
        fetch_optional!(c, "users", BY_LOGIN_OR_EMAIL, canonical, uuid::Uuid::nil())?;
    Ok(read.filter(|user| user.answers_to(canonical)))
}

/// Whether somebody besides this person has it as user name.
pub async fn has_login(c: &mut Conn<'_>, login: &str, but: UserId) -> Result<bool, StoreError> {
    let found: Option<(UserId,)> = fetch_optional!(c, "users", HAS_LOGIN, login, but)?;
    Ok(found.is_some())
}

/// Accounts in the order in which they were made, from behind `after`.
pub async fn list(
    c: &mut Conn<'_>,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<User>, StoreError> {
    fetch_all!(
        c,
        "users",
        LIST,
        after.map_or(uuid::Uuid::nil(), |id| id.0),
        limit
    )
}

/// Stores a newly chosen password. What is of the epoch before is over.
pub async fn set_password(
    c: &mut Conn<'_>,
    id: UserId,
    hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SET_PASSWORD, id, hash, now)? > 0)
}

/// Takes the password away: nobody signs in with it any more. What is of the epoch before is over.
pub async fn void_password(
    c: &mut Conn<'_>,
    id: UserId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, VOID_PASSWORD, id, now)? > 0)
}

/// Whether this is the stored hash of an enabled account. Nobody changes it until the transaction ends.
pub async fn still_has(
    c: &mut Conn<'_>,
    id: UserId,
    password_hash: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, STILL_HAS, id, password_hash)? > 0)
}

/// Whether an enabled account has no password. Nobody gives it one until the transaction ends.
pub async fn still_without(c: &mut Conn<'_>, id: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, STILL_WITHOUT, id)? > 0)
}

/// Whether the account is enabled. Nobody changes that until the transaction ends.
pub async fn still_in_use(c: &mut Conn<'_>, id: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, STILL_IN_USE, id)? > 0)
}

/// Whether the person is there. Nobody else holds or changes their row until the transaction ends.
pub async fn hold(c: &mut Conn<'_>, id: UserId) -> Result<bool, StoreError> {
    Ok(execute!(c, HOLD, id)? > 0)
}

/// Stores the same password hashed anew, unless another one was chosen meanwhile.
pub async fn rehash(
    c: &mut Conn<'_>,
    id: UserId,
    old: &str,
    new: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, REHASH, id, old, new)? > 0)
}

/// How many password hashes begin with which four characters; empty are those that match `current`, a pattern of LIKE.
pub async fn hashes(c: &mut Conn<'_>, current: &str) -> Result<Vec<(String, i64)>, StoreError> {
    fetch_all!(c, "users", HASHES, current)
}

/// Stores address, name and claims of `user` as they are.
///
/// # Errors
/// [`StoreError::Conflict`] on `users.email`.
pub async fn update_profile(
    c: &mut Conn<'_>,
    user: &User,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = execute!(
        c,
        UPDATE_PROFILE,
        user.id,
        &user.email,
        user.email_verified,
        &user.name,
        Json(&user.claims),
        now
    )?;
    Ok(changed > 0)
}

/// Stores which terms the person agreed to.
pub async fn accept_terms(
    c: &mut Conn<'_>,
    id: UserId,
    version: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ACCEPT_TERMS, id, version, now)? > 0)
}

/// Stores how the person wants pages to look.
pub async fn set_preferences(
    c: &mut Conn<'_>,
    id: UserId,
    preferences: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SET_PREFERENCES, id, preferences)? > 0)
}

/// As [`set_preferences`], unless they chose before.
pub async fn adopt_preferences(
    c: &mut Conn<'_>,
    id: UserId,
    preferences: &str,
) -> Result<bool, StoreError> {
    Ok(execute!(c, ADOPT_PREFERENCES, id, preferences)? > 0)
}

/// Gives or takes the right to administer.
pub async fn set_admin(
    c: &mut Conn<'_>,
    id: UserId,
    admin: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, SET_ADMIN, id, admin, now)? > 0)
}

/// Switches the account off and ends every sign-in, so that they do not come back with it. `false`: it was off.
pub async fn disable(c: &mut Conn<'_>, id: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, DISABLE, id, now)? > 0)
}

/// Switches the account on again. `false`: it was on.
pub async fn enable(c: &mut Conn<'_>, id: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, ENABLE, id, now)? > 0)
}

/// Has the account removed at `at`, and ends every sign-in. `false`: that was so already.
pub async fn leave(
    c: &mut Conn<'_>,
    id: UserId,
    at: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(c, LEAVE, id, at, now)? > 0)
}

/// Keeps the account after all. `false`: it was not to be removed, or it is gone.
pub async fn stay(c: &mut Conn<'_>, id: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(c, STAY, id, now)? > 0)
}

/// Accounts whose time has come, the longest due first.
pub async fn due(c: &mut Conn<'_>, now: Timestamp, limit: i64) -> Result<Vec<UserId>, StoreError> {
    let rows: Vec<(UserId,)> = fetch_all!(c, "users", DUE, now, limit)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Removes the account with its consents, sign-ins and grants. Its clients stay, without an owner; its `sub` is nobody's from now on.
pub async fn remove(c: &mut Conn<'_>, id: UserId, now: Timestamp) -> Result<bool, StoreError> {
    let gone: Option<(Option<Subject>,)> = fetch_optional!(c, "users", REMOVE, id)?;
    if let Some((Some(subject),)) = &gone {
        retired_subjects::insert(c, subject, now).await?;
    }
    Ok(gone.is_some())
}

/// Whether anybody can administer.
pub async fn any_admin(c: &mut Conn<'_>) -> Result<bool, StoreError> {
    let found: Option<(UserId,)> = fetch_optional!(c, "users", ANY_ADMIN)?;
    Ok(found.is_some())
}

/// Holds every administrator's row until the transaction ends.
pub async fn hold_admins(c: &mut Conn<'_>) -> Result<(), StoreError> {
    execute!(c, HOLD_ADMINS).map(drop)
}

/// Whether somebody besides this person administers this server, is not switched off and, if asked for, has a password.
pub async fn other_admin(
    c: &mut Conn<'_>,
    id: UserId,
    with_password: bool,
) -> Result<bool, StoreError> {
    let found: Option<(UserId,)> = fetch_optional!(c, "users", OTHER_ADMIN, id, with_password)?;
    Ok(found.is_some())
}
