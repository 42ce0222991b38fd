//! Who sits where when there are no more seats (attack row FI-11): idle connections give way, first those of whoever has most.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::activity::Activity;
use crate::network::Network;

/// How long a connection is given to leave before another one is asked.
const WAIT: Duration = Duration::from_millis(200);

/// The seats of a server.
#[derive(Debug)]
pub(super) struct Seats {
    free: Arc<Semaphore>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    last: u64,
    by: HashMap<u64, (Network, Arc<Activity>)>,
}

impl Seats {
    pub(super) fn new(count: usize) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(count)),
            taken: Mutex::default(),
        })
    }

    /// A seat for a connection from `network`. When there is none, an idle one gives way; when all are at work, it waits.
    pub(super) async fn take(self: &Arc<Self>, network: Network) -> Seat {
        let permit = loop {
            if let Ok(permit) = self.free.clone().try_acquire_owned() {
                break permit;
            }
            if let Some(idle) = self.longest_idle() {
                metrics::counter!("lanyard_connections_evicted_total").increment(1);
                idle.leave();
            }
            if let Ok(Ok(permit)) = timeout(WAIT, self.free.clone().acquire_owned()).await {
                break permit;
            }
        };
        let activity = Arc::new(Activity::new());
        let mut taken = self.taken();
        taken.last += 1;
        let number = taken.last;
        taken.by.insert(number, (network, activity.clone()));
        drop(taken);
        Seat {
            seats: self.clone(),
            number,
            activity,
            _permit: permit,
        }
    }

    /// The connection that nothing was asked on for the longest time, of the network with the most idle ones.
    fn longest_idle(&self) -> Option<Arc<Activity>> {
        let taken = self.taken();
        let mut idle: HashMap<Network, (usize, Arc<Activity>)> = HashMap::new();
        for (network, activity) in taken.by.values() {
            let Some(since) = activity.idle_since() else {
                continue;
            };
            let (count, longest) = idle
                .entry(*network)
                .or_insert_with(|| (0, activity.clone()));
            *count += 1;
            if longest.idle_since().is_none_or(|other| since < other) {
                *longest = activity.clone();
            }
        }
        let most = idle.into_values().max_by_key(|(count, _)| *count);
        most.map(|(_, longest)| longest)
    }

    /// How many seats are free.
    pub(super) fn free(&self) -> usize {
        self.free.available_permits()
    }

    /// Resolves when `count` seats are free.
    pub(super) async fn all_free(&self, count: usize) {
        let all = u32::try_from(count).unwrap_or(u32::MAX);
        let _ = self.free.acquire_many(all).await;
    }

    fn taken(&self) -> std::sync::MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A seat, until it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Seats>,
    number: u64,
    /// What happens on the connection that has it.
    pub(super) activity: Arc<Activity>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.taken().by.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(n: u8) -> Network {
        Network::of([192, 0, 2, n].into())
    }

    #[tokio::test]
    async fn fi_11_the_longest_idle_of_who_has_most_gives_way() {
        let seats = Seats::new(4);
        let mut taken = Vec::new();
        for n in [1, 2, 2, 2] {
            taken.push(seats.take(network(n)).await);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // The oldest of network 2 is being answered, so the next one goes.
        let busy = Activity::begin(&taken[1].activity, false);
        let (leaves, stays) = (taken[2].activity.clone(), taken[0].activity.clone());
        let waiting = tokio::spawn({
            let seats = seats.clone();
            async move { seats.take(network(3)).await }
        });
        leaves.asked_to_leave().await;
        drop(taken.remove(2));
        drop(waiting.await.unwrap());
        assert!(stays.idle_since().is_some());
        drop(busy);
    }

    #[tokio::test]
    async fn nobody_at_work_gives_way() {
        let seats = Seats::new(1);
        let seat = seats.take(network(1)).await;
        let busy = Activity::begin(&seat.activity, false);
        let asked = timeout(WAIT * 2, seat.activity.asked_to_leave());
        let (asked, waited) = tokio::join!(asked, timeout(WAIT * 3, seats.take(network(2))));
        assert!(asked.is_err() && waited.is_err());
        drop(busy);
        let waiting = seats.take(network(2));
        let (asked, waited) =
            tokio::join!(seat.activity.asked_to_leave(), timeout(WAIT * 3, waiting));
        assert!(
            matches!(asked, ()) && waited.is_err(),
            "one that stays keeps its seat"
        );
        drop(seat);
        drop(seats.take(network(2)).await);
        assert_eq!(seats.free(), 1);
    }
}
