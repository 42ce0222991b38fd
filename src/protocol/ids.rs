//! Identifiers as types, so that one kind is never taken for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this server")]
pub struct NotAnId;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            /// Parses the hyphenated form in lower case, as it appears in URLs and claims; no other, so that one id is one text.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let id = Uuid::try_parse(text).map_err(|_| NotAnId)?;
                let mut written = Uuid::encode_buffer();
                let same = id.hyphenated().encode_lower(&mut written) == text;
                same.then_some(Self(id)).ok_or(NotAnId)
            }
        }
    };
}

uuid_id! {
    /// A person's account; its text form is the `sub` claim, unless the account has [another](super::subject::Subject) (OIDC Core §2).
    UserId
}
uuid_id! {
    /// One authorization of a client by a person. It is also the id of the authorization code that bought it
    /// and of the authorization request that led to it, so that one request yields one grant at the most.
    GrantId
}
uuid_id! {
    /// One sign-in of a person on one device; its text form is the `sid` claim.
    SignInId
}
uuid_id! {
    /// A group of people.
    GroupId
}
uuid_id! {
    /// A resource server that administrators look after.
    ResourceServerId
}
uuid_id! {
    /// One access token (`jti`, RFC 7519 §4.1.7).
    TokenId
}

/// A client identifier (RFC 6749 §2.2). One that the server makes has `[a-z0-9-]` and never the form of a `UserId`; one that was brought
/// along may have all of `[A-Za-z0-9._~-]`, which go through URLs as they are.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct ClientId(pub String);

/// The most characters of a client id; those that are made have 31.
const LONGEST_CLIENT_ID: usize = 64;

impl std::str::FromStr for ClientId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let fits = (1..=LONGEST_CLIENT_ID).contains(&text.len()) && text.bytes().all(plain);
        // Not the names of folders that paths are resolved by.
        let fits = fits && !text.starts_with('.');
        fits.then(|| Self(text.to_owned())).ok_or(NotAnId)
    }
}

impl ClientId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
