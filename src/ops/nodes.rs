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

/// What the clocks of two nodes may differ: what one writes down, the other judges (docs/sessions.md).
pub const CLOCKS_DIFFER: Duration = Duration::from_mins(2);

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
        knows: None,
        ahead: None,
    }
}

/// How many seconds this machine's clock is ahead of the database's, where that has one of its own.
async fn ahead(db: &Db, clock: &Clock) -> Result<Option<i64>, StoreError> {
    let asked = clock.now();
    let theirs = db.facts().await?.now;
    let answered = clock.now();
    // It was read somewhere between the two; a difference within them is none.
    Ok(theirs.map(|theirs| match theirs {
        before if before < asked => asked.0 - before.0,
        behind if behind > answered => answered.0 - behind.0,
        _ => 0,
    }))
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
    let mut node = this(clock.now());
    node.knows = Some(db.known_schema());
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // Where the database does not answer, it is not told either.
        node.ahead = ahead(&db, &clock).await.unwrap_or(node.ahead);
        if let Err(error) = say(&db, &node, clock.now()).await {
            tracing::warn!(%error, "this node could not say that it is there");
        }
    }
}
