//! The reference of a request: short enough to read aloud, in every log line and on every error page.

use std::convert::Infallible;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::random::letters::LETTERS;

/// `7QK2-M4FD`: eight characters without 0, O, 1, I and L. It names a request in the logs and is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId([u8; 9]);

/// 31⁸: so many ids there are.
const IDS: u64 = 852_891_037_441;
/// Half of the bits of a number that is shuffled: 2⁴⁰ is a little more than [`IDS`].
const HALF: u32 = 20;

/// Requests are counted, and the count is shuffled with a key of this process: ids do not repeat, and nobody learns from them how
/// many there were (attack row FI-17).
static SHUFFLE: LazyLock<[RandomState; 4]> =
    LazyLock::new(|| std::array::from_fn(|_| RandomState::new()));
static LAST: AtomicU64 = AtomicU64::new(0);

/// A permutation of the numbers below 2⁴⁰: a Feistel network of four rounds.
fn shuffled(number: u64) -> u64 {
    const MASK: u64 = (1 << HALF) - 1;
    let halves = (number >> HALF, number & MASK);
    let (left, right) = SHUFFLE.iter().fold(halves, |(left, right), round| {
        (right, left ^ (round.hash_one(right) & MASK))
    });
    left << HALF | right
}

impl RequestId {
    /// An id no other recent request of this process has.
    pub fn fresh() -> Self {
        let count = LAST.fetch_add(1, Ordering::Relaxed) % IDS;
        // Until it is one that can be written: the numbers below `IDS` are permuted among themselves.
        let mut number = shuffled(count);
        while number >= IDS {
            number = shuffled(number);
        }
        Self::of(number)
    }

    fn of(mut number: u64) -> Self {
        let mut text = [b'-'; 9];
        for place in [0, 1, 2, 3, 5, 6, 7, 8] {
            text[place] = LETTERS[(number % 31) as usize];
            number /= 31;
        }
        Self(text)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("letters and a hyphen")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_else(Self::fresh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_and_differ() {
        let ids: std::collections::HashSet<_> = (0..10_000).map(|_| RequestId::fresh()).collect();
        assert_eq!(ids.len(), 10_000);
        for id in ids {
            assert_eq!(id.as_str().len(), 9);
            assert_eq!(&id.as_str()[4..5], "-");
            assert!(!id.as_str().contains(['0', 'O', '1', 'I', 'L']));
        }
        assert_eq!(31u64.pow(8), IDS);
    }

    #[test]
    fn fi_17_ids_do_not_tell_how_many_requests_there_were() {
        // Were they a line, every step would be as long as the one before.
        let ids: Vec<_> = (0..100).map(shuffled).collect();
        let steps: std::collections::HashSet<_> = ids
            .windows(2)
            .map(|pair| pair[1].wrapping_sub(pair[0]))
            .collect();
        assert!(steps.len() > 90, "{}", steps.len());
        let different: std::collections::HashSet<_> = (0..100_000).map(shuffled).collect();
        assert_eq!(different.len(), 100_000, "a permutation");
        assert!(different.iter().all(|number| *number < 1 << (2 * HALF)));
    }
}
