//! A browser in which somebody signed in before: its owner is not slowed down by strangers (attack row AU-05).

use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA256};
use aws_lc_rs::rand;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// Their epochs at that time, by the [`tag`] of each, for a cookie is short; of those whom a former version remembered, none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    epochs: Vec<(u32, i64)>,
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
            epochs: Vec::new(),
            further: Further::default(),
        })
    }
}

impl KnownDevice {
    /// The cookie's content after a successful sign-in in that epoch of the person's, from the one the browser had.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn after_sign_in(
        earlier: Option<Self>,
        (user, epoch): (UserId, i64),
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
                    epochs: Vec::new(),
                    further: Further::default(),
                }
            }
        };
        device.people.retain(|(other, _)| *other != user);
        device.people.insert(0, (user, now));
        device.people.truncate(MOST_PEOPLE);
        let others = device.people[1..].iter().map(|(other, _)| tag(*other));
        let others: Vec<u32> = others.collect();
        device.epochs.retain(|(tag, _)| others.contains(tag));
        device.epochs.push((tag(user), epoch));
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

    /// What it is listed as among the browsers that this person trusts.
    pub fn trusted_as(&self, user: UserId) -> Uuid {
        let mut context = Context::new(&SHA256);
        context.update(b"trusted-browser\0");
        context.update(user.0.as_bytes());
        context.update(&self.id);
        let mut id = [0; 16];
        id.copy_from_slice(&context.finish().as_ref()[..16]);
        uuid::Builder::from_custom_bytes(id).into_uuid()
    }

    /// What failures of this person in this browser are counted for, if they signed in here, and since the password was
    /// chosen and all their sign-ins were last ended: a thief's browser is then a stranger's again.
    pub fn subject(&self, user: &User) -> Option<Subject> {
        let counted = self.epochs.iter().find(|(of, _)| *of == tag(user.id));
        let known = match counted {
            Some((_, epoch)) => *epoch >= user.epoch,
            None => {
                let since = user.password_changed_at.unwrap_or(Timestamp(0));
                let here = |(id, at): &(UserId, Timestamp)| *id == user.id && *at >= since;
                self.people.iter().any(here)
            }
        };
        known.then(|| Subject::device(user.id, &self.id))
    }

    /// Whether this person signed in here at that time or later.
    pub fn was_used_since(&self, user: UserId, at: Timestamp) -> bool {
        let here = |(id, last): &(UserId, Timestamp)| *id == user && *last >= at;
        self.people.iter().any(here)
    }
}

/// Tells the few people of one browser apart: the end of an id is random.
fn tag(user: UserId) -> u32 {
    let [.., a, b, c, d] = *user.0.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn devices_of_former_versions_are_known() {
        let device = KnownDevice {
            id: [8; 16],
            people: vec![(UserId(Uuid::from_u128(2)), NOW)],
            epochs: Vec::new(),
            further: Further::default(),
        };
        opens_as("device", &device);
    }
}
