//! Sign-ins that failed, until somebody records them: strangers cause no rows.
//!
//! What failed at an account is recorded as one row with a count when its person next signs in, whose sign-in pays for it. The rest
//! is one row now and then for all accounts together. Names that nobody has are counted and not kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

/// Attempts that failed, as far as this process knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailedBefore {
    /// How many.
    pub count: u64,
    /// When the first was made.
    pub since: Timestamp,
}

/// Accounts that are counted one by one.
const MOST_ACCOUNTS: usize = 10_000;

/// What failed at all accounts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct All {
    /// How many, and since when.
    pub failed: FailedBefore,
    /// At how many accounts.
    pub accounts: usize,
}

/// Failures of this process. Clones share them; a crash forgets them, a shutdown records them.
#[derive(Debug, Clone, Default)]
pub struct Failures(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    by_account: HashMap<UserId, FailedBefore>,
    /// At names that nobody has, and beyond [`MOST_ACCOUNTS`].
    others: u64,
    since: Option<Timestamp>,
}

impl Failures {
    /// Counts one, at the account if there is one.
    pub fn count(&self, user: Option<UserId>, now: Timestamp) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.since.get_or_insert(now);
        let room = counts.by_account.len() < MOST_ACCOUNTS;
        match user {
            Some(user) if room || counts.by_account.contains_key(&user) => {
                let first = FailedBefore {
                    count: 0,
                    since: now,
                };
                counts.by_account.entry(user).or_insert(first).count += 1;
            }
            _ => counts.others += 1,
        }
    }

    /// What failed at the account since this was last asked.
    pub fn take(&self, user: UserId) -> Option<FailedBefore> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.by_account.remove(&user)
    }

    /// All that is counted, which is forgotten; none when nothing failed.
    pub fn take_all(&self) -> Option<All> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let at_accounts: u64 = counts.by_account.values().map(|failed| failed.count).sum();
        let count = at_accounts + counts.others;
        let since = counts.since.filter(|_| count > 0)?;
        Some(All {
            failed: FailedBefore { count, since },
            accounts: counts.by_account.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000);

    #[test]
    fn strangers_cause_no_more_than_so_many_counters() {
        let failures = Failures::default();
        let user = |number| Some(UserId(Uuid::from_u128(number)));
        for number in 0..2 * MOST_ACCOUNTS as u128 {
            failures.count(user(number), NOW);
            failures.count(None, NOW);
        }
        failures.count(user(0), Timestamp(NOW.0 + 1));
        let counts = failures.0.lock().unwrap();
        assert_eq!(counts.by_account.len(), MOST_ACCOUNTS);
        assert_eq!(counts.others, 3 * MOST_ACCOUNTS as u64);
        drop(counts);
        let (since, count) = (NOW, 2);
        let first = failures.take(UserId(Uuid::from_u128(0)));
        assert_eq!(first, Some(FailedBefore { count, since }));
        assert_eq!(failures.take(UserId(Uuid::from_u128(0))), None, "once");
        let all = failures.take_all().unwrap();
        assert_eq!(all.failed.count, 4 * MOST_ACCOUNTS as u64 - 1);
        assert_eq!(all.accounts, MOST_ACCOUNTS - 1);
        assert_eq!(failures.take_all(), None);
    }
}
