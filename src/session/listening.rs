//! Mode `cookie` on several nodes: what one ends, the others hear of at once (PostgreSQL), and in any case when they next read.

use std::time::Duration;

use super::Sessions;

/// After a connection broke, or none could be made.
const RETRY: Duration = Duration::from_secs(1);
/// Between two readings: many sign-outs in a moment are read together.
const BREATH: Duration = Duration::from_millis(100);

impl Sessions {
    /// Listens until the process ends. On SQLite it ends at once: nobody else has the file, except commands, which the
    /// periodic reading is for.
    pub async fn listen(&self) {
        loop {
            match self.db.notices().await {
                Ok(None) => return,
                Ok(Some(mut notices)) => {
                    // What was ended before, and while nobody listened.
                    let mut read = self.reread_ended().await;
                    while read.is_ok() {
                        read = match notices.next().await {
                            Ok(()) => self.refresh_ended().await,
                            Err(error) => Err(error.into()),
                        };
                        tokio::time::sleep(BREATH).await;
                    }
                    if let Err(error) = read {
                        tracing::warn!(%error, "word from other nodes was interrupted");
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "other nodes cannot be heard; ended sessions are read every few seconds");
                }
            }
            tokio::time::sleep(RETRY).await;
        }
    }
}
