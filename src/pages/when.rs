//! Moments as people read them.

use std::time::Duration;

use jiff::Timestamp as Moment;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::locale::{self, Say};
use crate::protocol::time::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment, for a `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// For machines: `2026-11-22T18:41:00Z`.
    pub iso: String,
    /// For people: "3 hours ago", "18 Nov at 14:03 UTC".
    pub text: Say,
    /// In full, for who wants to know: "18 Nov 2026, 14:03:27 UTC".
    pub full: Say,
}

impl When {
    /// As an age up to 24 hours, then as a date; with the year when it is not this one.
    pub fn ago(then: Timestamp, now: Timestamp) -> Self {
        let age = now.0.saturating_sub(then.0);
        match age {
            ..MINUTE => Self::said(then, Say::new("just-now")),
            MINUTE..HOUR => Self::said(then, Say::new("minutes-ago").count("n", age / MINUTE)),
            HOUR..DAY => Self::said(then, Say::new("hours-ago").count("n", age / HOUR)),
            _ => Self::on(then, now),
        }
    }

    /// As a date, with the year when it is not this one: two moments of one day can be told apart.
    pub fn on(then: Timestamp, now: Timestamp) -> Self {
        let message = match year(then) == year(now) {
            true => "date-this-year",
            false => "date-with-year",
        };
        Self::said(then, date(message, then, "%H:%M"))
    }

    /// In full: "22 Nov 2026, 18:41 UTC".
    pub fn exactly(then: Timestamp) -> Self {
        Self::said(then, date("date-in-full", then, "%H:%M"))
    }

    fn said(then: Timestamp, text: Say) -> Self {
        Self {
            iso: iso(then),
            text,
            full: date("date-in-full", then, "%H:%M:%S"),
        }
    }
}

/// A length of time, rounded up: "4 seconds", "1 minute", "12 hours".
pub fn span(length: Duration) -> Say {
    let seconds = length.as_secs() + u64::from(length.subsec_nanos() > 0);
    let (count, unit) = match seconds.max(1) {
        seconds @ ..60 => (seconds, "seconds"),
        seconds @ 60..7_200 => (seconds.div_ceil(60), "minutes"),
        seconds @ 7_200..172_800 => (seconds.div_ceil(3_600), "hours"),
        seconds => (seconds.div_ceil(86_400), "days"),
    };
    Say::new(unit).count("n", count)
}

/// The date of `then` as `message` says dates.
fn date(message: &'static str, then: Timestamp, time: &str) -> Say {
    locale::date(message, then.0, time)
}

/// The date of `then`, where time is UTC.
pub fn day(then: Timestamp) -> Date {
    moment(then).to_zoned(TimeZone::UTC).date()
}

fn moment(then: Timestamp) -> Moment {
    Moment::from_second(then.0).unwrap_or_default()
}

fn iso(then: Timestamp) -> String {
    moment(then).to_string()
}

fn year(then: Timestamp) -> i16 {
    moment(then).to_zoned(TimeZone::UTC).year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_as_ages_then_as_dates() {
        let now = Timestamp(1_795_372_860); // 22 Nov 2026, 18:41 UTC
        for (ago, expected) in [
            (0, "just now"),
            (-5, "just now"),
            (60, "1 minute ago"),
            (59 * MINUTE, "59 minutes ago"),
            (HOUR, "1 hour ago"),
            (23 * HOUR + 3599, "23 hours ago"),
            (DAY, "21 Nov at 18:41 UTC"),
            (365 * DAY, "22 Nov 2025 at 18:41 UTC"),
        ] {
            assert_eq!(
                When::ago(Timestamp(now.0 - ago), now).text.to_string(),
                expected
            );
        }
        let exactly = When::exactly(now);
        assert_eq!(exactly.iso, "2026-11-22T18:41:00Z");
        assert_eq!(exactly.text.to_string(), "22 Nov 2026, 18:41 UTC");
        assert_eq!(exactly.full.to_string(), "22 Nov 2026, 18:41:00 UTC");
    }

    #[test]
    fn b6_a_wait_is_told_to_the_second_below_a_minute() {
        for (millis, expected) in [
            (0, "1 second"),
            (1_000, "1 second"),
            (2_400, "3 seconds"),
            (4_000, "4 seconds"),
            (59_000, "59 seconds"),
            (60_000, "1 minute"),
            (61_000, "2 minutes"),
            (900_000, "15 minutes"),
            (1_800_000, "30 minutes"),
            (43_200_000, "12 hours"),
            (30 * 86_400_000, "30 days"),
        ] {
            assert_eq!(span(Duration::from_millis(millis)).to_string(), expected);
        }
    }

    #[test]
    fn a_moment_out_of_range_does_not_panic() {
        When::exactly(Timestamp(i64::MAX));
        When::ago(Timestamp(i64::MIN), Timestamp(i64::MAX));
    }
}
