//! When a receiver that does not answer is tried again.

use std::time::Duration;

use crate::random;

/// After the first failure; each time twice as long.
const FIRST: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_mins(30);

/// How long it is left alone after so many failures one after the other: 5 seconds, 10, 20, … half an hour, give or take a quarter.
pub(super) fn after(failures: i64) -> Duration {
    let doubled = u32::try_from(failures.saturating_sub(1))
        .unwrap_or(0)
        .min(16);
    about((FIRST * (1 << doubled)).min(LONGEST))
}

/// A quarter more or less, so that nodes and receivers that failed together do not come back together.
pub(super) fn about(time: Duration) -> Duration {
    let [byte] = random::bytes();
    time * 3 / 4 + time * u32::from(byte) / 512
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_to_half_an_hour_and_scatters() {
        for (failures, seconds) in [
            (1, 5),
            (2, 10),
            (3, 20),
            (9, 1_280),
            (10, 1_800),
            (400, 1_800),
        ] {
            let expected = Duration::from_secs(seconds);
            for _ in 0..100 {
                let time = after(failures);
                assert!(
                    time >= expected * 3 / 4 && time <= expected * 5 / 4,
                    "{failures}: {time:?}"
                );
            }
        }
    }

    /// What fails for a day is tried so often and no more.
    #[test]
    fn lo_02_a_day_has_few_tries() {
        let day = Duration::from_hours(24);
        let (mut passed, mut tries) = (Duration::ZERO, 0);
        while passed < day {
            tries += 1;
            passed += after(tries);
        }
        assert!((40..80).contains(&tries), "{tries}");
    }
}
