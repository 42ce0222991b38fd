//! Dates and times, as each language writes them, and as clocks show them where the reader is.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::Say;

/// What clocks show where somebody is: a zone of the IANA Time Zone Database, which is compiled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

static KNOWN: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

impl Zone {
    /// The zone of this name, also of an older one: `"Europe/Paris"`. `None`: there is none.
    pub fn named(name: &str) -> Option<Self> {
        KNOWN.get(name).ok().map(Self)
    }

    /// The date of the moment `seconds` after 1970.
    pub fn date(&self, seconds: i64) -> Date {
        self.0.to_datetime(moment(seconds)).date()
    }

    /// Its name, unless it says no more than `UTC`.
    fn place(&self) -> Option<&str> {
        self.0.iana_name().filter(|name| *name != "UTC")
    }
}

/// UTC: what is shown to people of whom nothing else is known.
impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

/// The moment `seconds` after 1970 as `message` says dates: with `day`, `month`, `year`, `time` in the form of strftime, and `zone`.
pub fn date(message: &'static str, seconds: i64, zone: &Zone, time: &str) -> Say {
    let date = moment(seconds).to_zoned(zone.0.clone());
    Say::new(message)
        .count("day", date.day())
        .saying("month", Say::new("month").count("n", date.month()))
        .with_plain("year", date.year().to_string())
        .with_plain("time", date.strftime(time).to_string())
        .with_plain("zone", from_utc(date.offset()))
}

/// As [`date`], followed by the name of the zone where it has one: "22 Nov 2026, 19:41 UTC+1 (Europe/Paris)".
pub fn date_and_zone(message: &'static str, seconds: i64, zone: &Zone, time: &str) -> Say {
    let date = date(message, seconds, zone, time);
    match zone.place() {
        Some(place) => Say::new("date-and-zone")
            .saying("date", date)
            .with("place", place),
        None => date,
    }
}

/// How far clocks are from UTC, the same in every language and without a doubt, as abbreviations are not: `UTC`, `UTC+1`, `UTC−3:30`.
fn from_utc(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_put_forward_and_back_where_and_when_people_do_so() {
        for (zone, moment, expected) in [
            ("UTC", "2026-03-29T01:00:00Z", "29 Mar 2026, 01:00 UTC"),
            // Forward: 01:59 is followed by 03:00.
            (
                "Europe/Berlin",
                "2026-03-29T00:59:59Z",
                "29 Mar 2026, 01:59 UTC+1",
            ),
            (
                "Europe/Berlin",
                "2026-03-29T01:00:00Z",
                "29 Mar 2026, 03:00 UTC+2",
            ),
            // Back: 02:30 is twice.
            (
                "Europe/Berlin",
                "2026-10-25T00:30:00Z",
                "25 Oct 2026, 02:30 UTC+2",
            ),
            (
                "Europe/Berlin",
                "2026-10-25T01:30:00Z",
                "25 Oct 2026, 02:30 UTC+1",
            ),
            (
                "Europe/London",
                "2026-07-01T12:00:00Z",
                "1 Jul 2026, 13:00 UTC+1",
            ),
            (
                "Europe/London",
                "2026-12-01T12:00:00Z",
                "1 Dec 2026, 12:00 UTC",
            ),
            (
                "America/New_York",
                "2026-03-08T06:59:59Z",
                "8 Mar 2026, 01:59 UTC−5",
            ),
            (
                "America/New_York",
                "2026-03-08T07:00:00Z",
                "8 Mar 2026, 03:00 UTC−4",
            ),
            (
                "America/St_Johns",
                "2026-01-01T00:00:00Z",
                "31 Dec 2025, 20:30 UTC−3:30",
            ),
            // South of the equator summer is in January; half an hour on this island.
            (
                "Australia/Lord_Howe",
                "2026-01-15T00:00:00Z",
                "15 Jan 2026, 11:00 UTC+11",
            ),
            (
                "Australia/Lord_Howe",
                "2026-07-15T00:00:00Z",
                "15 Jul 2026, 10:30 UTC+10:30",
            ),
            (
                "Asia/Kathmandu",
                "2026-01-01T00:00:00Z",
                "1 Jan 2026, 05:45 UTC+5:45",
            ),
            (
                "Pacific/Kiritimati",
                "2026-12-31T10:00:00Z",
                "1 Jan 2027, 00:00 UTC+14",
            ),
            // Without daylight saving since 2019, and under a name that is not the first any more.
            (
                "America/Sao_Paulo",
                "2026-01-01T12:00:00Z",
                "1 Jan 2026, 09:00 UTC−3",
            ),
            (
                "Asia/Calcutta",
                "2026-06-01T00:00:00Z",
                "1 Jun 2026, 05:30 UTC+5:30",
            ),
        ] {
            let seconds = moment.parse::<Timestamp>().unwrap().as_second();
            let zone = Zone::named(zone).expect(zone);
            let said = date("date-in-full", seconds, &zone, "%H:%M");
            assert_eq!(said.in_english(), expected, "{moment}");
        }
    }

    #[test]
    fn a_zone_is_named_in_full_where_it_is_more_than_utc() {
        let named = |zone: &Zone| date_and_zone("date-in-full", 0, zone, "%H:%M").in_english();
        let paris = Zone::named("Europe/Paris").unwrap();
        assert_eq!(named(&paris), "1 Jan 1970, 01:00 UTC+1 (Europe/Paris)");
        assert_eq!(named(&Zone::default()), "1 Jan 1970, 00:00 UTC");
        assert_eq!(Zone::named("UTC"), Some(Zone::default()));
        for nowhere in ["", "Europe/Atlantis", "../../etc/passwd", "UTC+1"] {
            assert_eq!(Zone::named(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn a_day_begins_where_people_are() {
        let seconds = "2026-12-31T23:30:00Z"
            .parse::<Timestamp>()
            .unwrap()
            .as_second();
        for (zone, expected) in [("UTC", "2026-12-31"), ("Asia/Tokyo", "2027-01-01")] {
            assert_eq!(
                Zone::named(zone).unwrap().date(seconds).to_string(),
                expected
            );
        }
    }
}
