//! Resource servers, kept in memory as [`Clients`](super::Clients) are: each token may be for one, and there are few.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use super::KEPT;
use crate::protocol::resource_server::ResourceServers;
use crate::store::{Db, StoreError, resource_servers};

/// The resource servers of this installation.
#[derive(Debug)]
pub struct Served {
    db: Db,
    kept: RwLock<Option<(Instant, Arc<ResourceServers>)>>,
}

impl Served {
    pub(super) fn new(db: Db) -> Self {
        let kept = RwLock::default();
        Self { db, kept }
    }

    /// Every one, as it was a second ago at the most.
    ///
    /// # Errors
    /// When the database does not answer or a row cannot be read: no token is made by other rules than were decided.
    pub async fn all(&self) -> Result<Arc<ResourceServers>, StoreError> {
        if let Some((read_at, all)) = &*self.kept.read().unwrap_or_else(PoisonError::into_inner)
            && read_at.elapsed() < KEPT
        {
            return Ok(all.clone());
        }
        let read_at = Instant::now();
        let job = self.db.read(|c| Box::pin(resource_servers::list(c)));
        let all: Arc<ResourceServers> = Arc::new(job.await?.into_iter().collect());
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((read_at, all.clone()));
        Ok(all)
    }

    /// Forgets what was read: a row has changed.
    pub fn changed(&self) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
