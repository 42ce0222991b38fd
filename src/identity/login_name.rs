//! The name a person signs in with, in one canonical form (RFC 8265 §3.3, with NFKC).

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;

use super::email::EmailAddress;
use crate::protocol::characters::mixes_scripts;

/// The longest user name, in characters.
pub const MAX_LOGIN_CHARS: usize = 64;

/// Why a user name was refused; the words say what to enter instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// Nothing was entered.
    #[error("Enter a user name")]
    Missing,
    /// More than [`MAX_LOGIN_CHARS`].
    #[error("Enter a user name of at most {MAX_LOGIN_CHARS} characters")]
    TooLong,
    /// A space, `@`, invisible or otherwise unfit character.
    #[error("Enter a user name with letters, digits, dots, hyphens and underscores only")]
    Characters,
    /// Starts or ends with punctuation.
    #[error("Enter a user name that starts and ends with a letter or digit")]
    Edge,
    /// Letters of scripts that no language mixes.
    #[error("Enter a user name with letters of one alphabet")]
    MixedScripts,
}

/// A user name in canonical form: never an e-mail address, so that nobody can take another person's address as a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LoginName(String);

impl LoginName {
    /// The canonical form of a new user name, with everything refused that could deceive people.
    ///
    /// # Errors
    /// [`LoginError`].
    pub fn parse(typed: &str) -> Result<Self, LoginError> {
        let name = Self::fold(typed)?;
        if mixes_scripts(&name.0) {
            return Err(LoginError::MixedScripts);
        }
        Ok(name)
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn fold(typed: &str) -> Result<Self, LoginError> {
        // Four bytes per character and some for decompositions; beyond that it is too long in any form.
        if typed.len() > MAX_LOGIN_CHARS * 12 {
            return Err(LoginError::TooLong);
        }
        let name = fold_case(typed.trim());
        if name.is_empty() {
            return Err(LoginError::Missing);
        }
        if name.chars().count() > MAX_LOGIN_CHARS {
            return Err(LoginError::TooLong);
        }
        let fits = |c: char| {
            matches!(c, '.' | '_' | '-')
                || GeneralSecurityProfile::identifier_allowed(c) && wordy(c)
        };
        if !name.chars().all(fits) {
            return Err(LoginError::Characters);
        }
        if !name.starts_with(char::is_alphanumeric)
            || name.ends_with(['.', '_', '-'])
            || name.contains("..")
        {
            return Err(LoginError::Edge);
        }
        Ok(Self(name))
    }
}

/// The canonical form of what was typed into the sign-in form: a user name or an e-mail address, to look a person up.
///
/// `None` when it can be neither. Nothing is refused here that an earlier version may have accepted at sign-up.
pub fn canonical(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.len() > 1024 {
        return None;
    }
    if typed.nfkc().any(|c| c == '@') {
        return EmailAddress::parse(typed)
            .ok()
            .map(EmailAddress::into_string);
    }
    LoginName::fold(typed).ok().map(|name| name.0)
}

/// NFKC and lower case, until neither changes anything. Final sigma is not told apart, as in full case folding.
pub(super) fn fold_case(text: &str) -> String {
    let fold = |text: &str| -> String {
        let lower = text
            .nfkc()
            .flat_map(char::to_lowercase)
            .map(|c| if c == 'ς' { 'σ' } else { c });
        lower.nfkc().collect()
    };
    let mut folded = fold(text);
    // One round is enough for all but a few characters; three are enough for every one.
    for _ in 0..3 {
        let again = fold(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn wordy(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

impl fmt::Display for LoginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_person_has_one_form() {
        for typed in ["ada", "Ada", " ada ", "ＡＤＡ", "\u{ff41}da", "ADA\t"] {
            assert_eq!(
                LoginName::parse(typed).unwrap().as_str(),
                "ada",
                "{typed:?}"
            );
            assert_eq!(canonical(typed).as_deref(), Some("ada"), "{typed:?}");
        }
        for (one, other) in [
            ("Zoe\u{308}", "zoë"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("ﬁnn", "finn"),
            ("STRAẞE", "straße"),
        ] {
            assert_eq!(LoginName::parse(one), LoginName::parse(other), "{one}");
        }
        assert_eq!(
            canonical(" Ada@Example.COM").as_deref(),
            Some("ada@example.com")
        );
        assert_eq!(
            canonical("ada\u{ff20}example.com").as_deref(),
            Some("ada@example.com")
        );
    }

    #[test]
    fn unfit_names_are_refused_with_the_reason() {
        let long = "a".repeat(65);
        let cases = [
            ("", LoginError::Missing),
            (" \t\u{3000}", LoginError::Missing),
            ("\u{200b}", LoginError::Characters),
            ("ada lovelace", LoginError::Characters),
            ("ada@example.com", LoginError::Characters),
            ("ada\u{202e}", LoginError::Characters),
            ("a\u{feff}da", LoginError::Characters),
            ("ad\0a", LoginError::Characters),
            ("ad\u{e0061}a", LoginError::Characters),
            ("a/b", LoginError::Characters),
            ("<b>", LoginError::Characters),
            ("..", LoginError::Edge),
            (".well-known", LoginError::Edge),
            ("a..b", LoginError::Edge),
            ("ada.", LoginError::Edge),
            ("\u{430}dmin", LoginError::MixedScripts),
            ("p\u{430}ypal", LoginError::MixedScripts),
            (&long, LoginError::TooLong),
        ];
        for (typed, error) in cases {
            assert_eq!(LoginName::parse(typed), Err(error), "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own(typed in "\\PC{0,24}") {
            if let Some(once) = canonical(&typed) {
                prop_assert_eq!(canonical(&once), Some(once));
            }
        }

        #[test]
        fn every_letter_folds_to_a_fixed_point(c in any::<char>()) {
            let once = fold_case(&c.to_string());
            prop_assert_eq!(fold_case(&once), once);
        }
    }
}
