//! The people a browser knows, sealed in a cookie of its own: who asked to be shown on the sign-in page, and who is signed in
//! besides the one in the session.
//!
//! It holds ids only. Names are read when the page is shown: they may change, the cookie stays far below what browsers keep,
//! and a stolen one names nobody. It lists at most five, so that is at most five rows, and nobody but us can make one.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::limits::{self, SignedIn};
use crate::keys::{Keys, Purpose, Travels, positional};
use crate::protocol::further::Further;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;

/// How many people one browser knows besides the one in the session.
pub const MOST_PEOPLE: usize = 5;

/// How long a browser knows them after it last learned something; also the cookie's `Max-Age`.
pub const LIFETIME: Duration = Duration::from_secs(180 * 86_400);

/// The people, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People(Vec<Entry>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    #[serde(rename = "u")]
    user: UserId,
    /// They asked to be shown on the sign-in page, also when they are signed out.
    #[serde(rename = "s")]
    shown: bool,
    #[serde(rename = "p")]
    parked: Option<Parked>,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

/// A sign-in that waits while somebody else's is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Parked {
    #[serde(rename = "i")]
    signed_in: SignedIn,
    /// The browser window, by its own cookie: without "Keep me signed in" the sign-in ends with it.
    #[serde(rename = "w")]
    window: [u8; 16],
}

impl Travels for People {
    const PURPOSE: Purpose = Purpose::Remembered;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        type First = (UserId, bool, Option<(limits::First, [u8; 16])>);
        let entry = |(user, shown, parked): First| Entry {
            user,
            shown,
            parked: parked.map(|(signed_in, window)| Parked {
                signed_in: SignedIn::first(signed_in),
                window,
            }),
            further: Further::default(),
        };
        let entries: Vec<First> = positional(version, plain)?;
        Some(Self(entries.into_iter().map(entry).collect()))
    }
}

impl Entry {
    fn is_idle(&self) -> bool {
        !self.shown && self.parked.is_none()
    }
}

impl People {
    /// What the cookie says; nothing when it is not ours, too old, or sealed for something else. Tells also whether a former
    /// key opened it.
    pub(super) fn open(keys: &Keys, text: &str, now: Timestamp) -> Option<(Self, bool)> {
        let opened = keys.open::<Self>(text, now).ok()?;
        Some((opened.value, opened.old_key))
    }

    /// The cookie's value.
    pub(super) fn seal(&self, keys: &Keys, now: Timestamp) -> String {
        keys.seal(now.plus(LIFETIME), self)
    }

    /// Whether it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any of it outlives the browser window.
    pub(super) fn outlives_window(&self) -> bool {
        let kept = |parked: &Parked| parked.signed_in.remember;
        self.0
            .iter()
            .any(|entry| entry.shown || entry.parked.as_ref().is_some_and(kept))
    }

    /// Everybody, the latest first.
    pub fn users(&self) -> impl Iterator<Item = UserId> {
        self.0.iter().map(|entry| entry.user)
    }

    /// Whether this person asked to be shown.
    pub fn shows(&self, user: UserId) -> bool {
        self.0.iter().any(|entry| entry.user == user && entry.shown)
    }

    /// The sign-in of this person that waits, as seen from the browser window `window`.
    pub(super) fn parked(&self, user: UserId, window: &[u8; 16]) -> Option<&SignedIn> {
        let entry = self.0.iter().find(|entry| entry.user == user)?;
        let parked = entry.parked.as_ref()?;
        (parked.signed_in.remember || parked.window == *window).then_some(&parked.signed_in)
    }

    /// Puts a sign-in aside. Returns those that no longer fit or whose place it takes, which have to be ended.
    #[must_use]
    pub(super) fn park(&mut self, signed_in: SignedIn, window: [u8; 16]) -> Vec<SignInId> {
        let id = signed_in.id;
        let mut entry = self.entry(signed_in.user);
        let before = entry.parked.replace(Parked { signed_in, window });
        let mut dropped = self.put_first(entry);
        let before = before.map(|before| before.signed_in.id);
        dropped.extend(before.filter(|before| *before != id));
        dropped
    }

