//! Which new passwords are accepted (NIST SP 800-63B-4 §3.1.1.2): length, and nothing everybody tries first. No rule about characters.

use std::collections::BTreeSet;

use super::guessable;
use super::login_name::fold_case;
use super::password::MAX_PASSWORD_BYTES;

/// Guesses that a password must take, for who knows the person. zxcvbn gives a tenth of it to any three words in a row, and calls that
/// safe enough for a slow hash; what is accepted here takes more than those three.
const MIN_GUESSES: u64 = 10_u64.pow(9);

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
    /// What the operator calls this site.
    pub operator: &'a str,
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
        let enough = self.min_guesses();
        let estimate = guessable::estimate(&fold_case(password), &context.names(), enough);
        match estimate.guesses >= enough {
            true => Ok(()),
            false if estimate.named => Err(Weakness::Context),
            false => Err(Weakness::Common),
        }
    }

    /// No more than random characters of the least length take, at zxcvbn's ten for each.
    fn min_guesses(&self) -> u64 {
        let length = u32::try_from(self.min_length).unwrap_or(u32::MAX);
        10_u64.saturating_pow(length).min(MIN_GUESSES)
    }
}

impl Context<'_> {
    fn names(&self) -> BTreeSet<String> {
        let host = match self.issuer_host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => self.issuer_host,
        };
        let names = [self.login, self.email, host, self.operator].map(fold_case);
        guessable::names(names.iter().map(String::as_str))
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
        operator: "Weavers & Sons",
    };

    fn check(password: &str) -> Result<(), Weakness> {
        PasswordPolicy::default().check(password, &ADA)
    }

    #[test]
    fn sentences_and_random_texts_are_fine() {
        for password in [
            "the engine weaves algebraic patterns",
            "my grandmother bakes on tuesdays",
            "die katze schläft auf dem klavier",
            "le chien dort sous la grande table",
            "mi abuela cocina con demasiada sal",
            "neko wa piano no ue de nemuru",
            "x9 Kq!vTz0#mWp3L",
            "Tr0ub4dor&3-mauve-otter",
            "(4@8{[<3691!|70$5+%2",
            "3f9c1e07b2d84a65",
            "Моя собака любит снег",
            "القطة تنام على البيانو",
            "猫はピアノの上で眠っています毎日",
            "lovelace walks in the garden",
            "ᚠᛇᚻ᛫ᛒᛦᚦ᛫ᚠᚱᚩᚠᚢᚱ᛫ᚠᛁᚱᚪ",
        ] {
            assert_eq!(check(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn random_characters_of_the_least_length_are_enough() {
        for min_length in [8, 9, 10, 15] {
            let policy = PasswordPolicy { min_length };
            let random = &"xkqvzmwpgjrnbfd"[..min_length];
            assert_eq!(policy.check(random, &ADA), Ok(()), "{random}");
            let common = &"dragonmonkey1234"[..min_length];
            assert_eq!(policy.check(common, &ADA), Err(Weakness::Common));
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check(""), Err(Weakness::Missing));
        assert_eq!(check("fourteen chars"), Err(Weakness::TooShort { min: 15 }));
        assert_eq!(check("öwe vk üqh zärf "), Ok(()), "fifteen and a space");
        assert_eq!(check("äöüäöü"), Err(Weakness::TooShort { min: 15 }));
        assert_eq!(check(&"ab cd".repeat(300)), Err(Weakness::TooLong));
        assert_eq!(
            check("short").unwrap_err().to_string(),
            "Enter a password of at least 15 characters. A sentence works well."
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
            "correct-horse-battery-staple",
            "correct horse battery staple of mine",
            "thequickbrownfoxjumpsoverthelazydog",
            "iloveyouiloveyou",
            "letmeinletmein!!!",
            "0987654321098765",
            "abcdefghijklmnop",
            "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
            "1qaz2wsx3edc4rfv",
            "zyxwvutsrqponml",
            "1234567890!@#$%^&*()",
            "!QAZ1qaz@WSX2wsx",
            "dragonmonkeytiger",
            "Liverpool2024!!",
            "september2026!!!",
            "thomasmichael1990",
            "11.11.1999 12.12.2001",
            "welcome to my house",
            "drowssapdrowssap",
            "lanyardlanyard123",
        ] {
            assert_eq!(check(password), Err(Weakness::Common), "{password}");
        }
    }

    #[test]
    fn words_of_other_languages_are_words() {
        for password in [
            "passwortpasswort",
            "MeinPasswort2026",
            "Frühling2026Frühling",
            "schmetterling123",
            "ichliebedich2024",
            "azertyuiopqsdfghjklm",
            "qwertzuiopü12345",
            "motdepasse123456",
            "printemps2026!!!",
            "jetaimejetaime!",
            "micontraseña1234",
            "tequieromucho123",
            "teamomuito123456",
            "konnichiwa123456",
            "aishiteru aishiteru",
            "arigatougozaimasu1",
            "йцукенгшщз123456",
            "парольпарольпароль",
            "seniseviyorum123",
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
            "weavers&sons 123",
            "Weavers Weavers!",
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
            operator: "Lanyard",
        };
        let check = |password| PasswordPolicy::default().check(password, &context);
        for password in [
            "u2@mail.example12345678",
            "id.example.com12345678",
            "ID.Example.com-2026-2027",
            "mail.example qwertyuiop",
            "3xampl3.com 3xampl3.com 1",
            "lanyard lanyard 1",
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
