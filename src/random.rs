//! Randomness, from one source. Ids and secrets alike come from here, so that none depends on what a library happens to use.

pub mod letters;

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::{Builder, Uuid};

use crate::protocol::time::Timestamp;

/// Random bytes.
///
/// # Panics
/// When the system has no randomness: then nothing here is safe, so the request ends (attack row TK-08).
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system's random source works");
    bytes
}

/// A UUID of version 7 (RFC 9562 §5.7): rows made one after the other lie beside each other.
///
/// # Panics
/// As [`bytes()`].
pub fn uuid_v7(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.0)
        .unwrap_or_default()
        .saturating_mul(1000);
    Builder::from_unix_timestamp_millis(millis, &bytes()).into_uuid()
}

/// A UUID of version 7 that sorts after those this process made in the same second: rows that have an order. Within the second of
/// `now` it has the system's milliseconds: commands are processes of their own, and come one after the other.
///
/// # Panics
/// As [`bytes()`].
pub fn uuid_in_order(now: Timestamp) -> Uuid {
    // As many as there are: a count that began anew within a second would sort its rows before the former ones.
    static MADE: AtomicU32 = AtomicU32::new(0);
    static LATEST: AtomicU64 = AtomicU64::new(0);
    let second = u64::try_from(now.0)
        .unwrap_or_default()
        .saturating_mul(1000);
    let system = SystemTime::now().duration_since(UNIX_EPOCH);
    let system = system.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0));
    let millis = system.clamp(second, second.saturating_add(999));
    // The system's clock may be set back within the second.
    let latest = LATEST.fetch_max(millis, Ordering::Relaxed);
    let millis = millis.max(latest).min(second.saturating_add(999));
    let mut rest = bytes();
    // The first bytes are partly overwritten by version and variant: they say nothing, the count follows them.
    rest[..3].fill(0);
    rest[3..7].copy_from_slice(&MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_have_an_order_keep_it_within_a_second_and_across() {
        let ids: Vec<_> = (0..5_000)
            .map(|n| uuid_in_order(Timestamp(1_800_000_000 + n / 2_000)))
            .collect();
        assert!(ids.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
