//! Refresh tokens (RFC 6749 §6, RFC 9700 §4.14): rotation, the forgiven repeat, and theft.
//!
//! The text is `lyr_` and base64url of `key id | grant id | generation | MAC`. It needs no row of its own: the grant
//! remembers which generation is live, and nothing in a stolen database can be turned into a token.

use std::fmt;
use std::time::Duration;

use super::client::Client;
use super::error::OAuthError;
use super::gate::GrantFacts;
use super::ids::GrantId;
use super::time::Timestamp;

/// How long after a rotation the predecessor yields the same successor again, while that is unused: the answer may
/// have been lost on its way (RFC 9700 §4.14.2 leaves the choice; RT-04).
pub const LOST_ANSWER: Duration = Duration::from_secs(30);

/// A refresh token whose MAC was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    /// The grant it belongs to.
    pub grant: GrantId,
    /// Counts rotations from 0.
    pub generation: u32,
}

/// A refresh token as it came; says nothing until its MAC was compared.
pub struct Presented {
    kid: u8,
    token: RefreshToken,
    mac: [u8; 32],
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Presented(…)")
    }
}

impl RefreshToken {
    /// What the MAC is computed over: grant id, then generation, big-endian.
    pub fn bytes(&self) -> [u8; 20] {
        unimplemented!()
    }

    /// The text for the client.
    pub fn to_text(&self, kid: u8, mac: &[u8; 32]) -> String {
        let _ = (kid, mac);
        unimplemented!()
    }

    /// The token that takes this one's place.
    pub fn successor(&self) -> Self {
        Self { grant: self.grant, generation: self.generation.saturating_add(1) }
    }
}

impl Presented {
    /// Takes the text apart; `None` when it is not a refresh token of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let _ = text;
        unimplemented!()
    }

    /// Which key the MAC was made with.
    pub fn kid(&self) -> u8 {
        self.kid
    }

    /// What the right MAC has to be computed over.
    pub fn bytes(&self) -> [u8; 20] {
        self.token.bytes()
    }

    /// The token, when its MAC is the right one.
    pub fn verify(self, right: &[u8; 32]) -> Option<RefreshToken> {
        aws_lc_rs::constant_time::verify_slices_are_equal(&self.mac, right).ok().map(|()| self.token)
    }
}

/// What to do about a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// Make the successor the live one, by one conditional statement, and answer with it.
    Rotate {
        /// The token to answer with.
        successor: RefreshToken,
    },
    /// Answer with the successor that exists, and change nothing.
    Repeat {
        /// The token to answer with.
        successor: RefreshToken,
    },
    /// It is in the wrong hands: revoke the grant, then refuse.
    Theft(OAuthError),
    /// Refuse, and change nothing.
    Refused(OAuthError),
}

/// Judges a refresh token of `client`, who is authenticated.
pub fn judge(presented: &RefreshToken, client: &Client, grant: &GrantFacts, now: Timestamp) -> RefreshVerdict {
    let _ = (presented, client, grant, now);
    unimplemented!()
}
