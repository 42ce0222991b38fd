//! Randomness, from one source. Ids and secrets alike come from here, so that none depends on what a library happens to use.

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
