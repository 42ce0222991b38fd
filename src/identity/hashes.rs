//! How many accounts have which kind of password hash: who left another system long ago, and never signed in since, keeps its hash.

use super::password::PasswordSettings;
use crate::store::{Db, StoreError, users};

/// The kinds that are told apart, in the order they are shown. `current` is a hash as it is made today.
pub const KINDS: [&str; 8] = [
    "current",
    "argon2",
    "bcrypt",
    "pbkdf2",
    "scrypt",
    "sha-crypt",
    "ldap",
    "unknown",
];

/// How many accounts there are of each of [`KINDS`]; those without a password are none of them.
///
/// # Errors
/// [`StoreError`].
pub async fn count(
    db: &Db,
    settings: &PasswordSettings,
) -> Result<[(&'static str, i64); KINDS.len()], StoreError> {
    let PasswordSettings {
        memory_kib,
        passes,
        lanes,
        ..
    } = settings;
    let current = format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}$%");
    let job = db.read(move |c| Box::pin(async move { users::hashes(c, &current).await }));
    let mut counts = KINDS.map(|kind| (kind, 0));
    for (head, count) in job.await? {
        let kind = kind(&head);
        for (_, sum) in counts.iter_mut().filter(|(known, _)| *known == kind) {
            *sum += count;
        }
    }
    Ok(counts)
}

/// The kind of a hash that begins so.
fn kind(head: &str) -> &'static str {
    match head {
        "" => "current",
        // Those of other systems are kept without the first `$`, and Django's have their names.
        "$arg" | "argo" => "argon2",
        "$2a$" | "$2b$" | "$2y$" | "bcry" => "bcrypt",
        "$pbk" | "pbkd" => "pbkdf2",
        "$scr" | "scry" | "$fir" => "scrypt",
        head if head.starts_with("$5$") || head.starts_with("$6$") => "sha-crypt",
        head if head.starts_with('{') => "ldap",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::foreign::Foreign;

    #[test]
    fn every_hash_that_is_brought_along_has_a_kind() {
        for (text, expected) in [
            (
                "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b/dsLmS83ggeRsk",
                "argon2",
            ),
            (
                "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
                "bcrypt",
            ),
            (
                "pbkdf2_sha256$720000$saltsalt$Vg8vhQPBHfIFJ9UMGs7bSrWXjc5J0L1uEm3aGIZ4kH0=",
                "pbkdf2",
            ),
            ("{SSHA}2fOVWNAbNr0Ocaci5QZjBDtSgUpzYWx0", "ldap"),
        ] {
            let stored = Foreign::stored(text);
            let head: String = stored.chars().take(4).collect();
            assert_eq!(kind(&head), expected, "{text}");
        }
        assert_eq!(kind("x"), "unknown");
    }
}
