//! The reference of a request: short enough to read aloud, in every log line and on every error page.

use std::convert::Infallible;
use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// `7QK2-M4FD`: eight characters without 0, O, 1, I and L. It names a request in the logs and is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId([u8; 9]);

const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// 31⁸, prime to the step below, so that as many requests in a row have different ids.
const IDS: u64 = 852_891_037_441;
const STEP: u64 = 527_115_650_107;

static LAST: LazyLock<AtomicU64> = LazyLock::new(|| {
    let mut seed = [0; 8];
    // Without randomness the sequence starts at zero, which is harmless.
    let _ = aws_lc_rs::rand::fill(&mut seed);
    AtomicU64::new(u64::from_ne_bytes(seed) % IDS)
});

impl RequestId {
    /// An id no other recent request of this process has.
    pub fn fresh() -> Self {
        let count = LAST.fetch_add(1, Ordering::Relaxed) % IDS;
        Self::of(u128::from(count) * u128::from(STEP) % u128::from(IDS))
    }

    fn of(mut number: u128) -> Self {
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
        assert_ne!(STEP % 31, 0);
    }
}
