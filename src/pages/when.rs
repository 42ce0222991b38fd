//! Moments as people read them.

use std::time::Duration;

use jiff::civil::Date;

use crate::locale::{self, Say, Zone};
use crate::protocol::time::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment, for a `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// For machines: `2026-11-22T18:41:00Z`.
    pub iso: String,
    /// For people: "3 hours ago", "18 Nov at 14:03 UTC+1".
    pub text: Say,
    /// In full, for who wants to know: "18 Nov 2026, 14:03:27 UTC+1 (Europe/Paris)".
    pub full: Say,
}

/// The clock and the calendar of whoever reads a page: what is now, and what clocks show where they are.
#[derive(Debug, Clone)]
pub struct Times {
    now: Timestamp,
    zone: Zone,
}

impl Times {
    /// Now, there.
    pub fn new(now: Timestamp, zone: Zone) -> Self {
        Self { now, zone }
    }

    /// What is now.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// What day it is there.
    pub fn today(&self) -> Date {
        self.zone.date(self.now.0)
    }

    /// As an age up to 24 hours, then as a date; with the year when it is not this one.
    pub fn ago(&self, then: Timestamp) -> When {
        let age = self.now.0.saturating_sub(then.0);
        match age {
            ..MINUTE => self.said(then, Say::new("just-now")),
            MINUTE..HOUR => self.said(then, Say::new("minutes-ago").count("n", age / MINUTE)),
            HOUR..DAY => self.said(then, Say::new("hours-ago").count("n", age / HOUR)),
            _ => self.on(then),
        }
    }

    /// As a date, with the year when it is not this one: two moments of one day can be told apart.
    pub fn on(&self, then: Timestamp) -> When {
        let year = |at: Timestamp| self.zone.date(at.0).year();
        let message = match year(then) == year(self.now) {
            true => "date-this-year",
            false => "date-with-year",
        };
        self.said(then, self.date(message, then))
    }

    /// In full: "22 Nov 2026, 18:41 UTC".
    pub fn exactly(&self, then: Timestamp) -> When {
        self.said(then, self.date("date-in-full", then))
    }

    fn date(&self, message: &'static str, then: Timestamp) -> Say {
        locale::date(message, then.0, &self.zone, "%H:%M")
    }

    fn said(&self, then: Timestamp, text: Say) -> When {
        When {
            iso: then.iso(),
            text,
            full: locale::date_and_zone("date-in-full", then.0, &self.zone, "%H:%M:%S"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_as_ages_then_as_dates() {
        let now = Timestamp(1_795_372_860); // 22 Nov 2026, 18:41 UTC
        let times = Times::new(now, Zone::default());
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
            let when = times.ago(Timestamp(now.0 - ago));
            assert_eq!(when.text.to_string(), expected);
        }
        let exactly = times.exactly(now);
        assert_eq!(exactly.iso, "2026-11-22T18:41:00Z");
        assert_eq!(exactly.text.to_string(), "22 Nov 2026, 18:41 UTC");
        assert_eq!(exactly.full.to_string(), "22 Nov 2026, 18:41:00 UTC");
    }

    #[test]
    fn the_year_is_that_of_where_the_reader_is() {
        let new_year = Timestamp(1_798_761_600); // 1 Jan 2027, 00:00 UTC
        let before = Timestamp(new_year.0 - 2 * DAY);
        for (zone, expected) in [
            ("UTC", "30 Dec 2026 at 00:00 UTC"),
            ("America/New_York", "29 Dec at 19:00 UTC−5"),
        ] {
            let times = Times::new(new_year, Zone::named(zone).unwrap());
            assert_eq!(times.on(before).text.to_string(), expected);
        }
        let tokyo = Times::new(new_year, Zone::named("Asia/Tokyo").unwrap());
        assert_eq!(tokyo.today().to_string(), "2027-01-01");
        let full = tokyo.ago(new_year).full.to_string();
        assert_eq!(full, "1 Jan 2027, 09:00:00 UTC+9 (Asia/Tokyo)");
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
        for zone in ["UTC", "Pacific/Kiritimati", "Pacific/Niue"] {
            for now in [i64::MIN, -377_705_023_201, 253_402_207_200, i64::MAX] {
                let times = Times::new(Timestamp(now), Zone::named(zone).unwrap());
                times.exactly(Timestamp(i64::MAX));
                times.ago(Timestamp(i64::MIN));
                times.on(Timestamp(253_402_207_200));
                times.today();
            }
        }
    }
}
