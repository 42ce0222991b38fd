//! Each node says once a minute that it is there, so that the console can list them with their versions.

use std::time::Duration;

use crate::clock::Clock;
use crate::protocol::time::Timestamp;
use crate::random::uuid_v7;
use crate::store::nodes::Node;
use crate::store::{Db, StoreError, alone};

/// Between two times.
const PERIOD: Duration = Duration::from_mins(1);
/// How long a node is known that does not say so any more.
const KEPT: Duration = Duration::from_hours(24);

/// This process.
pub fn this(now: Timestamp) -> Node {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let plain = |c: &char| c.is_ascii_graphic();
    Node {
        id: uuid_v7(now),
        host: host.trim().chars().filter(plain).take(64).collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: now,
        seen_at: now,
    }
}

/// Says that `node` is there.
///
/// # Errors
/// When the database does not answer.
pub async fn say(db: &Db, node: &Node, now: Timestamp) -> Result<(), StoreError> {
    let node = Node {
        seen_at: now,
        ..node.clone()
    };
    alone::node_seen(db, node, now.minus(KEPT)).await
}

/// Says so until the process ends.
pub async fn keep_saying(db: Db, clock: Clock) {
    let node = this(clock.now());
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = say(&db, &node, clock.now()).await {
            tracing::warn!(%error, "this node could not say that it is there");
        }
    }
}
