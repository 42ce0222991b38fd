//! `sub`: what relying parties know a person by (OIDC Core §2). It is the id of the account, unless the person was brought along with
//! another one; then it stays beside the id, and only what comes from a relying party or goes to one says it.

use std::fmt;

use aws_lc_rs::digest;
use serde::Serialize;

use super::ids::UserId;

/// The most characters (OIDC Core §2).
const LONGEST: usize = 255;

/// A `sub`: 1 to 255 visible ASCII characters, with spaces between them; upper and lower case are different.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Subject(String);

/// A text that is no [`Subject`], by the rule that it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASubject {
    /// There is nothing.
    #[error(
        "it is empty; expected 1 to 255 ASCII characters (OpenID Connect Core §2), or no such member at all"
    )]
    Empty,
    /// OIDC Core §2: apps make room for so many.
    #[error(
        "it has more than 255 characters, and apps make room for no more (OpenID Connect Core §2)"
    )]
    TooLong,
    /// OIDC Core §2.
    #[error("expected ASCII characters, none of them a control character (OpenID Connect Core §2)")]
    NotAscii,
    /// Databases compare as if it were not there, so two people could be one to an app.
    #[error(
        "it begins or ends with a space, which many apps cut off: two people could be one to them"
    )]
    SpaceAround,
    /// RFC 9562 §5.9.
    #[error("the UUID that is all zero is nobody's (RFC 9562 §5.9)")]
    Nil,
}

impl Subject {
    /// Takes a `sub` of another provider as it is.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn parse(text: &str) -> Result<Self, NotASubject> {
        if text.is_empty() {
            return Err(NotASubject::Empty);
        }
        if !text
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
        {
            return Err(NotASubject::NotAscii);
        }
        if text.len() > LONGEST {
            return Err(NotASubject::TooLong);
        }
        if text.trim() != text {
            return Err(NotASubject::SpaceAround);
        }
        let subject = Self(text.to_owned());
        match subject.id() {
            Some(id) if id.0.is_nil() => Err(NotASubject::Nil),
            _ => Ok(subject),
        }
    }

    /// What an account says: `own`, if it came with one, or else its id.
    pub fn of(id: UserId, own: Option<&Self>) -> Self {
        own.cloned().unwrap_or_else(|| id.into())
    }

    /// The only account that may have it, when it is the text of an id. No account has such a text beside another id.
    pub fn id(&self) -> Option<UserId> {
        self.0.parse().ok()
    }

    /// SHA-256 of it.
    pub fn digest(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest::digest(&digest::SHA256, self.0.as_bytes()).as_ref());
        bytes
    }

    /// As claims say it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<UserId> for Subject {
    fn from(id: UserId) -> Self {
        Self(id.to_string())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_other_providers_call_people_is_taken_as_it_is() {
        let longest = "x".repeat(255);
        for text in [
            "42",
            "auth0|64b0c0ffee0000000000a001",
            "xW3aBcDeFgHiJkLmNoPqRsTuVw01",
            "ada@example.com",
            "cn=Ada King,dc=example",
            "5F1F3A52-8F0C-4A57-9B1C-0D3F6F0A1C01",
            "~",
            &longest,
        ] {
            let subject = Subject::parse(text).unwrap();
            assert_eq!((subject.as_str(), subject.id()), (text, None));
        }
        let uuid = "5f1f3a52-8f0c-4a57-9b1c-0d3f6f0a1c01";
        let id: UserId = uuid.parse().unwrap();
        let subject = Subject::parse(uuid).unwrap();
        assert_eq!((subject.id(), &subject), (Some(id), &id.into()));
    }

    #[test]
    fn what_is_none_is_refused_by_its_rule() {
        let long = "x".repeat(256);
        for (text, rule) in [
            ("", NotASubject::Empty),
            (&*long, NotASubject::TooLong),
            ("zoë", NotASubject::NotAscii),
            ("a\nb", NotASubject::NotAscii),
            ("a\0", NotASubject::NotAscii),
            ("a\u{7f}", NotASubject::NotAscii),
            ("ada ", NotASubject::SpaceAround),
            (" ", NotASubject::SpaceAround),
            ("00000000-0000-0000-0000-000000000000", NotASubject::Nil),
        ] {
            assert_eq!(Subject::parse(text), Err(rule), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_said_as_it_came(text in "\\PC{0,300}|[ -~]{0,300}") {
            if let Ok(subject) = Subject::parse(&text) {
                prop_assert_eq!(subject.as_str(), &text);
                prop_assert!(text.is_ascii() && (1..=255).contains(&text.len()));
            }
        }
    }
}
