//! What slows guessing down (attack rows AU-04 to AU-08), without letting strangers lock anyone out.
//!
//! Failures are counted per account and per address in rows, so that a restart or another node forgets nothing.
//! A browser in which the person signed in before is counted by itself: its owner is never slowed by strangers.

use std::net::IpAddr;
use std::time::Duration;

use aws_lc_rs::digest;

use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::throttle::Counter;

/// Failures that cost nothing but the attempt.
const FREE_FAILURES: i64 = 5;
const LONGEST_DELAY: Duration = Duration::from_mins(15);
/// After a day without a failure an account starts afresh.
const ACCOUNT_MEMORY: Duration = Duration::from_hours(24);
const ADDRESS_FAILURES: i64 = 30;
const ADDRESS_WINDOW: Duration = Duration::from_mins(1);

/// No attempt is looked at before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlowDown {
    /// When the next attempt may be made.
    pub until: Timestamp,
}

impl SlowDown {
    /// The wait in whole minutes, at least one, as pages say it.
    pub fn minutes(self, now: Timestamp) -> u64 {
        self.until.since(now).as_secs().div_ceil(60).max(1)
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
    Account,
    Address,
}

impl Subject {
    /// What was typed as user name or e-mail address, in canonical form, whether or not somebody has it: then the
    /// counter tells nobody who exists. A person's two names have a counter each.
    pub fn account(login: &str) -> Self {
        Self::new(Rule::Account, &[b"account\0", login.as_bytes()])
    }

    /// A person in a browser where they signed in before.
    pub fn device(user: UserId, device: &[u8; 16]) -> Self {
        Self::new(Rule::Account, &[b"device\0", user.0.as_bytes(), device])
    }

    /// An IPv4 address, or the /64 network of an IPv6 address.
    pub fn address(address: IpAddr) -> Self {
        Self::new(Rule::Address, &[b"address\0", &network(address)])
    }

    /// As [`Self::address`], for accounts made from there.
    pub fn sign_up(address: IpAddr) -> Self {
        Self::new(Rule::Address, &[b"sign-up\0", &network(address)])
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
            Rule::Account => ACCOUNT_MEMORY,
            Rule::Address => ADDRESS_WINDOW,
        })
    }

    /// Whether another attempt may be made (`in_flight`: those being made now, which may all fail).
    ///
    /// # Errors
    /// [`SlowDown`] with the moment to wait for.
    pub fn judge(
        &self,
        counter: Option<Counter>,
        in_flight: u32,
        now: Timestamp,
    ) -> Result<(), SlowDown> {
        let counter = counter.filter(|counter| counter.expires_at > now);
        if let Some(Counter {
            not_before: until, ..
        }) = counter.filter(|counter| counter.not_before > now)
        {
            return Err(SlowDown { until });
        }
        let failures = counter
            .map_or(0, |counter| counter.failures)
            .saturating_add(in_flight.into());
        // Attempts at the same time do not get around the count: beyond the free ones they come one by one.
        let crowded = in_flight > 0
            && match self.rule {
                Rule::Account => failures >= FREE_FAILURES,
                Rule::Address => failures >= ADDRESS_FAILURES,
            };
        if crowded {
            Err(SlowDown {
                until: now.plus(Duration::from_secs(1)),
            })
        } else {
            Ok(())
        }
    }

    /// What follows from a counter whose last failure was `now`.
    pub fn after_failure(&self, counted: Counter, now: Timestamp) -> Counter {
        match self.rule {
            Rule::Account => Counter {
                not_before: now.plus(delay(counted.failures)),
                expires_at: now.plus(ACCOUNT_MEMORY),
                ..counted
            },
            Rule::Address if counted.failures >= ADDRESS_FAILURES => Counter {
                not_before: counted.expires_at,
                ..counted
            },
            Rule::Address => counted,
        }
    }
}

/// 1·2ⁿ seconds after the free failures, up to [`LONGEST_DELAY`].
fn delay(failures: i64) -> Duration {
    match u32::try_from(failures - FREE_FAILURES) {
        Ok(n) => Duration::from_secs(1_u64.checked_shl(n).unwrap_or(u64::MAX)).min(LONGEST_DELAY),
        Err(_) if failures > FREE_FAILURES => LONGEST_DELAY,
        Err(_) => Duration::ZERO,
    }
}