    /// Remembers that this person is to be shown. Returns the sign-ins that no longer fit, which have to be ended.
    #[must_use]
    pub(super) fn show(&mut self, user: UserId) -> Vec<SignInId> {
        let mut entry = self.entry(user);
        entry.shown = true;
        self.put_first(entry)
    }

    /// What is known of this person.
    fn entry(&self, user: UserId) -> Entry {
        let known = self.0.iter().find(|entry| entry.user == user);
        known.cloned().unwrap_or(Entry {
            user,
            shown: false,
            parked: None,
            further: Further::default(),
        })
    }

    /// Takes the sign-in of this person out, if one waits.
    pub(super) fn take(&mut self, user: UserId) -> Option<SignedIn> {
        let entry = self.0.iter_mut().find(|entry| entry.user == user)?;
        let parked = entry.parked.take();
        self.0.retain(|entry| !entry.is_idle());
        parked.map(|parked| parked.signed_in)
    }

    /// Takes this sign-in out, if it waits.
    pub(super) fn take_one(&mut self, id: SignInId) -> Vec<SignInId> {
        let is = |entry: &&Entry| {
            let parked = entry.parked.as_ref();
            parked.is_some_and(|parked| parked.signed_in.id == id)
        };
        let user = self.0.iter().find(is).map(|entry| entry.user);
        let taken = user.and_then(|user| self.take(user));
        taken.into_iter().map(|taken| taken.id).collect()
    }

    /// Takes every sign-in out.
    pub(super) fn take_all(&mut self) -> Vec<SignInId> {
        let users: Vec<_> = self.users().collect();
        let taken = users.into_iter().filter_map(|user| self.take(user));
        taken.map(|signed_in| signed_in.id).collect()
    }

    /// Knows this person no more.
    pub(super) fn forget(&mut self, user: UserId) {
        self.0.retain(|entry| entry.user != user);
    }

