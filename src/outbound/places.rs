//! How much one host may take: a few requests at once, and none for a while after it failed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::OutboundError;
use super::target::Target;
use crate::protocol::time::Timestamp;

/// Requests under way, in all.
const AT_ONCE: usize = 64;
/// Requests under way to one origin.
const AT_ONCE_OF_ONE: usize = 8;
/// How long an origin is left alone after it did not answer.
const REST: Duration = Duration::from_secs(5);
/// The most origins that are remembered; beyond that those that nobody waits for are forgotten.
const MOST_ORIGINS: usize = 1024;

/// Who is called, and who rests.
#[derive(Debug)]
pub(super) struct Places {
    all: Arc<Semaphore>,
    origins: Mutex<HashMap<Target, Origin>>,
}

#[derive(Debug)]
struct Origin {
    places: Arc<Semaphore>,
    failed: Option<(OutboundError, Timestamp)>,
}

/// The place of one request; given back when dropped.
pub(super) struct Place {
    _of_all: OwnedSemaphorePermit,
    _of_origin: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(AT_ONCE)),
            origins: Mutex::default(),
        }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// How the last request to this origin ended, if that was a moment ago: nothing is sent then.
    pub(super) async fn take(
        &self,
        target: &Target,
        now: impl Fn() -> Timestamp,
    ) -> Result<Place, OutboundError> {
        let places = self.of(target, now())?;
        // First that of the origin, so that those who wait for a slow one hold nothing that others need.
        let of_origin = places.acquire_owned().await;
        let of_origin = of_origin.map_err(|_| OutboundError::Busy)?;
        // Whoever waited learns from those before.
        self.of(target, now())?;
        let of_all = self.all.clone().acquire_owned().await;
        Ok(Place {
            _of_all: of_all.map_err(|_| OutboundError::Busy)?,
            _of_origin: of_origin,
        })
    }

    fn of(&self, target: &Target, now: Timestamp) -> Result<Arc<Semaphore>, OutboundError> {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(origin) = origins.get_mut(target) {
            match &origin.failed {
                Some((error, until)) if *until > now => return Err(error.clone()),
                _ => origin.failed = None,
            }
            return Ok(origin.places.clone());
        }
        if origins.len() >= MOST_ORIGINS {
            make_room(&mut origins, now);
        }
        let places = Arc::new(Semaphore::new(AT_ONCE_OF_ONE));
        let origin = Origin {
            places: places.clone(),
            failed: None,
        };
        origins.insert(target.clone(), origin);
        Ok(places)
    }

    /// Remembers that an origin failed.
    pub(super) fn failed(&self, target: &Target, error: OutboundError, now: Timestamp) {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(origin) = origins.get_mut(target) {
            origin.failed = Some((error, now.plus(REST)));
        }
    }
}

/// Forgets who is neither called nor resting; and when everybody is, who rests.
fn make_room(origins: &mut HashMap<Target, Origin>, now: Timestamp) {
    let is_called = |origin: &Origin| Arc::strong_count(&origin.places) > 1;
    origins.retain(|_, origin| {
        is_called(origin) || matches!(&origin.failed, Some((_, until)) if *until > now)
    });
    if origins.len() >= MOST_ORIGINS {
        origins.retain(|_, origin| is_called(origin));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn target(name: &str) -> Target {
        let (target, _) = Target::of(&format!("https://{name}.example/"), &[]).unwrap();
        target
    }

    #[tokio::test]
    async fn who_failed_rests_a_while() {
        let places = Places::new();
        drop(places.take(&target("a"), || NOW).await.unwrap());
        places.failed(&target("a"), OutboundError::Late, NOW);
        let again = places
            .take(&target("a"), || NOW.plus(Duration::from_secs(4)))
            .await;
        assert_eq!(again.err(), Some(OutboundError::Late));
        assert!(places.take(&target("b"), || NOW).await.is_ok());
        assert!(places.take(&target("a"), || NOW.plus(REST)).await.is_ok());
    }

    #[tokio::test]
    async fn one_host_never_takes_every_place() {
        let places = Places::new();
        let mut held = Vec::new();
        for _ in 0..AT_ONCE_OF_ONE {
            held.push(places.take(&target("slow"), || NOW).await.unwrap());
        }
        let (slow, other) = (target("slow"), target("other"));
        let more = places.take(&slow, || NOW);
        tokio::select! {
            biased;
            _ = more => panic!("a place more than there are"),
            place = places.take(&other, || NOW) => assert!(place.is_ok()),
        }
        drop(held.pop());
        assert!(places.take(&slow, || NOW).await.is_ok());
    }

    #[tokio::test]
    async fn what_is_remembered_has_an_end() {
        let places = Places::new();
        for number in 0..3 * MOST_ORIGINS {
            let target = target(&format!("h{number}"));
            drop(places.take(&target, || NOW).await.unwrap());
            if number % 2 == 0 {
                places.failed(&target, OutboundError::Connection, NOW);
            }
        }
        assert!(places.origins.lock().unwrap().len() <= MOST_ORIGINS);
    }
}
