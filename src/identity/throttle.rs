//! What slows guessing down (attack rows AU-04 to AU-08, FI-03, FI-04), without letting strangers lock anyone out.
//!
//! Failures are counted in rows, so that a restart or another node forgets nothing: of each network at each account, which is
//! what delays are for; of each network; and of an account as a whole, which makes strangers' delays longer and nobody else's. A
//! browser in which the person signed in before, or is signed in, is counted by itself: strangers never slow its owner.

use std::time::Duration;

use aws_lc_rs::digest;

use crate::network::Network;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::throttle::Counter;

/// Failures that cost nothing but the attempt: of one network at one account, or of a browser.
const FREE_FAILURES: i64 = 5;
/// The same at an account that many strangers guess at.
const FREE_WHEN_GUESSED_AT: i64 = 1;
/// Failures of strangers in a day, after which an account is guessed at (NIST SP 800-63B-4 §3.2.2 wants a bound of 100).
const GUESSED_AT: i64 = 100;
/// Failures of strangers in a day, after which they come one by one, whoever they are.
const BESIEGED: i64 = 1_000;
/// Between two strangers at a besieged account.
const PACE: Duration = Duration::from_secs(10);
const LONGEST_DELAY: Duration = Duration::from_mins(15);
/// How long failures are remembered that had no consequence yet.
const SHORT_MEMORY: Duration = Duration::from_hours(1);
/// How long the others are.
const MEMORY: Duration = Duration::from_hours(24);
const NETWORK_FAILURES: i64 = 30;
const SIGN_UPS: i64 = 30;
const SIGN_UPS_A_DAY: i64 = 200;
/// Of a million codes three are right at a time: so many tries leave a guesser three chances in a thousand a day.
const SECOND_FACTORS: i64 = 10;
const QUARTER: Duration = Duration::from_mins(15);
const MINUTE: Duration = Duration::from_mins(1);
/// Of one network, so many passwords are looked at together. That many find a place where passwords wait to be compared
/// ([`turns`](super::turns)), also beside as many sign-ups.
pub(super) const AT_ONCE_OF_A_NETWORK: u32 = 16;

/// No attempt is looked at before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlowDown {
    /// When the next attempt may be made.
    pub until: Timestamp,
}

impl SlowDown {
    /// How long there is to wait, at least a second.
    pub fn wait(self, now: Timestamp) -> Duration {
        self.until.since(now).max(Duration::from_secs(1))
    }
}

/// What failures are counted for: a rule, and the key of the row, which says nothing to who reads the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    rule: Rule,
    key: Key,
}

/// The key of a counter's row.
pub type Key = [u8; 32];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// A few free failures, then delays that double.
    Delays,
    /// What makes the delays of strangers longer.
    Account,
    /// So many in a window that begins with the first.
    Window { most: i64, length: Duration },
}

impl Subject {
    /// A network at what was typed as user name or e-mail address, in canonical form, whether or not somebody has it: then
    /// the counter tells nobody who exists. A person's two names have a counter each.
    pub fn stranger(login: &str, network: Network) -> Self {
        let parts = [b"stranger\0", login.as_bytes(), b"\0", network.octets()];
        Self::new(Rule::Delays, &parts)
    }

    /// All strangers at such a name.
    pub fn account(login: &str) -> Self {
        Self::new(Rule::Account, &[b"account\0", login.as_bytes()])
    }

    /// A person in a browser where they signed in before.
    pub fn device(user: UserId, device: &[u8; 16]) -> Self {
        Self::new(Rule::Delays, &[b"device\0", user.0.as_bytes(), device])
    }

    /// A person who is signed in and proves it again.
    pub fn sign_in(sign_in: SignInId) -> Self {
        Self::new(Rule::Delays, &[b"sign-in\0", sign_in.0.as_bytes()])
    }

    /// Whatever comes from there, also what is not looked at.
    pub fn network(network: Network) -> Self {
        let rule = Rule::Window {
            most: NETWORK_FAILURES,
            length: MINUTE,
        };
        Self::new(rule, &[b"address\0", network.octets()])
    }

    /// Accounts made from there in a minute, and in a day.
    pub fn sign_ups(network: Network) -> [Self; 2] {
        let windows: [(&[u8], i64, Duration); 2] = [
            (b"sign-up\0", SIGN_UPS, MINUTE),
            (b"sign-ups a day\0", SIGN_UPS_A_DAY, MEMORY),
        ];
        windows.map(|(name, most, length)| {
            Self::new(Rule::Window { most, length }, &[name, network.octets()])
        })
    }