    fn put_first(&mut self, entry: Entry) -> Vec<SignInId> {
        self.forget(entry.user);
        self.0.insert(0, entry);
        let dropped = self.0.split_off(self.0.len().min(MOST_PEOPLE));
        let parked = dropped.into_iter().filter_map(|entry| entry.parked);
        parked.map(|parked| parked.signed_in.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::keys::kept_tests::opens_as;
    use crate::session::sealed::MAX_COOKIE_BYTES;

    const HERE: [u8; 16] = [1; 16];
    const NOW: Timestamp = Timestamp(1_800_000_000);

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    fn signed_in(number: u128, remember: bool) -> SignedIn {
        SignedIn {
            id: SignInId(Uuid::from_u128(number + 1000)),
            user: user(number),
            auth_time: NOW,
            amr: vec!["pwd".into()],
            born: NOW,
            seen: NOW,
            remember,
            generation: 0,
            bound: None,
            unbound: false,
            further: Further::default(),
        }
    }

    #[test]
    fn the_latest_come_first_and_the_oldest_drops_out() {
        let mut people = People::default();
        assert_eq!(people.park(signed_in(0, true), HERE), []);
        for number in 1..5 {
            assert_eq!(people.show(user(number)), []);
        }
        assert_eq!(people.show(user(5)), [signed_in(0, true).id]);
        assert_eq!(people.show(user(3)), [], "known already");
        let order: Vec<_> = people.users().collect();
        assert_eq!(order, [3, 5, 4, 2, 1].map(user));
    }

    #[test]
    fn whoever_did_not_ask_to_be_shown_is_gone_with_the_sign_in() {
        let mut people = People::default();
        for number in [1, 2] {
            assert_eq!(people.park(signed_in(number, false), HERE), []);
        }
        assert_eq!(people.show(user(2)), []);
        assert!(people.shows(user(2)) && !people.shows(user(1)));
        assert_eq!(people.take(user(2)), Some(signed_in(2, false)));
        assert_eq!(people.take(user(2)), None, "once");
        assert_eq!(people.take_all(), [signed_in(1, false).id]);
        assert_eq!(people.users().collect::<Vec<_>>(), [user(2)]);
        people.forget(user(2));
        assert!(people.is_empty());
    }

    #[test]
    fn a_sign_in_takes_the_place_of_the_one_before() {
        let mut people = People::default();
        assert_eq!(people.park(signed_in(1, true), HERE), []);
        assert_eq!(people.show(user(1)), []);
        assert_eq!(people.park(signed_in(1, true), HERE), [], "the same again");
        let newer = SignedIn {
            id: SignInId(Uuid::from_u128(7)),
            ..signed_in(1, true)
        };
        assert_eq!(people.park(newer.clone(), HERE), [signed_in(1, true).id]);
        assert!(people.shows(user(1)));
        assert_eq!(people.take(user(1)), Some(newer));
    }

    #[test]
    fn a_sign_in_that_was_not_to_be_kept_ends_with_the_window() {
        let mut people = People::default();
        assert_eq!(people.park(signed_in(1, false), HERE), []);
        assert!(!people.outlives_window());
        assert_eq!(people.park(signed_in(2, true), HERE), []);
        assert!(people.outlives_window());
        let parked = |number, window| people.parked(user(number), window).is_some();
        assert!(parked(1, &HERE) && parked(2, &HERE));
        assert!(!parked(1, &[2; 16]) && parked(2, &[2; 16]));
    }

    #[test]
    fn cs_09_five_people_with_everything_to_say_fit_by_far() {
        let keys = crate::keys::testing::keys("https://id.example.com", NOW);
        let mut people = People::default();
        // Every method of RFC 8176.
        let amr =
            "face fpt geo hwk iris kba mca mfa otp pin pwd rba retina sc sms swk tel user vbm wia";
        for number in 0..MOST_PEOPLE as u128 {
            let amr = amr.split(' ').map(str::to_owned).collect();
            let signed_in = SignedIn {
                amr,
                ..signed_in(number, true)
            };
            assert_eq!(people.park(signed_in, HERE), []);
            assert_eq!(people.show(user(number)), []);
        }
        let text = people.seal(&keys, NOW);
        assert!(text.len() < MAX_COOKIE_BYTES / 2, "{} bytes", text.len());
        assert_eq!(People::open(&keys, &text, NOW), Some((people, false)));
        assert_eq!(People::open(&keys, &text, NOW.plus(LIFETIME)), None);
    }

    #[test]
    fn those_of_former_versions_open() {
        let mut people = People::default();
        let generation = 3;
        let waiting = SignedIn {
            id: SignInId(Uuid::from_u128(1)),
            generation,
            ..signed_in(2, true)
        };
        assert_eq!(people.park(waiting, [6; 16]), []);
        assert_eq!(people.show(user(9)), []);
        opens_as("people", &people);
    }

    #[test]
    fn cs_04_it_is_no_session_and_no_session_is_it() {
        let keys = crate::keys::testing::keys("https://id.example.com", NOW);
        let mut people = People::default();
        assert_eq!(people.park(signed_in(1, true), HERE), []);
        let text = people.seal(&keys, NOW);
        macro_rules! no_other {
            ($($purpose:ident)*) => {$({
                #[derive(Debug, Serialize, Deserialize)]
                struct Other(People);
                impl Travels for Other {
                    const PURPOSE: Purpose = Purpose::$purpose;
                    const VERSION: u8 = 2;
                }
                assert!(keys.open::<Other>(&text, NOW).is_err());
                let other = keys.seal(NOW.plus(LIFETIME), &Other(people.clone()));
                assert_eq!(People::open(&keys, &other, NOW), None);
            })*};
        }
        no_other!(Session KnownDevice Draft);
    }
}
