//! So many of something in a while, counted in memory: for what may be forgotten with a restart, and on each node by itself.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::protocol::time::Timestamp;

/// Keys that are counted at once. Beyond that everybody begins anew, which gives each a window more.
const MOST_KEYS: usize = 16_384;

/// Counts by key, in windows that begin with the first of each key.
#[derive(Debug)]
pub struct Limiter<K> {
    most: u32,
    window: Duration,
    counts: Mutex<HashMap<K, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    ends: Timestamp,
    count: u32,
}

impl<K: Eq + Hash> Limiter<K> {
    /// `most` of each key in a `window`.
    pub fn new(most: u32, window: Duration) -> Self {
        Self {
            most,
            window,
            counts: Mutex::default(),
        }
    }

    /// How long until there may be one more of `key`, of which there may be so many by a rule of its own; nothing is counted.
    pub fn wait(&self, key: &K, most: u32, now: Timestamp) -> Option<Duration> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |window: &&Window| window.ends > now && window.count >= most;
        let full = counts.get(key).filter(full)?;
        Some(full.ends.since(now))
    }

    /// Whether there may be one more of `key`; nothing is counted.
    pub fn has_room(&self, key: &K, now: Timestamp) -> bool {
        self.wait(key, self.most, now).is_none()
    }

    /// Counts one more of `key`, if there may be one more.
    pub fn admits(&self, key: K, now: Timestamp) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST_KEYS && !counts.contains_key(&key) {
            counts.retain(|_, window| window.ends > now);
            if counts.len() >= MOST_KEYS {
                counts.clear();
            }
        }
        let fresh = Window {
            ends: now.plus(self.window),
            count: 0,
        };
        let window = counts.entry(key).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        let admitted = window.count < self.most;
        window.count += u32::from(admitted);
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_000);

    #[test]
    fn each_key_has_its_own_count_and_window() {
        let limiter = Limiter::new(2, Duration::from_secs(60));
        let at = |seconds| START.plus(Duration::from_secs(seconds));
        assert!(limiter.admits("a", START) && limiter.admits("a", at(30)));
        assert!(!limiter.has_room(&"a", at(59)) && limiter.has_room(&"b", at(59)));
        assert!(!limiter.admits("a", at(59)), "two in a minute");
        assert!(limiter.has_room(&"a", at(60)));
        assert!(limiter.admits("b", at(59)));
        assert!(limiter.admits("a", at(60)), "the next minute");
    }

    #[test]
    fn a_key_with_a_rule_of_its_own_is_told_how_long_to_wait() {
        let limiter = Limiter::new(u32::MAX, Duration::from_secs(60));
        let at = |seconds| START.plus(Duration::from_secs(seconds));
        assert_eq!(limiter.wait(&"a", 2, START), None);
        limiter.admits("a", START);
        assert_eq!(limiter.wait(&"a", 2, at(1)), None);
        limiter.admits("a", at(1));
        assert_eq!(limiter.wait(&"a", 2, at(20)), Some(Duration::from_secs(40)));
        assert_eq!(limiter.wait(&"a", 3, at(20)), None, "a higher rule");
        assert_eq!(limiter.wait(&"b", 1, at(20)), None);
        assert_eq!(limiter.wait(&"a", 2, at(60)), None, "the next minute");
    }

    #[test]
    fn it_never_holds_more_than_it_may() {
        let limiter = Limiter::new(1, Duration::from_secs(60));
        for key in 0..3 * MOST_KEYS {
            assert!(limiter.admits(key, START));
        }
        assert!(limiter.counts.lock().unwrap().len() <= MOST_KEYS);
        for key in 0..MOST_KEYS {
            limiter.admits(key, START.plus(Duration::from_secs(60)));
        }
    }
}
