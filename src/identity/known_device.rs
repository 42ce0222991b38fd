//! A browser in which somebody signed in before: its owner is not slowed down by strangers (attack row AU-05).

use std::time::Duration;

use aws_lc_rs::rand;
use serde::{Deserialize, Serialize};

use super::throttle::Subject;
use crate::keys::{Keys, Purpose, Travels, positional};
use crate::protocol::further::Further;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::users::User;

/// How long a browser is known after a sign-in in it; also the cookie's `Max-Age`.
pub const LIFETIME: Duration = Duration::from_hours(24 * 180);

/// How many people one browser remembers; the one who was here last goes last.
const MOST_PEOPLE: usize = 4;

/// What the device cookie says: who signed in here, and when they last did. Made at a successful sign-in, sealed
/// (`Purpose::KnownDevice`), so nobody can make one without a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDevice {
    id: [u8; 16],
    people: Vec<(UserId, Timestamp)>,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

impl Travels for KnownDevice {
    const PURPOSE: Purpose = Purpose::KnownDevice;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        let (id, people) = positional(version, plain)?;
        Some(Self {
            id,
            people,
            further: Further::default(),
        })
    }
}

impl KnownDevice {
    /// The cookie's content after a successful sign-in, from the one the browser had.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn after_sign_in(
        earlier: Option<Self>,
        user: UserId,
        now: Timestamp,
    ) -> Result<Self, aws_lc_rs::error::Unspecified> {
        let mut device = match earlier {
            Some(device) => device,
            None => {
                let mut id = [0; 16];
                rand::fill(&mut id)?;
                Self {
                    id,
                    people: Vec::new(),
                    further: Further::default(),
                }
            }
        };
        device.people.retain(|(other, _)| *other != user);
        device.people.insert(0, (user, now));
        device.people.truncate(MOST_PEOPLE);
        Ok(device)
    }

    /// The cookie's value.
    pub fn seal(&self, keys: &Keys, now: Timestamp) -> String {
        keys.seal(now.plus(LIFETIME), self)
    }

    /// What the cookie says; nothing when it is not ours or too old.
    pub fn open(keys: &Keys, cookie: &str, now: Timestamp) -> Option<Self> {
        keys.open(cookie, now).ok().map(|opened| opened.value)
    }

    /// Whether nobody but this person signed in here.
    pub fn is_only_of(&self, user: UserId) -> bool {
        self.people.iter().all(|(other, _)| *other == user)
    }

    /// What failures of this person in this browser are counted for, if they signed in here, and since the password was
    /// chosen and all their sign-ins were last ended: a thief's browser is then a stranger's again.
    pub fn subject(&self, user: &User) -> Option<Subject> {
        let changed = user.password_changed_at.unwrap_or(Timestamp(0));
        let since = user.sessions_not_before.max(changed);
        let known = |(id, at): &(UserId, Timestamp)| *id == user.id && *at >= since;
        self.people
            .iter()
            .any(known)
            .then(|| Subject::device(user.id, &self.id))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn devices_of_former_versions_are_known() {
        let device = KnownDevice {
            id: [8; 16],
            people: vec![(UserId(Uuid::from_u128(2)), NOW)],
            further: Further::default(),
        };
        opens_as("device", &device);
    }
}
