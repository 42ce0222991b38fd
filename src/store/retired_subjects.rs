//! Whom nobody is any more: the `sub` of an account that was removed is never given to another one (OIDC Core §2).

use super::conn::{execute, fetch_optional, statements};
use super::{Conn, StoreError, audit};
use crate::protocol::subject::Subject;
use crate::protocol::time::Timestamp;

/// As the audit writes that an account was removed.
const REMOVED: &str = "account.removed";

statements! {
    INSERT = "INSERT INTO retired_subject (digest, retired_at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    BY_DIGEST = "SELECT retired_at FROM retired_subject WHERE digest = $1";
}

/// Retires what a person was brought along with. Their id needs none of it: the audit has it, and keeps it.
pub async fn insert(c: &mut Conn<'_>, subject: &Subject, now: Timestamp) -> Result<(), StoreError> {
    execute!(c, INSERT, &subject.digest()[..], now).map(drop)
}

/// Whether an account had it that is removed.
pub async fn contains(c: &mut Conn<'_>, subject: &Subject) -> Result<bool, StoreError> {
    if let Some(id) = subject.id() {
        return audit::has(c, &id.to_string(), REMOVED).await;
    }
    let found: Option<(Timestamp,)> =
        fetch_optional!(c, "retired_subject", BY_DIGEST, &subject.digest()[..])?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_writes_it_so() {
        assert_eq!(crate::audit::Act::AccountRemoved.code(), REMOVED);
    }
}
