//! Counts for operators how many accounts still have a password hash of another system, or of former settings.

use std::time::Duration;

use crate::identity::hashes;
use crate::identity::password::PasswordSettings;
use crate::store::Db;

/// Between two counts. Each reads every account: 0.1 s for 100,000 on SQLite, on a connection that only reads, beside everything else.
/// An index of the beginnings would make every new password dearer and this no faster: SQLite reads the rows all the same.
const PERIOD: Duration = Duration::from_hours(1);

/// Counts until the process ends.
pub async fn keep_counted(db: Db, settings: PasswordSettings) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match hashes::count(&db, &settings).await {
            Ok(counts) => {
                for (kind, count) in counts {
                    #[expect(clippy::cast_precision_loss, reason = "a gauge")]
                    metrics::gauge!("lanyard_password_hashes", "kind" => kind).set(count as f64);
                }
            }
            Err(error) => tracing::warn!(%error, "password hashes were not counted"),
        }
    }
}
