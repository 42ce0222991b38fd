//! A sign-in of which only the first factor is proven, on its way to the page that asks for the second. Sealed, for this browser and
//! ten minutes; it opens nothing by itself (attack rows AU-10, AU-16).

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use super::BrowserSession;
use crate::keys::{Purpose, Travels};
use crate::protocol::further::Further;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::users::User;

/// How long the second factor may take.
const LIFETIME: Duration = Duration::from_mins(10);

/// What is proven so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfSignIn {
    #[serde(rename = "b")]
    browser: [u8; 16],
    /// Who.
    #[serde(rename = "u")]
    pub user: UserId,
    /// When the first factor was proven.
    #[serde(rename = "a")]
    pub at: Timestamp,
    /// Which password was matched, by a hash of the stored one; none when none was.
    #[serde(rename = "p")]
    password: Option<[u8; 16]>,
    /// The person's epoch then.
    #[serde(rename = "e")]
    epoch: i64,
    /// "Keep me signed in".
    #[serde(rename = "k")]
    pub remember: bool,
    /// They are signed in, and prove it once more.
    #[serde(rename = "g")]
    pub again: bool,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

impl Travels for HalfSignIn {
    const PURPOSE: Purpose = Purpose::HalfSignIn;
    const VERSION: u8 = 1;
}

fn mark(user: &User) -> Option<[u8; 16]> {
    let hash = digest(&SHA256, user.password_hash.as_deref()?.as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(&hash.as_ref()[..16]);
    Some(short)
}

impl HalfSignIn {
    /// `user` proved the password in `session`'s browser at this moment. `again`: or did so for the sign-in they have.
    pub fn new(session: &BrowserSession, user: &User, remember: bool, again: bool) -> Self {
        Self {
            browser: session.browser().fingerprint(),
            user: user.id,
            at: session.sessions().clock.now(),
            password: mark(user),
            epoch: user.epoch,
            remember,
            again,
            further: Further::default(),
        }
    }

    /// The text for `?half=` and the hidden field.
    pub fn to_text(&self, session: &BrowserSession) -> String {
        let keys = &session.sessions().keys;
        keys.seal(self.at.plus(LIFETIME), self)
    }

    /// What was proven in this browser; none when the text is of another one, or too old.
    pub fn from_text(session: &BrowserSession, text: &str) -> Option<Self> {
        let sessions = session.sessions();
        let opened = sessions.keys.open::<Self>(text, sessions.clock.now());
        let half = opened.ok()?.value;
        (half.browser == session.browser().fingerprint()).then_some(half)
    }

    /// Whether it still says something about the account as it is now: the same password, and nothing ended all of its sign-ins.
    pub fn holds_for(&self, user: &User) -> bool {
        let same = self.user == user.id && self.epoch == user.epoch && self.password == mark(user);
        same && user.disabled_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn half_sign_ins_of_former_versions_open() {
        let half = HalfSignIn {
            browser: [3; 16],
            user: UserId(Uuid::from_u128(7)),
            at: NOW,
            password: Some([9; 16]),
            epoch: 4,
            remember: true,
            again: false,
            further: Further::default(),
        };
        opens_as("half", &half);
    }
}
