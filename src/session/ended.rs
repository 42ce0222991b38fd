//! Mode `cookie`: sealed sessions that were ended before their time. Held in memory on every node and read anew every few
//! seconds, on PostgreSQL at once, so that recognising a browser costs no query; the rows are the truth after a restart.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;

/// What was ended.
#[derive(Debug, Default)]
pub struct Ended(RwLock<Lists>);

#[derive(Debug, Default)]
struct Lists {
    /// Sign-ins, until they would have ended anyway.
    ids: HashMap<SignInId, Timestamp>,
    /// Sign-ins whose cookies were replaced: those below the number are over, until the sign-in is.
    superseded: HashMap<SignInId, (i64, Timestamp)>,
    read_until: Option<Timestamp>,
}

impl Ended {
    /// Whether this sign-in was ended, or the cookie of this number replaced.
    pub fn contains(&self, id: SignInId, generation: i64) -> bool {
        let lists = self.read();
        let replaced = |(lowest, _): &(i64, Timestamp)| generation < *lowest;
        lists.ids.contains_key(&id) || lists.superseded.get(&id).is_some_and(replaced)
    }

    /// Ends a sign-in at once on this node.
    pub fn add(&self, id: SignInId, until: Timestamp) {
        self.write().ids.insert(id, until);
    }

    /// Ends the cookies of a sign-in below `generation` at once on this node.
    pub fn supersede(&self, id: SignInId, generation: i64, until: Timestamp) {
        self.write().supersede(id, generation, until);
    }

    /// The moment up to which the rows were read.
    pub(super) fn read_until(&self) -> Timestamp {
        self.read().read_until.unwrap_or(Timestamp(0))
    }

    /// Adds what was read at `now`, and lets go what ended by itself (attack row CS-13).
    pub(super) fn merge(
        &self,
        ids: Vec<(SignInId, Timestamp)>,
        superseded: Vec<(SignInId, i64, Timestamp)>,
        now: Timestamp,
    ) {
        let mut lists = self.write();
        lists.ids.retain(|_, until| *until > now);
        lists.superseded.retain(|_, (_, until)| *until > now);
        for (id, generation, until) in superseded {
            lists.supersede(id, generation, until);
        }
        lists.ids.extend(ids);
        lists.read_until = Some(now);
    }

    fn read(&self) -> RwLockReadGuard<'_, Lists> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Lists> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lists {
    fn supersede(&mut self, id: SignInId, generation: i64, until: Timestamp) {
        let known = self.superseded.entry(id).or_insert((generation, until));
        *known = (known.0.max(generation), known.1.max(until));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn cs_13_the_list_holds_nothing_longer_than_it_must() {
        let ended = Ended::default();
        let (start, hour) = (Timestamp(1_800_000_000), Duration::from_secs(3_600));
        for round in 0..10_u128 {
            let now = start.plus(hour * u32::try_from(round).unwrap());
            let id = |n: u128| SignInId(Uuid::from_u128(round * 1_000 + n));
            let ids = (0..500).map(|n| (id(n), now.plus(hour)));
            let replaced = (500..1_000).map(|n| (id(n), 7, now.plus(hour)));
            ended.merge(ids.collect(), replaced.collect(), now);
            assert!(ended.contains(id(0), 9));
            assert!(ended.contains(id(500), 6) && !ended.contains(id(500), 7));
            ended.supersede(id(500), 3, now);
            assert!(ended.contains(id(500), 6), "never lower again");
            let lists = ended.read();
            let held = lists.ids.len() + lists.superseded.len();
            assert!(held <= 1_000, "{held} ids");
        }
    }
}