    /// Wrong second factors of whoever knows a person's password, wherever they come from (attack row MF-04).
    pub fn second_factor(user: UserId) -> Self {
        let rule = Rule::Window {
            most: SECOND_FACTORS,
            length: QUARTER,
        };
        Self::new(rule, &[b"second-factor\0", user.0.as_bytes()])
    }

    /// Wrong recovery codes of whoever knows a person's password, from there. They are too long to be guessed, from wherever.
    pub fn recovery_code(user: UserId, network: Network) -> Self {
        Self::new(
            Rule::Delays,
            &[b"recovery-code\0", user.0.as_bytes(), network.octets()],
        )
    }

    /// The same in a browser, beside the passwords that failed in it.
    pub fn of_second_factor(self) -> Self {
        Self::new(self.rule, &[b"second-factor in\0", &self.key])
    }

    /// Wrong setup codes from there.
    pub fn setup(network: Network) -> Self {
        Self::new(Rule::Delays, &[b"setup\0", network.octets()])
    }

    fn new(rule: Rule, parts: &[&[u8]]) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        parts.iter().for_each(|part| context.update(part));
        let mut key = [0; 32];
        key.copy_from_slice(context.finish().as_ref());
        Self { rule, key }
    }

    /// The key of the row.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// When a first failure is forgotten.
    pub fn forgotten_at(&self, now: Timestamp) -> Timestamp {
        now.plus(match self.rule {
            Rule::Delays => SHORT_MEMORY,
            Rule::Account => MEMORY,
            Rule::Window { length, .. } => length,
        })
    }

    /// Whether another attempt may be made by what has failed.
    ///
    /// # Errors
    /// [`SlowDown`] with the moment to wait for.
    pub fn held(&self, counter: Option<Counter>, now: Timestamp) -> Result<(), SlowDown> {
        let counter = counter.filter(|counter| counter.expires_at > now);
        match counter.filter(|counter| counter.not_before > now) {
            Some(counter) => Err(SlowDown {
                until: counter.not_before,
            }),
            None => Ok(()),
        }
    }

    /// Whether it may be made now, beside the `in_flight` that are being made and may all fail (`at_account`: failures of
    /// strangers at the same account). Otherwise it waits for its turn: what is under way has not failed, and counts for nothing.
    pub fn has_room(
        &self,
        counter: Option<Counter>,
        in_flight: u32,
        at_account: i64,
        now: Timestamp,
    ) -> bool {
        let counter = counter.filter(|counter| counter.expires_at > now);
        let failures = counter.map_or(0, |counter| counter.failures);
        // Attempts at the same time do not get around the count: beyond the free ones they come one by one.
        let (free, at_once) = match self.rule {
            Rule::Delays => (free(at_account), u32::MAX),
            Rule::Account => (BESIEGED, u32::MAX),
            Rule::Window { most, .. } => (most, AT_ONCE_OF_A_NETWORK),
        };
        in_flight == 0 || (failures.saturating_add(in_flight.into()) < free && in_flight < at_once)
    }

    /// What follows from a counter whose last failure was `now`.
    pub fn after_failure(&self, counted: Counter, at_account: i64, now: Timestamp) -> Counter {
        match self.rule {
            Rule::Delays if counted.failures < free(at_account) => Counter {
                expires_at: now.plus(SHORT_MEMORY),
                ..counted
            },
            Rule::Delays => Counter {
                not_before: now.plus(delay(counted.failures - free(at_account))),
                expires_at: now.plus(MEMORY),
                ..counted
            },
            Rule::Account if counted.failures >= BESIEGED => Counter {
                not_before: now.plus(PACE).min(counted.expires_at),
                ..counted
            },
            Rule::Window { most, .. } if counted.failures >= most => Counter {
                not_before: counted.expires_at,
                ..counted
            },
            Rule::Account | Rule::Window { .. } => counted,
        }
    }

    /// Whether its count makes others' delays longer.
    pub fn is_account(&self) -> bool {
        self.rule == Rule::Account
    }
}

/// The failures that cost nothing, at an account where strangers failed so often.
fn free(at_account: i64) -> i64 {
    match at_account >= GUESSED_AT {
        true => FREE_WHEN_GUESSED_AT,
        false => FREE_FAILURES,
    }
}

