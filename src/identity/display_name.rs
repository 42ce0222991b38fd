//! Names that are shown: of people, and of apps.

use std::fmt;

use crate::protocol::characters::skeleton;
pub use crate::protocol::display_name::{MAX_NAME_CHARS, NameError};
use crate::protocol::display_name::{tidy, tidy_app};

/// The name of a person as pages and claims show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Tidies a typed name: NFC, single spaces, and nothing invisible or reordering.
    ///
    /// # Errors
    /// [`NameError`].
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        tidy(typed, "your name").map(|tidied| Self(tidied.name))
    }

    /// As [`PersonName::parse`], but nothing is left out without a word.
    ///
    /// # Errors
    /// [`NameError`].
    pub fn exactly(typed: &str) -> Result<Self, NameError> {
        let tidied = tidy(typed, "a name")?;
        match tidied.left_out {
            true => Err(NameError::Invisible("a name")),
            false => Ok(Self(tidied.name)),
        }
    }

    /// The tidied text. For tests.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tidied text.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// The name of an app (`client_name`, RFC 7591 §2). People trust it on the consent page, so it must not deceive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppName(String);

impl AppName {
    /// Tidies a typed name, and refuses one that mixes scripts or is easily taken for one of `taken`, such as the
    /// operator's own name.
    ///
    /// # Errors
    /// [`NameError`].
    pub fn parse(typed: &str, taken: &[&str]) -> Result<Self, NameError> {
        const WHAT: &str = "a name for the app";
        let name = tidy_app(typed)?.name;
        let own = skeleton(&name);
        match taken.iter().find(|other| skeleton(other) == own) {
            Some(like) => Err(NameError::Resembles {
                what: WHAT,
                like: (*like).to_owned(),
            }),
            None => Ok(Self(name)),
        }
    }

    /// The tidied text. For tests.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tidied text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for AppName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_tidied() {
        let cases = [
            ("  Ada   Lovelace ", "Ada Lovelace"),
            ("Ada\u{a0}\u{2003}Lovelace\r\n", "Ada Lovelace"),
            ("Ada\u{202e}ecalevoL", "AdaecalevoL"),
            ("\u{feff}A\u{200b}d\u{7}a\u{2066}\u{e0041}", "Ada"),
            ("Zoe\u{308}", "Zoë"),
            ("<b>Ada</b> & co", "<b>Ada</b> & co"), // the template escapes
            ("علی\u{200c}رضا", "علی\u{200c}رضا"),
            ("a\u{200c}d\u{200d}a", "ada"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("Анна Smith", "Анна Smith"),
            ("王小明", "王小明"),
        ];
        for (typed, expected) in cases {
            assert_eq!(
                PersonName::parse(typed).unwrap().as_str(),
                expected,
                "{typed:?}"
            );
        }
    }

    #[test]
    fn names_that_show_nothing_or_too_much_are_refused() {
        for typed in [
            "",
            " ",
            "\u{200b}\u{feff}",
            "\u{3164}",
            "\u{301}",
            "\u{2800}",
        ] {
            assert_eq!(
                PersonName::parse(typed),
                Err(NameError::Missing("your name")),
                "{typed:?}"
            );
        }
        assert_eq!(
            PersonName::parse("").unwrap_err().to_string(),
            "Enter your name"
        );
        assert_eq!(
            AppName::parse(" ", &[]).unwrap_err().to_string(),
            "Enter a name for the app"
        );
        assert!(PersonName::parse(&"é".repeat(128)).is_ok());
        assert_eq!(
            PersonName::parse(&"é".repeat(129)),
            Err(NameError::TooLong("your name"))
        );
        assert_eq!(
            PersonName::parse(&"a".repeat(1_000_000)),
            Err(NameError::TooLong("your name"))
        );
        assert_eq!(
            PersonName::parse(&format!("Z{}", "\u{335}".repeat(9))),
            Err(NameError::Marks("your name"))
        );
    }

    #[test]
    fn app_names_do_not_deceive() {
        let taken = ["Lanyard", "Acme Accounts"];
        for typed in [
            "lanyard",
            "LANYARD",
            "Lany\u{200b}ard",
            "Ianyard",
            "La nyard",
            "ACME-accounts",
            "Acme Асcounts",
        ] {
            assert!(AppName::parse(typed, &taken).is_err(), "{typed}");
        }
        assert_eq!(
            AppName::parse("p\u{430}ypal", &[]).unwrap_err().to_string(),
            "Enter a name for the app that does not mix alphabets within a word"
        );
        for typed in [
            "Яндекс Browser",
            "µTorrent",
            "C++ Notes (beta)",
            "Sony ソニー",
            "Tom & Jerry’s 🦀",
        ] {
            assert!(AppName::parse(typed, &taken).is_ok(), "{typed}");
        }
    }

    #[test]
    fn fc_53_one_rule_for_people_and_apps_and_nothing_is_left_out_in_silence() {
        for name in [
            "نیک\u{200c}نام",
            "Ada",
            "क्\u{200d}ष",
            "Zoë \u{1f469}\u{200d}\u{1f4bb}",
        ] {
            assert_eq!(PersonName::exactly(name).unwrap().as_str(), name);
            assert_eq!(AppName::parse(name, &[]).unwrap().as_str(), name);
        }
        for name in [
            "Ada\u{202e}ecalevoL",
            "A\u{200b}da",
            "a\u{200c}d",
            "Ada\nLovelace",
            "A\u{e0041}",
        ] {
            let refused = PersonName::exactly(name);
            assert_eq!(refused, Err(NameError::Invisible("a name")), "{name:?}");
        }
        assert_eq!(
            PersonName::exactly(" Ada  Lovelace\r\n").unwrap().as_str(),
            "Ada Lovelace"
        );
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing_and_leaves_nothing_dangerous(typed in "\\PC{0,40}", extra in any::<String>()) {
            if let Ok(name) = PersonName::parse(&format!("{typed}{extra}")) {
                let reorders = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                prop_assert!(!name.as_str().contains(reorders));
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            }
        }
    }
}
