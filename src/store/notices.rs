//! Word from other nodes that sessions were ended (PostgreSQL's LISTEN and NOTIFY). The triggers that send it are in
//! `migrations/postgres/0002_notices.sql`; a notice is part of the transaction that ends something, so it is never early,
//! never without cause, and never forgotten by a new way of ending one.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{Acquire, Connection};
use tokio::time::timeout;

use super::StoreError;

/// As in the triggers.
const CHANNEL: &str = "lanyard_ended";
/// A connection that only waits does not see that the other end has gone, so it is asked now and then.
const QUIET: Duration = Duration::from_secs(30);
/// How long a connection may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection of its own that waits for notices.
pub struct Notices(PgListener);

impl std::fmt::Debug for Notices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Notices")
    }
}

impl Notices {
    pub(super) async fn listen(address: PgConnectOptions) -> Result<Self, StoreError> {
        // Not one of the pool: waiting must not take a connection away from requests.
        let own = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .acquire_timeout(PATIENCE)
            .connect_with(address.application_name("lanyard notices"))
            .await?;
        let mut listener = PgListener::connect_with(&own).await?;
        listener.listen(CHANNEL).await?;
        Ok(Self(listener))
    }

    /// Waits until something was ended. Notices that are there already are answered as one.
    ///
    /// # Errors
    /// When the connection broke: notices may have been lost, so listen anew, then read everything again.
    pub async fn next(&mut self) -> Result<(), StoreError> {
        loop {
            match timeout(QUIET, self.0.try_recv()).await {
                Ok(Ok(Some(_))) => {
                    while self.0.next_buffered().is_some() {}
                    return Ok(());
                }
                Ok(Ok(None)) => return Err(StoreError::Closed),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => self.ping().await?,
            }
        }
    }

    async fn ping(&mut self) -> Result<(), StoreError> {
        let ping = async { self.0.acquire().await?.ping().await };
        match timeout(PATIENCE, ping).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(StoreError::Busy),
        }
    }
}
