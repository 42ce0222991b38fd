//! Time as a value: rules are told what time it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Seconds since 1970-01-01 UTC, as in `NumericDate` (RFC 7519 §2).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `duration` after this one; never overflows.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(seconds(duration)))
    }

    /// The moment `duration` before this one; never overflows.
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(seconds(duration)))
    }

    /// How long ago `earlier` was; zero when it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(self.0.saturating_sub(earlier.0).try_into().unwrap_or(0))
    }

    /// As documents have it: `2026-11-22T20:15:00Z` (RFC 3339). What no calendar has is the beginning of 1970.
    pub fn iso(self) -> String {
        jiff::Timestamp::from_second(self.0)
            .unwrap_or_default()
            .to_string()
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}
