//! Scope (RFC 6749 §3.3): a short ordered set of words.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::OAuthError;

/// Asks for OpenID Connect (OIDC Core §3.1.2.1).
pub const OPENID: &str = "openid";
/// Asks for a refresh token that outlives the sign-in (OIDC Core §11).
pub const OFFLINE_ACCESS: &str = "offline_access";
/// What the server itself knows; a client may register further words of its own resource servers.
pub const STANDARD: [&str; 6] = [
    OPENID,
    "profile",
    "email",
    "address",
    "phone",
    OFFLINE_ACCESS,
];

const MOST_WORDS: usize = 64;
const LONGEST_WORD: usize = 256;

/// A set of scope words in the order in which they came, each once. Empty is possible.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScopeSet(Vec<String>);

/// Why a scope text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScopeError {
    /// More words than anyone needs (AZ-14).
    #[error("more than {MOST_WORDS} scope words")]
    TooMany,
    /// One word is too long.
    #[error("a scope word of more than {LONGEST_WORD} characters")]
    TooLong,
    /// RFC 6749 §3.3 allows `%x21 / %x23-5B / %x5D-7E`.
    #[error("a character that a scope may not have")]
    Character,
}

impl From<ScopeError> for OAuthError {
    fn from(error: ScopeError) -> Self {
        Self::invalid_scope(format!("The scope has {error}."))
    }
}

impl ScopeSet {
    /// The words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `word` is in it.
    pub fn contains(&self, word: &str) -> bool {
        self.0.iter().any(|own| own == word)
    }

    /// Whether every word of this set is in `other`.
    pub fn is_subset_of(&self, other: &Self) -> bool {
        self.iter().all(|word| other.contains(word))
    }

    /// This set, then what `other` adds.
    pub fn union(&self, other: &Self) -> Self {
        Self(
            self.iter()
                .chain(other.minus(self).iter())
                .map(str::to_owned)
                .collect(),
        )
    }

    /// This set, then these words.
    pub fn with<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = self.clone();
        for word in words {
            if !all.contains(word) {
                all.0.push(word.to_owned());
            }
        }
        all
    }

    /// Whether access goes on while the person is away. With `openid`, `offline_access` asks for that (OIDC Core
    /// §11); plain OAuth has no such word, and no sign-in that the access could end with.
    pub fn is_offline(&self) -> bool {
        self.contains(OFFLINE_ACCESS) || !self.contains(OPENID)
    }

    /// The words that are not in `other`.
    pub fn minus(&self, other: &Self) -> Self {
        self.filtered(|word| !other.contains(word))
    }

    /// The words that are in `other` as well.
    pub fn intersection(&self, other: &Self) -> Self {
        self.filtered(|word| other.contains(word))
    }

    /// This set without one word.
    pub fn without(&self, word: &str) -> Self {
        self.filtered(|own| own != word)
    }

    fn filtered(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(
            self.iter()
                .filter(|word| keep(word))
                .map(str::to_owned)
                .collect(),
        )
    }
}

impl FromStr for ScopeSet {
    type Err = ScopeError;

    /// Parses words separated by spaces; a word that comes twice counts once.
    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let mut words: Vec<String> = Vec::new();
        for (index, word) in text.split(' ').filter(|word| !word.is_empty()).enumerate() {
            if index == MOST_WORDS {
                return Err(ScopeError::TooMany);
            }
            if word.len() > LONGEST_WORD {
                return Err(ScopeError::TooLong);
            }
            if !word
                .bytes()
                .all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
            {
                return Err(ScopeError::Character);
            }
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        Ok(Self(words))
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}

impl Serialize for ScopeSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ScopeSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set(text: &str) -> ScopeSet {
        text.parse().unwrap()
    }

    #[test]
    fn words_keep_their_order_and_count_once() {
        assert_eq!(
            set("openid  email openid profile ").to_string(),
            "openid email profile"
        );
        assert_eq!(
            set("email openid")
                .union(&set("openid profile"))
                .to_string(),
            "email openid profile"
        );
        assert_eq!(set("a b c").minus(&set("b")).to_string(), "a c");
        assert!(set("").is_empty());
    }

    #[test]
    fn az_14_a_scope_has_bounds() {
        let many = (0..65).map(|i| format!("s{i} ")).collect::<String>();
        assert_eq!(many.parse::<ScopeSet>(), Err(ScopeError::TooMany));
        assert_eq!(
            "a ".repeat(100_000).parse::<ScopeSet>(),
            Err(ScopeError::TooMany)
        );
        assert_eq!(
            "a".repeat(1_000_000).parse::<ScopeSet>(),
            Err(ScopeError::TooLong)
        );
        assert!("a".repeat(256).parse::<ScopeSet>().is_ok());
    }

    #[test]
    fn only_the_characters_of_rfc_6749_are_allowed() {
        for text in ["a\tb", "a\nb", "a\"b", "a\\b", "é", "a\u{7f}", "a\0"] {
            assert_eq!(
                text.parse::<ScopeSet>(),
                Err(ScopeError::Character),
                "{text:?}"
            );
        }
        assert!("!#[]~https://api.example/read".parse::<ScopeSet>().is_ok());
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in ".{0,300}") {
            let _ = text.parse::<ScopeSet>();
        }

        #[test]
        fn print_then_parse_is_identity(words in prop::collection::vec("[!#-\\[\\]-~]{1,8}", 0..8)) {
            let scope = set(&words.join(" "));
            prop_assert_eq!(set(&scope.to_string()), scope.clone());
            let bytes = postcard::to_stdvec(&scope).unwrap();
            prop_assert_eq!(postcard::from_bytes::<ScopeSet>(&bytes).unwrap(), scope);
        }

        #[test]
        fn difference_and_intersection_are_the_whole(a in "[a-e ]{0,12}", b in "[a-e ]{0,12}") {
            let (a, b) = (set(&a), set(&b));
            let (only, both) = (a.minus(&b), a.intersection(&b));
            prop_assert!(both.is_subset_of(&a) && both.is_subset_of(&b));
            prop_assert!(only.iter().all(|word| !b.contains(word)));
            prop_assert!(only.union(&both).is_subset_of(&a) && a.is_subset_of(&only.union(&both)));
            prop_assert_eq!(a.is_subset_of(&b), only.is_empty());
        }
    }
}
