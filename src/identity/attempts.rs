//! Counting attempts: the rows behind [`throttle`](super::throttle), and those being made at this moment.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::throttle::{Key, SlowDown, Subject};
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, throttle};

/// Attempts being made in this process. Rows count what has failed; this keeps many at the same time from all being
/// judged by the same rows. Clones share it; a restart may forget it.
#[derive(Debug, Clone, Default)]
pub struct Attempts(Arc<Mutex<HashMap<Key, u32>>>);

/// Why an attempt is not looked at.
#[derive(Debug, thiserror::Error)]
pub enum NotNow {
    /// Too many failed before.
    #[error("too many failed attempts")]
    SlowDown(SlowDown),
    /// The counters could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An attempt that may be looked at. Say [`failed`](Self::failed) or [`succeeded`](Self::succeeded) when it was.
#[derive(Debug)]
#[must_use]
pub struct Attempt {
    in_flight: InFlight,
    had_failures: bool,
}

impl Attempts {
    /// Asks whether an attempt at an account may be made from this address, by one read.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_account(
        &self,
        c: &mut Conn<'_>,
        login: &str,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        // Always in this order, so that two transactions never wait for each other.
        self.begin(c, [Subject::account(login), Subject::address(address)], now)
            .await
    }

    /// The same for a person in a browser where they signed in before. It has a counter of its own and no other:
    /// whatever strangers do, its owner may try; whoever steals it gets no more tries than at an account.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_device(
        &self,
        c: &mut Conn<'_>,
        device: Subject,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        self.begin(c, [device], now).await
    }

    /// Asks whether one more account may be made from this address. Say [`Attempt::failed`] for each: what is counted is the
    /// work, and a success is no reason to give more of it.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_sign_up(
        &self,
        c: &mut Conn<'_>,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        self.begin(c, [Subject::sign_up(address)], now).await
    }

    /// The first subject is the account or the device; the second, if any, the address.
    async fn begin<const N: usize>(
        &self,
        c: &mut Conn<'_>,
        subjects: [Subject; N],
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        // First in, then read: an earlier attempt either was in flight when this one came or is in the rows by now.
        // So no more attempts are looked at than the rule allows, however they interleave.
        let keys = [subjects[0], subjects[N - 1]];
        let (in_flight, others) = InFlight::enter(self, subjects.to_vec());
        let counters = throttle::by_keys(c, [keys[0].key(), keys[1].key()], now).await?;
        for ((subject, others), counter) in in_flight.subjects.iter().zip(others).zip(counters) {
            subject
                .judge(counter, others, now)
                .map_err(NotNow::SlowDown)?;
        }
        Ok(Attempt {
            in_flight,
            had_failures: counters[0].is_some(),
        })
    }
}

impl Attempt {
    /// Counts the failure, in rows that survive a restart.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn failed(self, db: &Db, now: Timestamp) -> Result<(), StoreError> {
        let subjects = self.in_flight.subjects.clone();
        db.write(move |c| Box::pin(count_failure(c, subjects, now)))
            .await
    }

    /// Forgets earlier failures of the account or device; writes nothing when there were none. The address keeps
    /// its count: a success with one's own account must not pay for guesses at others.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn succeeded(self, db: &Db) -> Result<(), StoreError> {
        let Some(subject) = self
            .in_flight
            .subjects
            .first()
            .copied()
            .filter(|_| self.had_failures)
        else {
            return Ok(());
        };
        db.write_one(move |c| {
            Box::pin(async move { throttle::forgive(c, subject.key()).await.map(drop) })
        })
        .await
    }
}

async fn count_failure(
    c: &mut Conn<'_>,
    subjects: Vec<Subject>,
    now: Timestamp,
) -> Result<(), StoreError> {
    for subject in subjects {
        let counted = throttle::count(c, subject.key(), now, subject.forgotten_at(now)).await?;
        let after = subject.after_failure(counted, now);
        if after != counted {
            throttle::hold(c, subject.key(), after.not_before, after.expires_at).await?;
        }
    }
    Ok(())
}

/// Counts as being made until dropped, however the attempt ends.
#[derive(Debug)]
struct InFlight {
    attempts: Attempts,
    subjects: Vec<Subject>,
}

impl InFlight {
    /// Also tells how many others were there already, subject by subject.
    fn enter(attempts: &Attempts, subjects: Vec<Subject>) -> (Self, Vec<u32>) {
        let mut flying = attempts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let enter = |subject: &Subject| {
            let count = flying.entry(*subject.key()).or_default();
            *count += 1;
            *count - 1
        };
        let others = subjects.iter().map(enter).collect();
        (
            Self {
                attempts: attempts.clone(),
                subjects,
            },
            others,
        )
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut flying = self
            .attempts
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for subject in &self.subjects {
            if let Some(count) = flying.get_mut(subject.key()) {
                *count -= 1;
                if *count == 0 {
                    flying.remove(subject.key());
                }
            }
        }
    }
}
