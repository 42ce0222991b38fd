//! The list of accounts, the newest first: all of them, some of them, those that are searched for.
//!
//! What is searched for is the beginning of a name, of its last word, of a user name or of an address, in small letters. Each is an
//! indexed column that the database makes of the account, compared byte by byte on both engines, so that a search reads what it
//! finds and nothing else. SQLite leaves letters beyond ASCII as they are, so names are looked up as they are usually written, too.

use super::conn::{fetch_all, statements};
use super::users::User;
use super::{Conn, StoreError};
use crate::protocol::ids::UserId;
use crate::protocol::roles::{Role, Roles};

/// Which accounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// Every one.
    #[default]
    All,
    /// Those that their people may use.
    InUse,
    /// Those that are switched off.
    Disabled,
    /// Those that are to be deleted.
    Leaving,
    /// Those with this role.
    With(Role),
}

/// Those whom a role was given to, or a group that they are in. The few groups with it come first, then their members.
macro_rules! with {
    ($own:literal, $role:literal) => {
        concat!(
            " AND id IN (",
            $own,
            " UNION SELECT m.user_id FROM group_role r CROSS JOIN group_member m WHERE r.role = '",
            $role,
            "' AND m.group_id = r.group_id UNION SELECT m.user_id FROM group_role r CROSS JOIN user_group g CROSS JOIN group_member m \
             WHERE r.role = '",
            $role,
            "' AND g.parent_id = r.group_id AND m.group_id = g.id)"
        )
    };
}

macro_rules! listed {
    ($which:expr, $found:literal) => {
        concat!(
            "SELECT id, login, email, email_verified, name, password_hash, password_changed_at, claims, preferences, admin, \
             disabled_at, deletes_at, terms_version, terms_accepted_at, epoch, created_at, updated_at, subject \
             FROM users WHERE id < $1",
            $which,
            $found,
            " ORDER BY id DESC LIMIT $2"
        )
    };
}

/// One statement for the whole list, one for what is searched for.
macro_rules! pair {
    ($which:expr) => {
        [
            listed!($which, ""),
            listed!(
                $which,
                " AND id IN (SELECT id FROM users WHERE name_key >= $3 AND name_key < $4 \
                 UNION SELECT id FROM users WHERE name_key >= $5 AND name_key < $6 \
                 UNION SELECT id FROM users WHERE last_name_key >= $3 AND last_name_key < $4 \
                 UNION SELECT id FROM users WHERE last_name_key >= $5 AND last_name_key < $6 \
                 UNION SELECT id FROM users WHERE login_key >= $3 AND login_key < $4 \
                 UNION SELECT id FROM users WHERE email_key >= $3 AND email_key < $4)"
            ),
        ]
    };
}

const ALL: [&str; 2] = pair!("");
const IN_USE: [&str; 2] = pair!(" AND disabled_at IS NULL AND deletes_at IS NULL");
const DISABLED: [&str; 2] = pair!(" AND disabled_at IS NOT NULL");
const LEAVING: [&str; 2] = pair!(" AND deletes_at IS NOT NULL");
const ADMINISTRATORS: [&str; 2] = pair!(with!(
    "SELECT id FROM users WHERE admin = TRUE",
    "administrator"
));
const SUPPORT: [&str; 2] = pair!(with!(
    "SELECT user_id FROM user_role WHERE role = 'support'",
    "support"
));
const AUDITORS: [&str; 2] = pair!(with!(
    "SELECT user_id FROM user_role WHERE role = 'auditor'",
    "auditor"
));