/// 1·2ⁿ seconds after `n` failures beyond the free ones, up to [`LONGEST_DELAY`].
fn delay(beyond: i64) -> Duration {
    match u32::try_from(beyond) {
        Ok(n) => Duration::from_secs(1_u64.checked_shl(n).unwrap_or(u64::MAX)).min(LONGEST_DELAY),
        Err(_) if beyond > 0 => LONGEST_DELAY,
        Err(_) => Duration::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const START: Timestamp = Timestamp(1_000_000);

    fn network(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    fn ada() -> Subject {
        Subject::stranger("ada", network("192.0.2.7"))
    }

    fn address() -> Subject {
        Subject::network(network("192.0.2.7"))
    }

    /// What the store and the rule do together for one failure.
    fn fail_at(
        subject: &Subject,
        counter: Option<Counter>,
        at_account: i64,
        now: Timestamp,
    ) -> Counter {
        let fresh = Counter {
            failures: 0,
            not_before: now,
            expires_at: subject.forgotten_at(now),
        };
        let counter = counter
            .filter(|counter| counter.expires_at > now)
            .unwrap_or(fresh);
        let counted = Counter {
            failures: counter.failures + 1,
            ..counter
        };
        subject.after_failure(counted, at_account, now)
    }

    fn fail(subject: &Subject, counter: Option<Counter>, now: Timestamp) -> Counter {
        fail_at(subject, counter, 0, now)
    }

    /// Whether an attempt would be made at once.
    fn may(subject: &Subject, counter: Option<Counter>, in_flight: u32, now: Timestamp) -> bool {
        may_at(subject, counter, in_flight, 0, now)
    }

    fn may_at(
        subject: &Subject,
        counter: Option<Counter>,
        in_flight: u32,
        at_account: i64,
        now: Timestamp,
    ) -> bool {
        subject.held(counter, now).is_ok() && subject.has_room(counter, in_flight, at_account, now)
    }

    /// The waits before the first attempts of somebody who always fails and never waits longer than they must.
    fn waits(at_account: i64, attempts: usize) -> Vec<u64> {
        let (mut counter, mut now) = (None, START);
        (0..attempts)
            .map(|_| {
                let held = ada().held(counter, now);
                let until = held.err().map_or(now, |slow| slow.until);
                let wait = until.since(now).as_secs();
                now = until;
                let may = may_at(&ada(), counter, 0, at_account, now);
                assert!(may, "the wait is over at its end");
                counter = Some(fail_at(&ada(), counter, at_account, now));
                wait
            })
            .collect()
    }

    #[test]
    fn a_stranger_has_five_free_failures_at_an_account_and_then_doubling_delays() {
        assert_eq!(
            waits(0, 18),
            [
                0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900
            ]
        );
    }

    #[test]
    fn fi_04_where_many_guess_each_stranger_has_one_free_failure() {
        assert_eq!(waits(GUESSED_AT, 6), [0, 1, 2, 4, 8, 16]);
    }

    #[test]
    fn fi_04_strangers_at_a_besieged_account_come_one_by_one_and_cannot_hold_the_door() {
        let account = Subject::account("ada");
        let counter = Counter {
            failures: BESIEGED,
            not_before: START,
            expires_at: START.plus(MEMORY),
        };
        let held = account.after_failure(counter, 0, START);
        assert_eq!(held.not_before, START.plus(PACE));
        assert!(!may(&account, Some(held), 0, START));
        let next = START.plus(PACE);
        assert!(may(&account, Some(held), 0, next));
        assert!(!may(&account, Some(held), 1, next), "one");
        // Whoever is refused changes nothing; the day ends in any case.
        let last = account.after_failure(counter, 0, START.plus(MEMORY - Duration::from_secs(1)));
        assert_eq!(last.not_before, START.plus(MEMORY));
        let fewer = Counter {
            failures: BESIEGED - 1,
            ..counter
        };
        assert_eq!(account.after_failure(fewer, 0, START), fewer);
    }

    #[test]
    fn failures_without_consequence_are_forgotten_sooner() {
        let first = fail(&ada(), None, START);
        assert_eq!(first.expires_at, START.plus(SHORT_MEMORY));
        let counter = (0..40).fold(None, |counter, _| Some(fail(&ada(), counter, START)));
        let counter = counter.unwrap();
        assert_eq!(counter.expires_at, START.plus(MEMORY));
        let next_day = START.plus(MEMORY);
        assert_eq!(fail(&ada(), Some(counter), next_day).failures, 1);
        assert!(may(&ada(), Some(counter), 0, next_day));
    }

    #[test]
    fn a_network_has_thirty_failures_a_minute() {
        let subject = address();
        let mut counter = None;
        for n in 0..30 {
            let now = START.plus(Duration::from_secs(n));
            assert!(may(&subject, counter, 0, now), "{n}");
            counter = Some(fail(&subject, counter, now));
        }
        let until = START.plus(MINUTE);
        assert_eq!(
            subject.held(counter, START.plus(Duration::from_secs(30))),
            Err(SlowDown { until })
        );
        assert!(may(&subject, counter, 0, until));
        assert_eq!(fail(&subject, counter, until).failures, 1);
    }

    #[test]
    fn fi_17_a_network_makes_two_hundred_accounts_a_day() {
        let [a_minute, a_day] = Subject::sign_ups(network("192.0.2.7"));
        let counter = (0..200).fold(None, |counter, _| Some(fail(&a_day, counter, START)));
        let tomorrow = START.plus(Duration::from_hours(24));
        assert_eq!(
            a_day.held(counter, START.plus(MINUTE)),
            Err(SlowDown { until: tomorrow })
        );
        assert!(may(&a_day, counter, 0, tomorrow));
        assert_ne!(a_minute.key(), a_day.key());
    }

    #[test]
    fn attempts_at_the_same_time_do_not_get_around_the_count() {
        assert!(may(&ada(), None, 4, START));
        assert!(!may(&ada(), None, 5, START));
        assert!(!may_at(&ada(), None, 1, GUESSED_AT, START));
        let counter = (0..9).fold(None, |counter, _| Some(fail(&ada(), counter, START)));
        let later = START.plus(Duration::from_mins(20));
        assert!(may(&ada(), counter, 0, later));
        let one_by_one = !may(&ada(), counter, 1, later);
        assert!(one_by_one, "beyond the free failures");
        assert!(may(&address(), None, AT_ONCE_OF_A_NETWORK - 1, START));
        assert!(!may(&address(), None, AT_ONCE_OF_A_NETWORK, START));
        let counter = (0..25).fold(None, |counter, _| Some(fail(&address(), counter, START)));
        assert!(may(&address(), counter, 4, START));
        assert!(!may(&address(), counter, 5, START), "all may fail");
    }

    #[test]
    fn keys_tell_subjects_apart_and_group_addresses() {
        let user = UserId(Uuid::from_u128(7));
        let (here, there) = (network("192.0.2.7"), network("192.0.2.8"));
        let keys = [
            ada(),
            Subject::stranger("ada", there),
            Subject::stranger("ada@example.com", here),
            Subject::stranger("", here),
            Subject::account("ada"),
            Subject::account("ada@example.com"),
            Subject::device(user, &[1; 16]),
            Subject::device(user, &[2; 16]),
            Subject::device(UserId(Uuid::from_u128(8)), &[1; 16]),
            Subject::sign_in(SignInId(Uuid::from_u128(7))),
            address(),
            Subject::network(there),
            Subject::sign_ups(there)[0],
            Subject::sign_ups(there)[1],
            Subject::setup(here),
            Subject::setup(there),
            Subject::network(network("2001:db8:0:1::7")),
            Subject::network(network("2001:db8:0:2::7")),
        ];
        assert_eq!(
            keys.iter()
                .map(Subject::key)
                .collect::<std::collections::HashSet<_>>()
                .len(),
            keys.len()
        );
    }

    #[test]
    fn b6_a_wait_is_told_as_it_is() {
        for (seconds, wait) in [(0, 1), (1, 1), (4, 4), (61, 61), (900, 900)] {
            let slow = SlowDown {
                until: START.plus(Duration::from_secs(seconds)),
            };
            assert_eq!(slow.wait(START), Duration::from_secs(wait));
        }
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_the_limit(
            failures in 0..i64::MAX / 2, at_account in 0..i64::MAX, ago in 0_i64..100_000,
        ) {
            for subject in [ada(), address(), Subject::account("ada")] {
                let before = Counter { failures, not_before: START, expires_at: Timestamp(START.0 + ago) };
                let after = fail_at(&subject, Some(before), at_account, START);
                if let Err(SlowDown { until }) = subject.held(Some(after), START) {
                    prop_assert!(until.since(START) <= LONGEST_DELAY.max(Duration::from_secs(ago as u64)));
                }
                prop_assert!(after.expires_at >= after.not_before);
            }
        }
    }
}
