//! Removes expired rows while the server runs, in batches small enough that nobody waits behind one; and gives back
//! memory that only password hashes needed.

use std::time::Duration;

use crate::accounts::mailing::Mailing;
use crate::accounts::{ending, leaving};
use crate::clock::Clock;
use crate::identity::password::Passwords;
use crate::store::{Db, StoreError, alone, throttle};

/// Rows of each table per transaction.
const BATCH: u16 = 500;
/// Counters of failed attempts that are kept: about 30 MB.
const MOST_COUNTERS: i64 = 200_000;
/// Between two looks.
const PERIOD: Duration = Duration::from_secs(60);
/// Rows stay so much longer: another node's clock may be behind by what clocks may differ (attack row CS-18), and what a row
/// refuses must be refused there to the end.
const MARGIN: Duration = Duration::from_mins(5);
/// Between two batches of one look, so that other writers have their turn.
const BREATH: Duration = Duration::from_millis(20);

/// Cleans up until the process ends. Several nodes may do so at once. `idle` ends a sign-in that was not to be kept.
pub async fn run(db: Db, clock: Clock, passwords: Passwords, mailing: Mailing, idle: Duration) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        passwords.rest();
        if let Err(error) = end_idle(&db, &clock, idle).await {
            tracing::warn!(%error, "idle sign-ins were not ended");
        }
        if let Err(error) = remove_accounts(&db, &mailing, &clock).await {
            tracing::warn!(%error, "accounts that are to be deleted were not removed; trying again later");
        }
        if let Err(error) = sweep(&db, &clock).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "expired rows were not removed; trying again later"
            );
        }
    }
}

/// Removes everything that has been over for five minutes, and gives the space of it back; the number of rows.
pub async fn sweep(db: &Db, clock: &Clock) -> Result<u64, StoreError> {
    // What cannot be ended, because the disk is full, must not keep the rest from going.
    if let Err(error) = end_expired(db, clock).await {
        tracing::warn!(%error, "expired sign-ins were not ended");
    }
    let mut removed = 0;
    loop {
        let now = clock.now();
        let over = now.minus(MARGIN);
        let cleaned = alone::remove_expired(db, now, over, i64::from(BATCH)).await?;
        for (table, rows) in cleaned.by_table() {
            if rows > 0 {
                metrics::counter!("lanyard_expired_rows_removed_total", "table" => table)
                    .increment(rows);
                removed += rows;
            }
        }
        if !cleaned.is_full(u64::from(BATCH)) {
            break;
        }
        tokio::time::sleep(BREATH).await;
    }
    removed += bound_counters(db).await?;
    while db.give_space_back().await? {
        tokio::time::sleep(BREATH).await;
    }
    Ok(removed)
}

/// Ends the sign-ins whose time has come.
async fn end_expired(db: &Db, clock: &Clock) -> Result<(), StoreError> {
    while ending::expired(db, i64::from(BATCH), clock.now()).await? == usize::from(BATCH) {
        tokio::time::sleep(BREATH).await;
    }
    Ok(())
}

/// Removes the accounts whose persons asked for it, once the days are over in which they could keep them.
async fn remove_accounts(db: &Db, mailing: &Mailing, clock: &Clock) -> Result<(), StoreError> {
    while leaving::remove_due(db, mailing, i64::from(BATCH), clock.now()).await?
        == usize::from(BATCH)
    {
        tokio::time::sleep(BREATH).await;
    }
    Ok(())
}

/// Ends the sign-ins whose browsers were not seen for the idle limit. A browser that comes back is judged by its own cookie at once;
/// this is for those that do not.
pub async fn end_idle(db: &Db, clock: &Clock, idle: Duration) -> Result<(), StoreError> {
    let limit = i64::from(BATCH);
    // Another node's clock may be behind.
    let seen = || clock.now().minus(idle).minus(MARGIN);
    while ending::idle(db, seen(), limit, clock.now()).await? == usize::from(BATCH) {
        tokio::time::sleep(BREATH).await;
    }
    Ok(())
}

/// Keeps the counters of failed attempts bounded, whoever causes how many: those go first that say the least.
async fn bound_counters(db: &Db) -> Result<u64, StoreError> {
    let mut removed = 0;
    loop {
        let count = db.read(|c| Box::pin(throttle::count_all(c))).await?;
        let surplus = (count - MOST_COUNTERS).min(i64::from(BATCH));
        if surplus <= 0 {
            return Ok(removed);
        }
        removed += alone::forget_counters(db, surplus).await?;
        tokio::time::sleep(BREATH).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::time::Timestamp;
    use crate::store::testing::each_engine;

    #[tokio::test]
    async fn everything_expired_goes_and_nothing_else() {
        each_engine(|db| async move {
            let clock = Clock::manual(Timestamp(1_000_000));
            let now = clock.now();
            let many = u32::from(BATCH) * 2 + 1;
            db.write(move |c| {
                Box::pin(async move {
                    for number in 0..=many {
                        let mut key = [0; 32];
                        key[..4].copy_from_slice(&number.to_be_bytes());
                        let life = Duration::from_secs(if number == 0 { 61 } else { 60 });
                        throttle::count(c, &key, now, now.plus(life)).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
            assert_eq!(sweep(&db, &clock).await.unwrap(), 0);
            clock.advance(Duration::from_secs(60));
            assert_eq!(sweep(&db, &clock).await.unwrap(), 0, "others may be behind");
            clock.advance(MARGIN);
            assert_eq!(sweep(&db, &clock).await.unwrap(), u64::from(many));
            clock.advance(Duration::from_secs(1));
            assert_eq!(sweep(&db, &clock).await.unwrap(), 1);
        })
        .await;
    }
}
