//! Names that are shown to people: one rule for people and apps.

use unicode_normalization::char::is_combining_mark;

use super::characters::{is_invisible, mixes_scripts, with_joiners};

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
    /// Characters that show nothing, or turn the writing direction.
    #[error(
        "Enter {0} without line breaks, invisible characters and changes of the writing direction"
    )]
    Invisible(&'static str),
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

/// A name as it is shown, and whether it is what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidied {
    /// In NFC, with single spaces, and nothing invisible or reordering but what scripts and emoji need.
    pub name: String,
    /// Something that cannot be seen was left out. Whoever takes the name says so, or refuses it.
    pub left_out: bool,
}

/// Tidies a typed name of `what`: `"your name"`, `"a name for the app"`.
///
/// # Errors
/// [`NameError`].
pub fn tidy(typed: &str, what: &'static str) -> Result<Tidied, NameError> {
    if typed.len() > MAX_NAME_CHARS * 16 {
        return Err(NameError::TooLong(what));
    }
    let mut name = String::new();
    let (mut marks, mut left_out) = (0, false);
    for (c, keeps) in with_joiners(typed.trim()) {
        if c.is_whitespace() {
            // A line break within a name is no space.
            left_out |= c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            if !name.is_empty() && !name.ends_with(' ') {
                name.push(' ');
            }
        } else if keeps || !is_invisible(c) {
            name.push(c);
        } else {
            left_out = true;
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
        Ok(Tidied { name, left_out })
    }
}

/// As [`tidy`], of an app, whose name people trust: no word mixes scripts that no language mixes (UTS 39 §5.2).
///
/// # Errors
/// [`NameError`].
pub fn tidy_app(typed: &str) -> Result<Tidied, NameError> {
    let tidied = tidy(typed, APP)?;
    match tidied.name.split(' ').any(mixes_scripts) {
        true => Err(NameError::MixedScripts(APP)),
        false => Ok(tidied),
    }
}

/// What an app's name is called in refusals.
const APP: &str = "a name for the app";
