//! Mode `cookie`: sealed sessions that were ended before their time. Held in memory on every node and read anew every few
//! seconds, so that recognising a browser costs no query; the rows in `ended_session` are the truth after a restart.

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

    pub(super) fn merge(
        &self,
        ids: Vec<([u8; 16], Timestamp)>,
        users: Vec<(UserId, Timestamp)>,
        now: Timestamp,
    ) {
        let mut lists = self.0.write().unwrap_or_else(PoisonError::into_inner);
        lists.ids.retain(|_, until| *until > now);
        lists.ids.extend(ids);
        lists.users.extend(users);
        lists.read_until = Some(now);
    }

    fn read(&self) -> RwLockReadGuard<'_, Lists> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}
