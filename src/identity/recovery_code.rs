//! Recovery codes: ten texts that each let their person in once when the second factor is lost.
//!
//! A code has 79 random bits, so a plain hash keeps it: nobody can try so many.

use aws_lc_rs::digest::{Context, SHA256};

use crate::protocol::ids::UserId;
use crate::random::letters;

/// How many a person gets.
pub const COUNT: usize = 10;
/// When there are so few left, their person is told.
pub const FEW: i64 = 3;
const LENGTH: usize = 16;

/// What is kept of a code.
pub type Hash = [u8; 32];

/// A new code: `7QK2-M4FD-9TXA-BB3H`.
pub fn new() -> String {
    letters::in_groups(&letters::random::<LENGTH>())
}

/// What is kept of a code that somebody typed or pasted, in any case, with spaces and dashes anywhere. `None` when it can be no code
/// (attack row MF-10).
pub fn hash(user: UserId, typed: &str) -> Option<Hash> {
    let letters: [u8; LENGTH] = letters::parse(typed)?;
    let mut context = Context::new(&SHA256);
    context.update(b"recovery-code\0");
    context.update(user.0.as_bytes());
    context.update(&letters);
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    Some(hash)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    #[test]
    fn a_code_is_known_however_it_is_typed_and_only_as_its_person_s() {
        let code = new();
        assert_eq!(code.len(), 19);
        let kept = hash(user(1), &code);
        assert!(kept.is_some());
        for typed in [
            code.to_lowercase(),
            code.replace('-', " "),
            code.replace('-', ""),
        ] {
            assert_eq!(hash(user(1), &typed), kept);
        }
        assert_ne!(hash(user(2), &code), kept);
        assert_ne!(hash(user(1), &new()), kept);
    }

    #[test]
    fn mf_10_what_can_be_no_code_is_none() {
        for typed in [
            "",
            "0",
            "null",
            "[]",
            "7QK2-M4FD-9TXA-BB3",
            "7QK2-M4FD-9TXA-BB3HH",
            "7QK2-M4FD-9TXA-BB3O",
        ] {
            assert_eq!(hash(user(1), typed), None, "{typed:?}");
        }
    }
}
