//! Counting attempts: the rows behind [`throttle`](super::throttle), and those being made at this moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::throttle::{Key, SlowDown, Subject};
use crate::network::Network;
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
    SlowDown {
        /// Until when.
        slow: SlowDown,
        /// Whom the attempt counts against although it was not looked at; for [`Attempts::count`].
        counts: Option<Subject>,
    },
    /// The counters could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An attempt that may be looked at. Say [`failed`](Self::failed), [`refused`](Self::refused) or [`succeeded`](Self::succeeded)
/// when it was.
#[derive(Debug)]
#[must_use]
pub struct Attempt {
    in_flight: InFlight,
    /// What a success forgets, if anything failed there before.
    forgivable: Option<Subject>,
}

impl Attempts {
    /// Asks whether a stranger may make an attempt at an account, by one read. One that is not looked at counts against the
    /// network it came from (attack row FI-03).
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_account(
        &self,
        c: &mut Conn<'_>,
        login: &str,
        network: Network,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        let own = Subject::network(network);
        let subjects = [
            Subject::account(login),
            Subject::stranger(login, network),
            own,
        ];
        self.begin(c, subjects, 1, now).await
    }

    /// Counts an attempt that was not looked at. To be called without holding a connection.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count(db: &Db, subject: Subject, now: Timestamp) -> Result<(), StoreError> {
        db.write(move |c| Box::pin(count_failure(c, vec![subject], now)))
            .await
    }

    /// The same for a person in a browser where they signed in before, or are signed in. It has a counter of its own and no
    /// other: whatever strangers do, its owner may try; whoever steals it gets no more tries than at an account.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_device(
        &self,
        c: &mut Conn<'_>,
        device: Subject,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        self.begin(c, [device; 1], 0, now).await
    }

    /// Asks whether one more account may be made from there. Say [`Attempt::failed`] for each: what is counted is the work, and
    /// a success is no reason to give more of it.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_sign_up(
        &self,
        c: &mut Conn<'_>,
        network: Network,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        self.begin(c, Subject::sign_ups(network), 0, now).await
    }

    /// Of the subjects, which are always in the same order, so that two transactions never wait for each other, the one at
    /// `forgivable` is forgotten by a success. When one of three refuses, and it is not the last, the attempt counts against that.
    async fn begin<const N: usize>(
        &self,
        c: &mut Conn<'_>,
        subjects: [Subject; N],
        forgivable: usize,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        // First in, then read: an earlier attempt either was in flight when this one came or is in the rows by now.
        // So no more attempts are looked at than the rule allows, however they interleave.
        let (in_flight, others) = InFlight::enter(self, subjects.to_vec());
        let keys = [0, 1, 2].map(|n| subjects[n.min(N - 1)].key());
        let counters = throttle::by_keys(c, keys, now).await?;
        let at_account = match (subjects[0].is_account(), counters[0]) {
            (true, Some(counter)) => counter.failures,
            _ => 0,
        };
        for ((subject, others), counter) in in_flight.subjects.iter().zip(others).zip(counters) {
            let judged = subject.judge(counter, others, at_account, now);
            judged.map_err(|slow| NotNow::SlowDown {
                slow,
                counts: subjects.get(2).copied().filter(|last| last != subject),
            })?;
        }
        Ok(Attempt {
            in_flight,
            forgivable: counters[forgivable].map(|_| subjects[forgivable]),
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

    /// It was not looked at after all, because too much else is to do. That counts against the network alone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn refused(self, db: &Db, now: Timestamp) -> Result<(), StoreError> {
        let network = self.in_flight.subjects.last().copied();
        match network.filter(|_| self.in_flight.subjects.len() > 1) {
            Some(network) => Attempts::count(db, network, now).await,
            None => Ok(()),
        }
    }

    /// Forgets earlier failures of this network at the account, or of the device; writes nothing when there were none. The
    /// network keeps its count: a success with one's own account must not pay for guesses at others. So does the account.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn succeeded(self, db: &Db) -> Result<(), StoreError> {
        let Some(subject) = self.forgivable else {
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
    let mut at_account = 0;
    for subject in subjects {
        let counted = throttle::count(c, subject.key(), now, subject.forgotten_at(now)).await?;
        if subject.is_account() {
            at_account = counted.failures;
        }
        let after = subject.after_failure(counted, at_account, now);
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
