//! Which new passwords are accepted (NIST SP 800-63B-4 §3.1.1.2): length, and nothing everybody tries first.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::login_name::fold_case;
use super::password::MAX_PASSWORD_BYTES;

/// Passwords of leaked lists, folded, without the short ones that the length refuses anyway.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("common_passwords.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// Rows and runs that fingers find by themselves.
const RUNS: &[&str] = &[
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "!@#$%^&*()_+",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
];

/// What must be left of a password that names the person or this server.
const MIN_BESIDE_CONTEXT: usize = 8;

/// What new passwords must satisfy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Least number of characters, counted after NFKC.
    pub min_length: usize,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_length: 15 }
    }
}

/// The words an attacker tries first for this very account.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The canonical user name.
    pub login: &'a str,
    /// The canonical e-mail address, or empty.
    pub email: &'a str,
    /// The host of the issuer.
    pub issuer_host: &'a str,
}

/// Why a new password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Nothing was entered.
    #[error("Enter a password")]
    Missing,
    /// Fewer characters than the policy wants.
    #[error("Enter a password of at least {min} characters. A sentence works well.")]
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More than [`MAX_PASSWORD_BYTES`].
    #[error("Enter a password of at most {MAX_PASSWORD_BYTES} bytes")]
    TooLong,
    /// In lists of leaked passwords, or made like those.
    #[error("This password is in lists of leaked passwords. Choose another one.")]
    Common,
    /// Little more than the name, the address or the server.
    #[error(
        "This password is too close to your name or address, or to the name of this site. Choose another one."
    )]
    Context,
}

impl PasswordPolicy {
    /// Whether a person may take this password.
    ///
    /// # Errors
    /// The [`Weakness`] to tell them.
    pub fn check(&self, password: &str, context: &Context<'_>) -> Result<(), Weakness> {
        if password.is_empty() {
            return Err(Weakness::Missing);
        }
        if password.len() > MAX_PASSWORD_BYTES {
            return Err(Weakness::TooLong);
        }
        let folded = fold_case(password);
        if unicode_normalization::UnicodeNormalization::nfkc(password).count() < self.min_length {
            return Err(Weakness::TooShort {
                min: self.min_length,
            });
        }
        if is_common(&folded) {
            return Err(Weakness::Common);
        }
        if is_mostly_context(&folded, context) {
            Err(Weakness::Context)
        } else {
            Ok(())
        }
    }
}

/// In the list, or a repetition, or runs of neighbouring keys, with some digits or signs at the ends.
fn is_common(folded: &str) -> bool {
    let squeezed: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    if squeezed.is_empty() {
        return true;
    }
    let core = squeezed.trim_matches(|c: char| !c.is_alphabetic());
    let unit = repeated_unit(&squeezed);
    let listed = [folded, squeezed.as_str(), core, unit, repeated_unit(core)]
        .iter()
        .any(|text| COMMON.contains(text));
    listed || unit.chars().count() < 6 || is_runs(&squeezed)
}

/// The shortest text that makes up the whole when repeated, the last time perhaps in part: "abcabca" has "abc".
fn repeated_unit(text: &str) -> &str {
    let starts = text.char_indices().map(|(at, _)| at).skip(1);
    let unit = starts
        .take_while(|at| *at <= text.len() / 2)
        .find(|at| text.starts_with(&text[*at..]));
    &text[..unit.unwrap_or(text.len())]
}

/// Nothing but pieces, of four characters or more, of the rows in [`RUNS`], forwards or backwards.
fn is_runs(text: &str) -> bool {
    let Some(end) = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .nth(4)
    else {
        return text.is_empty();
    };
    static BOTH_WAYS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let backwards = RUNS.iter().map(|run| run.chars().rev().collect());
        RUNS.iter()
            .map(|run| (*run).to_owned())
            .chain(backwards)
            .collect()
    });
    BOTH_WAYS.iter().any(|run| {
        run.find(&text[..end]).is_some_and(|at| {
            let same = run[at..]
                .bytes()
                .zip(text.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            // A run may be followed by another one, at its end or before.
            (end..=same)
                .rev()
                .any(|length| text.is_char_boundary(length) && is_runs(&text[length..]))
        })
    })
}

