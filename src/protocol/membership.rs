//! What somebody is among others: the groups they are in, and their roles at an app (RFC 9068 §2.2.3.1, RFC 7643 §4.1.2).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The most characters of a group's or a role's name.
const LONGEST: usize = 64;

/// A text that names no group and no role, by the rule that it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAName {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// More than 64 characters.
    #[error("it has more than {LONGEST} characters")]
    TooLong,
    /// Apps split lists of names at spaces and commas, and write them into headers.
    #[error(
        "it may have letters a-z, digits and . _ : @ / + - only, and begins with a letter or digit"
    )]
    Character,
}

fn check(text: &str) -> Result<(), NotAName> {
    if text.is_empty() {
        return Err(NotAName::Empty);
    }
    if text.len() > LONGEST {
        return Err(NotAName::TooLong);
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._:@/+-".contains(&byte);
    match text.bytes().all(fits) && text.as_bytes()[0].is_ascii_alphanumeric() {
        true => Ok(()),
        false => Err(NotAName::Character),
    }
}

/// A group's name as apps read it: small letters, so that no two groups differ in that alone.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
#[serde(try_from = "String", into = "String")]
pub struct GroupName(String);

/// A role's name as its app reads it; capital letters are others than small ones.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
#[serde(try_from = "String", into = "String")]
pub struct RoleName(String);

impl FromStr for GroupName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        check(text).map(|()| Self(text.to_ascii_lowercase()))
    }
}

impl FromStr for RoleName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        check(text).map(|()| Self(text.to_owned()))
    }
}

macro_rules! is_text {
    ($($name:ident)*) => {$(
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAName;

            fn try_from(text: String) -> Result<Self, NotAName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    )*};
}

is_text!(GroupName RoleName);

/// What somebody is, as one app is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Membership {
    /// The groups they are in, and those that these belong to; in order, each once.
    pub groups: Vec<String>,
    /// What they are at the app; in order, each once.
    pub roles: Vec<String>,
    /// The thumbprint of the key of the device that their sign-in is bound to.
    pub device_key: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_apps_can_read_in_a_list() {
        for (text, name) in [
            ("engineering", Ok("engineering")),
            (" Platform-Team ", Ok("platform-team")),
            ("system:masters", Ok("system:masters")),
            ("org/team+x@1_2.3", Ok("org/team+x@1_2.3")),
            ("", Err(NotAName::Empty)),
            ("a b", Err(NotAName::Character)),
            ("a,b", Err(NotAName::Character)),
            ("-a", Err(NotAName::Character)),
            ("grün", Err(NotAName::Character)),
            ("a\"b", Err(NotAName::Character)),
        ] {
            let parsed = text.parse::<GroupName>();
            assert_eq!(
                parsed.as_ref().map(GroupName::as_str),
                name.as_ref().copied(),
                "{text:?}"
            );
        }
        assert_eq!("a".repeat(65).parse::<GroupName>(), Err(NotAName::TooLong));
        assert_eq!("Admin".parse::<RoleName>().unwrap().as_str(), "Admin");
    }
}