statements! {
    LIST_ALL = ALL[0];
    LIST_IN_USE = IN_USE[0];
    LIST_DISABLED = DISABLED[0];
    LIST_LEAVING = LEAVING[0];
    LIST_ADMINISTRATORS = ADMINISTRATORS[0];
    LIST_SUPPORT = SUPPORT[0];
    LIST_AUDITORS = AUDITORS[0];
    FIND_ALL = ALL[1];
    FIND_IN_USE = IN_USE[1];
    FIND_DISABLED = DISABLED[1];
    FIND_LEAVING = LEAVING[1];
    FIND_ADMINISTRATORS = ADMINISTRATORS[1];
    FIND_SUPPORT = SUPPORT[1];
    FIND_AUDITORS = AUDITORS[1];
    ROLES = "SELECT user_id, role FROM user_role WHERE user_id >= $1 AND user_id <= $2 \
        UNION SELECT m.user_id, r.role FROM group_role r CROSS JOIN group_member m \
        WHERE m.group_id = r.group_id AND m.user_id >= $1 AND m.user_id <= $2 \
        UNION SELECT m.user_id, r.role FROM group_role r CROSS JOIN user_group g CROSS JOIN group_member m \
        WHERE g.parent_id = r.group_id AND m.group_id = g.id AND m.user_id >= $1 AND m.user_id <= $2";
}

/// At most `limit` accounts from behind `before`, of which something begins with `searched`.
pub async fn page(
    c: &mut Conn<'_>,
    which: Which,
    searched: &str,
    before: UserId,
    limit: i64,
) -> Result<Vec<User>, StoreError> {
    let searched = searched.trim();
    if searched.is_empty() {
        let sql = match which {
            Which::All => LIST_ALL,
            Which::InUse => LIST_IN_USE,
            Which::Disabled => LIST_DISABLED,
            Which::Leaving => LIST_LEAVING,
            Which::With(Role::Administrator) => LIST_ADMINISTRATORS,
            Which::With(Role::Support) => LIST_SUPPORT,
            Which::With(Role::Auditor) => LIST_AUDITORS,
        };
        return fetch_all!(c, "users", sql, before, limit);
    }
    let sql = match which {
        Which::All => FIND_ALL,
        Which::InUse => FIND_IN_USE,
        Which::Disabled => FIND_DISABLED,
        Which::Leaving => FIND_LEAVING,
        Which::With(Role::Administrator) => FIND_ADMINISTRATORS,
        Which::With(Role::Support) => FIND_SUPPORT,
        Which::With(Role::Auditor) => FIND_AUDITORS,
    };
    let (small, written) = (searched.to_lowercase(), as_written(searched));
    let (end, written_end) = (behind(&small), behind(&written));
    fetch_all!(
        c,
        "users",
        sql,
        before,
        limit,
        small,
        end,
        written,
        written_end
    )
}

/// As SQLite keeps a name that begins with a letter beyond ASCII: `Émile Zola` as `Émile zola`.
fn as_written(searched: &str) -> String {
    let mut letters = searched.chars();
    let first = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .map(|c| c.to_ascii_lowercase());
    let rest = letters.flat_map(char::to_lowercase);
    first.chain(rest).collect()
}

/// What comes behind every text that begins so.
fn behind(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}

/// The roles of those on a page, by themselves or by a group.
pub async fn roles(
    c: &mut Conn<'_>,
    page: &[User],
) -> Result<std::collections::HashMap<UserId, Roles>, StoreError> {
    let mut roles = std::collections::HashMap::new();
    let (Some(first), Some(last)) = (page.first(), page.last()) else {
        return Ok(roles);
    };
    let (low, high) = (last.id.min(first.id), first.id.max(last.id));
    let rows: Vec<(UserId, String)> = fetch_all!(c, "user_role", ROLES, low, high)?;
    for (user, code) in rows {
        if let Some(role) = Role::from_code(&code) {
            let before = roles.entry(user).or_insert(Roles::NONE);
            *before = before.with(role);
        }
    }
    for user in page.iter().filter(|user| user.admin) {
        let before = roles.entry(user.id).or_insert(Roles::NONE);
        *before = before.with(Role::Administrator);
    }
    Ok(roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_as_they_are_written() {
        for (typed, small, written) in [
            ("Ada", "ada", "ada"),
            ("émile z", "émile z", "Émile z"),
            ("ÅSA", "åsa", "Åsa"),
            ("", "", ""),
        ] {
            assert_eq!(typed.to_lowercase(), small);
            assert_eq!(as_written(typed), written);
        }
        assert!("adam" < &*behind("ada") && "ada\u{10ffff}" <= &*behind("ada"));
        assert!("adb" > &*behind("ada"));
    }
}
