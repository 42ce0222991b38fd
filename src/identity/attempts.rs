//! Counting attempts: the rows behind [`throttle`](super::throttle), and those being made at this moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::throttle::{Key, SlowDown, Subject};
use crate::network::Network;
use crate::protocol::time::Timestamp;
use crate::store::throttle::{self, Counter};
use crate::store::{Conn, Db, StoreError, alone};

/// Attempts being made in this process. Rows count what has failed; this keeps many at the same time from all being
/// judged by the same rows: no more are looked at together than may fail, and the others wait until it is their turn. Clones
/// share it; a restart may forget it.
#[derive(Debug, Clone, Default)]
pub struct Attempts(Arc<Mutex<HashMap<Key, Place>>>);

/// How long an attempt waits for its turn. Less than a request may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many wait for their turn at one subject; more are told to come back.
const MOST_WAITING: u32 = 256;

/// What goes on at one subject.
#[derive(Debug, Default)]
struct Place {
    /// Attempts being made, and those that look whether there is room.
    here: u32,
    /// Those in the line.
    waiting: u32,
    /// Calls the next one.
    next: Arc<Notify>,
}

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
    /// Those being made come first: [`Waiting::in_line`], then ask again.
    #[error("other attempts come first")]
    InLine(Line),
    /// It waited too long for its turn.
    #[error("it took too long until it was this attempt's turn")]
    Busy,
    /// The counters could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A place in the line of one subject.
#[derive(Debug)]
pub struct Line {
    attempts: Attempts,
    key: Key,
    next: Arc<Notify>,
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut places = self.attempts.places();
        if let Some(place) = places.get_mut(&self.key) {
            place.waiting -= 1;
            // Called, and went away before it came in: somebody else's turn.
            if place.here == 0 && place.waiting > 0 {
                place.next.notify_one();
            }
            Place::forget_empty(&mut places, &self.key);
        }
    }
}

/// The patience of one attempt.
#[derive(Debug)]
pub struct Waiting {
    until: Instant,
    /// Kept until the attempt is in, or in another line.
    line: Option<Line>,
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            until: Instant::now() + PATIENCE,
            line: None,
        }
    }
}

impl Waiting {
    /// Waits until it may be this attempt's turn. To be called without holding a connection.
    ///
    /// # Errors
    /// [`NotNow::Busy`] when it took too long.
    pub async fn in_line(&mut self, line: Line) -> Result<(), NotNow> {
        let called = timeout_at(self.until, line.next.notified()).await;
        self.line = Some(line);
        called.map_err(|_| NotNow::Busy)
    }
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
    fn places(&self) -> MutexGuard<'_, HashMap<Key, Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nothing is being made or waits. For tests.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.places().is_empty()
    }

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
        count_failure(db, vec![subject], now).await.map(drop)
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

    /// Asks whether one more second factor may be tried at an account, by somebody whose browser is not known.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_second_factor(
        &self,
        c: &mut Conn<'_>,
        of_person: Subject,
        network: Network,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        self.begin(c, [of_person, Subject::network(network)], 0, now)
            .await
    }

    /// Asks whether one more setup code may be tried from there.
    ///
    /// # Errors
    /// [`NotNow`].
    pub async fn at_setup(
        &self,
        c: &mut Conn<'_>,
        network: Network,
        now: Timestamp,
    ) -> Result<Attempt, NotNow> {
        self.begin(c, [Subject::setup(network)], 0, now).await
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
        let refused = |subject: &Subject, slow| NotNow::SlowDown {
            slow,
            counts: subjects.get(2).copied().filter(|last| last != subject),
        };
        for (subject, counter) in subjects.iter().zip(counters) {
            let held = subject.held(counter, now);
            held.map_err(|slow| refused(subject, slow))?;
        }
        for ((subject, others), counter) in subjects.iter().zip(others).zip(counters) {
            if !subject.has_room(counter, others, at_account, now) {
                let line = in_flight.step_back(subject.key());
                let until = now.plus(Duration::from_secs(1));
                return Err(
                    line.map_or_else(|| refused(subject, SlowDown { until }), NotNow::InLine)
                );
            }
        }
        Ok(Attempt {
            in_flight,
            forgivable: counters[forgivable].map(|_| subjects[forgivable]),
        })
    }
}

impl Attempt {
    /// Counts the failure, in rows that survive a restart. Tells how many there are of its first subject now: each number once, however
    /// many attempts there are at a time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn failed(self, db: &Db, now: Timestamp) -> Result<i64, StoreError> {
        count_failure(db, self.in_flight.subjects.clone(), now).await
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
        match self.forgivable {
            Some(subject) => alone::forgive_failures(db, *subject.key()).await.map(drop),
            None => Ok(()),
        }
    }
}

async fn count_failure(db: &Db, subjects: Vec<Subject>, now: Timestamp) -> Result<i64, StoreError> {
    let keys = subjects.iter().map(|subject| alone::Failure {
        key: *subject.key(),
        forgotten_at: subject.forgotten_at(now),
    });
    let keys = keys.collect();
    let mut at_account = 0;
    let follows = move |nth: usize, counted: Counter| {
        let subject: &Subject = &subjects[nth];
        if subject.is_account() {
            at_account = counted.failures;
        }
        subject.after_failure(counted, at_account, now)
    };
    alone::count_failures(db, keys, now, follows).await
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
        let mut places = attempts.places();
        let enter = |subject: &Subject| {
            let place = places.entry(*subject.key()).or_default();
            place.here += 1;
            place.here - 1
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

    /// Goes out again and into the line of one subject; none when that is too long.
    fn step_back(mut self, key: &Key) -> Option<Line> {
        let subjects = std::mem::take(&mut self.subjects);
        let mut places = self.attempts.places();
        let place = places.entry(*key).or_default();
        let next = (place.waiting < MOST_WAITING).then(|| {
            place.waiting += 1;
            place.next.clone()
        });
        for subject in &subjects {
            Place::leave(&mut places, subject.key(), false);
        }
        drop(places);
        Some(Line {
            attempts: self.attempts.clone(),
            key: *key,
            next: next?,
        })
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut places = self.attempts.places();
        for subject in &self.subjects {
            Place::leave(&mut places, subject.key(), true);
        }
    }
}

impl Place {
    /// `made`: an attempt was, or was refused. Whoever only looked calls nobody as long as others are here who will: two of them
    /// would call each other for ever.
    fn leave(places: &mut HashMap<Key, Self>, key: &Key, made: bool) {
        if let Some(place) = places.get_mut(key) {
            place.here -= 1;
            if place.waiting > 0 && (made || place.here == 0) {
                place.next.notify_one();
            }
            Self::forget_empty(places, key);
        }
    }

    fn forget_empty(places: &mut HashMap<Key, Self>, key: &Key) {
        if places
            .get(key)
            .is_some_and(|place| place.here == 0 && place.waiting == 0)
        {
            places.remove(key);
        }
    }
}
