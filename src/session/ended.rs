//! Mode `cookie`: sealed sessions that were ended before their time. Held in memory on every node and read anew every few
//! seconds, on PostgreSQL at once, so that recognising a browser costs no query; the rows are the truth after a restart.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;

/// What was ended.
#[derive(Debug, Default)]
pub struct Ended(RwLock<Lists>);

#[derive(Debug, Default)]
struct Lists {
    /// Ids of sealed sessions and of sign-ins, until they would have ended anyway.
    ids: HashMap<[u8; 16], Timestamp>,
    /// Sessions of these people that began before are over.
    users: HashMap<UserId, Timestamp>,
    read_until: Option<Timestamp>,
}

impl Ended {
    /// Whether this session or sign-in id was ended.
    pub fn contains(&self, id: &[u8; 16]) -> bool {
        self.read().ids.contains_key(id)
    }

    /// Whether everything of `user` that began at `born` was ended.
    pub fn user_ended_after(&self, user: UserId, born: Timestamp) -> bool {
        self.read()
            .users
            .get(&user)
            .is_some_and(|not_before| born < *not_before)
    }

    /// Ends an id at once on this node.
    pub fn add(&self, id: [u8; 16], until: Timestamp) {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .ids
            .insert(id, until);
    }

    /// The moment up to which the rows were read.
    pub(super) fn read_until(&self) -> Timestamp {
        self.read().read_until.unwrap_or(Timestamp(0))
    }

    /// Adds what was read at `now`, and lets go what ended by itself (attack row CS-13): no session from before `oldest`
    /// holds.
    pub(super) fn merge(
        &self,
        ids: Vec<([u8; 16], Timestamp)>,
        users: Vec<(UserId, Timestamp)>,
        now: Timestamp,
        oldest: Timestamp,
    ) {
        let mut lists = self.0.write().unwrap_or_else(PoisonError::into_inner);
        lists.ids.retain(|_, until| *until > now);
        lists.users.retain(|_, not_before| *not_before > oldest);
        lists.ids.extend(ids);
        lists.users.extend(users);
        lists.read_until = Some(now);
    }

    fn read(&self) -> RwLockReadGuard<'_, Lists> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
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
            let ids = (0..1_000).map(|n| ((round * 1_000 + n).to_le_bytes(), now.plus(hour)));
            let user = UserId(Uuid::from_u128(round));
            ended.merge(ids.collect(), vec![(user, now)], now, now.minus(hour));
            assert!(ended.contains(&(round * 1_000).to_le_bytes()));
            assert!(ended.user_ended_after(user, now.minus(Duration::from_secs(1))));
            let lists = ended.read();
            assert!(lists.ids.len() <= 1_000, "{} ids", lists.ids.len());
            assert_eq!(lists.users.len(), 1);
        }
    }
}
