//! Names that are shown: of people, and of apps.

use std::fmt;

use unicode_normalization::char::is_combining_mark;

use crate::protocol::characters::{is_invisible, mixes_scripts, skeleton, with_joiners};

/// The longest name, in characters.
pub const MAX_NAME_CHARS: usize = 128;

/// Real writing needs four marks on a letter at the most; more paints over the lines around it.
const MAX_MARKS_IN_A_ROW: usize = 4;

/// Why a name was refused; the words say what to enter instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen was entered.
    #[error("Enter {0}")]
    Missing(&'static str),
    /// More than [`MAX_NAME_CHARS`].
    #[error("Enter {0} of at most {MAX_NAME_CHARS} characters")]
    TooLong(&'static str),
    /// More marks on one letter than any language writes.
    #[error("Enter {0} with fewer marks above and below the letters")]
    Marks(&'static str),
    /// A word with letters of scripts that no language mixes.
    #[error("Enter {0} that does not mix alphabets within a word")]
    MixedScripts(&'static str),
    /// Easily taken for a name that is spoken for.
    #[error("Enter {what} that cannot be mistaken for “{like}”")]
    Resembles {
        /// What was to be entered.
        what: &'static str,
        /// The name it resembles.
        like: String,
    },
}

/// The name of a person as pages and claims show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Tidies a typed name: NFC, single spaces, and nothing invisible or reordering.
    ///
    /// # Errors
    /// [`NameError`].
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        tidy(typed, "your name").map(Self)
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
        let name = tidy(typed, WHAT)?;
        if name.split(' ').any(mixes_scripts) {
            return Err(NameError::MixedScripts(WHAT));
        }
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

fn tidy(typed: &str, what: &'static str) -> Result<String, NameError> {
    if typed.len() > MAX_NAME_CHARS * 16 {
        return Err(NameError::TooLong(what));
    }
    let mut name = String::new();
    let mut marks = 0;
    for (c, keeps) in with_joiners(typed) {
        if c.is_whitespace() {
            if !name.is_empty() && !name.ends_with(' ') {
                name.push(' ');
            }
        } else if keeps || !is_invisible(c) {
            name.push(c);
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MAX_MARKS_IN_A_ROW {
            return Err(NameError::Marks(what));
        }
    }
    name.truncate(name.trim_end().len());
    if name
        .chars()
        .all(|c| is_combining_mark(c) || is_invisible(c))
    {
        return Err(NameError::Missing(what));
    }
    if name.chars().count() > MAX_NAME_CHARS {
        Err(NameError::TooLong(what))
    } else {
        Ok(name)
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