/// Whether little is left once the person's and the server's names are taken out.
fn is_mostly_context(folded: &str, context: &Context<'_>) -> bool {
    let (local, domain) = context.email.split_once('@').unwrap_or_default();
    let mut words = [
        context.email,
        context.issuer_host,
        context.login,
        domain,
        local,
    ]
    .map(fold_case);
    // The longest first, so that an address goes before its parts.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut left = folded.to_owned();
    for word in words.iter().filter(|word| word.chars().count() >= 4) {
        left = left.replace(word.as_str(), "");
    }
    left != folded && left.chars().filter(|c| c.is_alphanumeric()).count() < MIN_BESIDE_CONTEXT
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ADA: Context<'_> = Context {
        login: "lovelace",
        email: "ada.lovelace@example.com",
        issuer_host: "login.example.org",
    };

    fn check(password: &str) -> Result<(), Weakness> {
        PasswordPolicy::default().check(password, &ADA)
    }

    #[test]
    fn sentences_and_random_texts_are_fine() {
        for password in [
            "the engine weaves algebraic patterns",
            "correct horse battery staple of mine",
            "x9 Kq!vTz0#mWp3L",
            "Моя собака любит снег",
            "lovelace walks in the garden",
            "ᚠᛇᚻ᛫ᛒᛦᚦ᛫ᚠᚱᚩᚠᚢᚱ᛫ᚠᛁᚱᚪ",
        ] {
            assert_eq!(check(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check(""), Err(Weakness::Missing));
        assert_eq!(check("fourteen chars"), Err(Weakness::TooShort { min: 15 }));
        assert_eq!(check("fifteen chars !"), Ok(()));
        assert_eq!(check("äöüäöü"), Err(Weakness::TooShort { min: 15 }));
        assert_eq!(check(&"ab cd".repeat(300)), Err(Weakness::TooLong));
        assert_eq!(
            check("short").unwrap_err().to_string(),
            "Enter a password of at least 15 characters. A sentence works well."
        );
        assert_eq!(
            PasswordPolicy { min_length: 8 }.check("eight ch", &ADA),
            Ok(())
        );
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for password in [
            "passwordpassword",
            "Password12345678",
            "password123password123",
            "123456789012345",
            "1234567890123456789",
            "qwertyuiopasdfghjkl",
            "QWERTYUIOPASDFGHJKLZXCVBNM",
            "1q2w3e4r5t6y7u8i9o",
            "qwertzuiopyxcvbnm",
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "               ",
            "correcthorsebatterystaple",
            "correct horse battery staple",
            "thequickbrownfoxjumpsoverthelazydog",
            "iloveyouiloveyou",
            "letmeinletmein!!!",
            "0987654321098765",
            "abcdefghijklmnop",
            "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
            "1qaz2wsx3edc4rfv",
            "zyxwvutsrqponml",
        ] {
            assert_eq!(check(password), Err(Weakness::Common), "{password}");
        }
    }

    #[test]
    fn the_own_name_and_this_server_are_refused() {
        for password in [
            "ada.lovelace@example.com",
            "Ada.Lovelace@Example.com1!",
            "lovelace lovelace",
            "login.example.org 2026",
            "lovelace-login.example.org",
            "LOVELACE!!!1234567",
        ] {
            assert_eq!(check(password), Err(Weakness::Context), "{password}");
        }
    }

    #[test]
    fn the_list_is_folded_and_sorted() {
        let lines: Vec<_> = include_str!("common_passwords.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            lines
                .iter()
                .all(|line| fold_case(line) == *line && line.chars().count() >= 8)
        );
        assert!(lines.is_sorted() && lines.len() == COMMON.len());
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(password in "\\PC{0,60}", login in "\\PC{0,12}") {
            let _ = PasswordPolicy { min_length: 1 }.check(&password, &Context { login: &login, ..ADA });
        }

        #[test]
        fn a_repetition_is_found(unit in "[a-zé]{1,5}", times in 3_usize..9) {
            prop_assert!(is_common(&unit.repeat(times)));
        }
    }
}
