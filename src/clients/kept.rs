//! Registered clients, kept parsed. Every request of a relying party names one, so a row is read once a second at the most;
//! a change made on this node is seen at once, one made elsewhere within [`KEPT`].

use std::sync::Arc;
use std::time::{Duration, Instant};

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::callers::Callers;
use super::refused::Refusals;
use super::served::Served;
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;
use crate::store::{Db, StoreError, clients};

/// How long a client may be used as it was read.
pub const KEPT: Duration = Duration::from_secs(1);
/// How many clients are kept.
const CAPACITY: usize = 4_096;
/// How much they may take, in bytes.
const CAPACITY_BYTES: u64 = 16 << 20;

/// The clients of this server.
#[derive(Debug)]
pub struct Clients {
    db: Db,
    kept: Cache<ClientId, (Instant, Arc<Client>), Bytes>,
    /// Ids that nobody has.
    missing: Cache<ClientId, Instant>,
    /// From where they call, and who fetched the key set.
    pub callers: Callers,
    /// What they were refused lately.
    pub refusals: Refusals,
    /// The resource servers that they get tokens for.
    pub served: Served,
}

/// Weighs a client by what its texts take.
#[derive(Debug, Clone)]
struct Bytes;

impl Weighter<ClientId, (Instant, Arc<Client>)> for Bytes {
    fn weight(&self, id: &ClientId, (_, client): &(Instant, Arc<Client>)) -> u64 {
        const REST: usize = 1_024;
        let uris = client.metadata.redirect_uris.iter();
        let uris: usize = uris.map(|uri| uri.as_str().len()).sum();
        let origins = client.metadata.allowed_origins.iter();
        let origins: usize = origins.map(|origin| origin.as_str().len()).sum();
        let scope: usize = client.metadata.scope.iter().map(str::len).sum();
        (REST + id.as_str().len() + client.name.len() + uris + origins + scope) as u64
    }
}

impl Clients {
    /// An empty cache in front of `db`.
    pub fn new(db: Db) -> Self {
        Self {
            served: Served::new(db.clone()),
            db,
            kept: Cache::with_weighter(CAPACITY, CAPACITY_BYTES, Bytes),
            missing: Cache::new(CAPACITY),
            callers: Callers::default(),
            refusals: Refusals::default(),
        }
    }

    /// The client `id`, enabled or not.
    ///
    /// # Errors
    /// When the database does not answer or the row cannot be read.
    pub async fn by_id(&self, id: &str) -> Result<Option<Arc<Client>>, StoreError> {
        // A client id of ours is short and plain; anything else is not looked up.
        let Ok(id) = id.parse::<ClientId>() else {
            return Ok(None);
        };
        // Made-up ids cost no more than known ones, and take as long (attack row FI-13).
        if self
            .missing
            .get(&id)
            .is_some_and(|read_at| read_at.elapsed() < KEPT)
        {
            return Ok(None);
        }
        if let Some((read_at, client)) = self.kept.get(&id)
            && read_at.elapsed() < KEPT
        {
            return Ok(Some(client));
        }
        let read_at = Instant::now();
        let key = id.clone();
        let found = self
            .db
            .read(|c| Box::pin(async move { clients::by_id(c, &key).await }))
            .await?;
        let Some(client) = found.map(Arc::new) else {
            self.kept.remove(&id);
            self.missing.insert(id, read_at);
            return Ok(None);
        };
        self.kept.insert(id, (read_at, client.clone()));
        Ok(Some(client))
    }

    /// Forgets what was read: the row has changed.
    pub fn changed(&self, id: &ClientId) {
        self.kept.remove(id);
        self.missing.remove(id);
    }
}