/// What one subscriber holds: an IPv4 address, or an IPv6 /64.
fn network(address: IpAddr) -> [u8; 16] {
    let mut bytes = match address.to_canonical() {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    };
    if address.to_canonical().is_ipv6() {
        bytes[8..].fill(0);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const START: Timestamp = Timestamp(1_000_000);

    fn ada() -> Subject {
        Subject::account("ada")
    }

    fn address(text: &str) -> Subject {
        Subject::address(text.parse().unwrap())
    }

    /// What the store and the rule do together for one failure.
    fn fail(subject: &Subject, counter: Option<Counter>, now: Timestamp) -> Counter {
        let fresh = Counter {
            failures: 0,
            not_before: now,
            expires_at: subject.forgotten_at(now),
        };
        let counter = counter
            .filter(|counter| counter.expires_at > now)
            .unwrap_or(fresh);
        subject.after_failure(
            Counter {
                failures: counter.failures + 1,
                ..counter
            },
            now,
        )
    }

    #[test]
    fn an_account_has_five_free_failures_and_then_doubling_delays() {
        let mut counter = None;
        let mut now = START;
        let mut waits = Vec::new();
        for _ in 0..18 {
            let until = ada()
                .judge(counter, 0, now)
                .err()
                .map_or(now, |slow| slow.until);
            waits.push(until.since(now).as_secs());
            now = until;
            assert_eq!(
                ada().judge(counter, 0, now),
                Ok(()),
                "the wait is over at its end"
            );
            counter = Some(fail(&ada(), counter, now));
        }
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900
            ]
        );
    }

    #[test]
    fn an_account_starts_afresh_after_a_day_without_failures() {
        let counter = Counter {
            failures: 40,
            not_before: START,
            expires_at: START.plus(ACCOUNT_MEMORY),
        };
        assert_eq!(fail(&ada(), Some(counter), START).failures, 41);
        let next_day = START.plus(ACCOUNT_MEMORY);
        assert_eq!(fail(&ada(), Some(counter), next_day).failures, 1);
        assert_eq!(ada().judge(Some(counter), 0, next_day), Ok(()));
    }

    #[test]
    fn an_address_has_thirty_failures_a_minute() {
        let subject = address("192.0.2.7");
        let mut counter = None;
        for n in 0..30 {
            let now = START.plus(Duration::from_secs(n));
            assert_eq!(subject.judge(counter, 0, now), Ok(()), "{n}");
            counter = Some(fail(&subject, counter, now));
        }
        let until = START.plus(ADDRESS_WINDOW);
        assert_eq!(
            subject.judge(counter, 0, START.plus(Duration::from_secs(30))),
            Err(SlowDown { until })
        );
        assert_eq!(subject.judge(counter, 0, until), Ok(()));
        assert_eq!(fail(&subject, counter, until).failures, 1);
    }

    #[test]
    fn attempts_at_the_same_time_do_not_get_around_the_count() {
        assert_eq!(ada().judge(None, 4, START), Ok(()));
        assert!(ada().judge(None, 5, START).is_err());
        let counter = (0..9).fold(None, |counter, _| Some(fail(&ada(), counter, START)));
        let later = START.plus(Duration::from_mins(20));
        assert_eq!(ada().judge(counter, 0, later), Ok(()));
        assert!(
            ada().judge(counter, 1, later).is_err(),
            "one at a time beyond the free failures"
        );
        assert!(address("192.0.2.7").judge(None, 30, START).is_err());
        assert_eq!(address("192.0.2.7").judge(None, 29, START), Ok(()));
    }

    #[test]
    fn keys_tell_subjects_apart_and_group_addresses() {
        let user = UserId(Uuid::from_u128(7));
        let keys = [
            ada(),
            Subject::account("ada@example.com"),
            Subject::account(""),
            Subject::device(user, &[1; 16]),
            Subject::device(user, &[2; 16]),
            Subject::device(UserId(Uuid::from_u128(8)), &[1; 16]),
            address("192.0.2.7"),
            address("192.0.2.8"),
            Subject::sign_up("192.0.2.8".parse().unwrap()),
            address("2001:db8:0:1::7"),
            address("2001:db8:0:2::7"),
        ];
        assert_eq!(
            keys.iter()
                .map(Subject::key)
                .collect::<std::collections::HashSet<_>>()
                .len(),
            keys.len()
        );
        assert_eq!(
            address("2001:db8:0:1::7").key(),
            address("2001:db8:0:1:ffff::1").key()
        );
        assert_eq!(
            address("::ffff:192.0.2.7").key(),
            address("192.0.2.7").key()
        );
    }

    #[test]
    fn waits_are_told_in_minutes() {
        for (seconds, minutes) in [(0, 1), (1, 1), (60, 1), (61, 2), (900, 15)] {
            let slow = SlowDown {
                until: START.plus(Duration::from_secs(seconds)),
            };
            assert_eq!(slow.minutes(START), minutes);
        }
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_the_limit(failures in 0..i64::MAX, ago in 0_i64..100_000) {
            for subject in [ada(), address("192.0.2.7")] {
                let before = Counter { failures, not_before: START, expires_at: Timestamp(START.0 + ago) };
                let after = fail(&subject, Some(before), START);
                if let Err(SlowDown { until }) = subject.judge(Some(after), 0, START) {
                    prop_assert!(until.since(START) <= LONGEST_DELAY.max(Duration::from_secs(ago as u64)));
                }
                prop_assert!(after.expires_at >= after.not_before);
            }
        }
    }
}
