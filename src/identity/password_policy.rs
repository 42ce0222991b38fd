//! Which new passwords are accepted (NIST SP 800-63B-4 §3.1.1.2): length, and nothing everybody tries first.

use super::guessable::{SHORTEST_WORD, Text, look_alike};
use super::login_name::fold_case;
use super::password::MAX_PASSWORD_BYTES;

/// What must be left of a password once what guessing programs try first is taken out, in characters.
const MIN_OWN: usize = 7;
/// What must be left once the names of the person and of this server are taken out as well.
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
    /// In lists of leaked passwords, or made of what is.
    #[error(
        "This password is easy to guess: it has leaked before, or is made of common words and patterns. Choose another one."
    )]
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
        let length = unicode_normalization::UnicodeNormalization::nfkc(password).count();
        if length < self.min_length {
            return Err(Weakness::TooShort {
                min: self.min_length,
            });
        }
        let text = Text::of(&fold_case(password));
        let own = text.own(&[]);
        if own < MIN_OWN {
            return Err(Weakness::Common);
        }
        let beside = text.own(&context.words());
        if beside < own.min(MIN_BESIDE_CONTEXT) {
            Err(Weakness::Context)
        } else {
            Ok(())
        }
    }
}

impl Context<'_> {
    /// The names as they are looked for, with their parts: `ada.lovelace@example.com` also as `lovelace`.
    fn words(&self) -> Vec<Vec<char>> {
        let host = match self.issuer_host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => self.issuer_host,
        };
        let names = [self.email, self.login, host].map(fold_case);
        let halves = names.iter().flat_map(|name| name.split('@'));
        let parts = names
            .iter()
            .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
        let words = names.iter().map(String::as_str).chain(halves).chain(parts);
        words
            .map(|word| word.chars().map(look_alike).collect())
            .filter(|word: &Vec<char>| word.len() >= SHORTEST_WORD)
            .collect()
    }
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
    fn fi_14_what_is_left_beside_names_and_words_stands_by_itself() {
        let context = Context {
            login: "u2@mail.example",
            email: "u2@mail.example",
            issuer_host: "id.example.com:8443",
        };
        let check = |password| PasswordPolicy::default().check(password, &context);
        for password in [
            "u2@mail.example12345678",
            "id.example.com12345678",
            "ID.Example.com-2026-2027",
            "mail.example qwertyuiop",
            "3xampl3.com 3xampl3.com 1",
        ] {
            assert_eq!(check(password), Err(Weakness::Context), "{password}");
        }
        for password in [
            "Passw0rd!Passw0rd!",
            "P@$$w0rd!P@$$w0rd!",
            "letmeinletmeinletmein",
            "Summer2026!Summer2026!",
            "dragonmonkeytiger",
            "qwerty123456qwerty",
            "xk1xk1xk1xk1xk1xk1",
        ] {
            assert_eq!(check(password), Err(Weakness::Common), "{password}");
        }
        assert_eq!(check("id.example.com is where my cat sleeps"), Ok(()));
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(password in "\\PC{0,60}", login in "\\PC{0,12}") {
            let _ = PasswordPolicy { min_length: 1 }.check(&password, &Context { login: &login, ..ADA });
        }
    }
}
