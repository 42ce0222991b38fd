//! Dates, as each language writes them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Say;

/// The moment `seconds` after 1970 (UTC) as `message` says dates: with `day`, `month`, `year`, and `time` in the form of strftime.
pub fn date(message: &'static str, seconds: i64, time: &str) -> Say {
    let moment = Timestamp::from_second(seconds).unwrap_or_default();
    let date = moment.to_zoned(TimeZone::UTC);
    Say::new(message)
        .count("day", date.day())
        .saying("month", Say::new("month").count("n", date.month()))
        .with_plain("year", date.year().to_string())
        .with_plain("time", date.strftime(time).to_string())
}
