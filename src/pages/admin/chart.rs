//! Bars over days, as inline SVG: shapes and classes only. What is to be read stands beside it as text.

use jiff::Timestamp as Moment;

use crate::locale::Say;
use crate::protocol::time::Timestamp;

const DAY: i64 = 86_400;
/// Units of the drawing for each day, and for the height.
const STEP: usize = 40;
const HEIGHT: u64 = 120;
/// Lines across, besides the ground.
const LINES: u64 = 3;

/// Bars over days.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The finding in one sentence.
    pub finding: Say,
    /// One for each day, today last.
    pub bars: Vec<Bar>,
    /// How high the top line is.
    top: u64,
}

/// A day.
#[derive(Debug, Clone)]
pub struct Bar {
    /// For machines: `2026-11-22`.
    pub iso: String,
    /// For people: "22 Nov".
    pub date: Say,
    /// What went well.
    pub good: u64,
    /// What did not.
    pub bad: u64,
}

/// A rectangle of the drawing.
pub(super) struct Shape {
    pub x: usize,
    pub y: u64,
    pub height: u64,
    pub bad: bool,
}

impl Chart {
    /// Of days that follow each other from `since` on, with what went well and what did not. `None` when nothing happened.
    pub fn of(
        since: Timestamp,
        days: impl IntoIterator<Item = (u64, u64)>,
        finding: impl FnOnce(&[Bar]) -> Say,
    ) -> Option<Self> {
        let bars: Vec<Bar> = (0..)
            .zip(days)
            .map(|(n, (good, bad))| {
                let (iso, date) = date(Timestamp(since.0 + n * DAY));
                Bar {
                    iso,
                    date,
                    good,
                    bad,
                }
            })
            .collect();
        let most = bars.iter().map(|bar| bar.good + bar.bad).max()?;
        (most > 0).then(|| Self {
            finding: finding(&bars),
            top: LINES * nice(most.div_ceil(LINES)),
            bars,
        })
    }

    pub(super) fn width(&self) -> usize {
        self.bars.len() * STEP
    }

    /// The lines across, from the top, as a path.
    pub(super) fn grid(&self) -> String {
        let lines = (0..=LINES).map(|n| format!("M0 {}H{}", n * HEIGHT / LINES, self.width()));
        lines.collect()
    }

    /// What the lines stand for, from the top.
    pub(super) fn scale(&self) -> Vec<u64> {
        (0..=LINES).rev().map(|n| self.top / LINES * n).collect()
    }

    /// The bars: what went wrong stands on what went well.
    pub(super) fn shapes(&self) -> Vec<Shape> {
        let height = |count: u64| match (count * HEIGHT).div_ceil(self.top) {
            // What is there can be seen.
            1 => 2,
            height => height,
        };
        let of = |(n, bar): (usize, &Bar)| {
            let (good, bad) = (height(bar.good), height(bar.bad));
            let x = n * STEP + STEP / 5;
            let shape = |y: u64, height, bad| Shape { x, y, height, bad };
            [
                shape(HEIGHT.saturating_sub(good), good, false),
                shape(HEIGHT.saturating_sub(good + bad), bad, true),
            ]
        };
        let all = self.bars.iter().enumerate().flat_map(of);
        all.filter(|shape| shape.height > 0).collect()
    }

    /// Days that are named below: the first, the middle, the last.
    pub(super) fn ends(&self) -> Vec<&Bar> {
        let last = self.bars.len().saturating_sub(1);
        let named = [0, last / 2, last].map(|at| self.bars.get(at));
        named.into_iter().flatten().collect()
    }

    /// Whether anything went wrong.
    pub(super) fn has_bad(&self) -> bool {
        self.bars.iter().any(|bar| bar.bad > 0)
    }
}

/// The day that began then, in UTC.
pub fn date(at: Timestamp) -> (String, Say) {
    let date = Moment::from_second(at.0).unwrap_or_default();
    let date = date.to_zoned(jiff::tz::TimeZone::UTC).date();
    let month = Say::new("month").count("n", date.month());
    let text = Say::new("admin-day")
        .count("day", date.day())
        .saying("month", month);
    (date.to_string(), text)
}

/// The least of 1, 2, 5, 10, 20, 50 and so on that is not below.
fn nice(least: u64) -> u64 {
    let mut unit = 1;
    loop {
        let fits = [1, 2, 5]
            .map(|n| n * unit)
            .into_iter()
            .find(|n| *n >= least);
        if let Some(found) = fits {
            return found;
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[(u64, u64)]) -> Option<Chart> {
        let finding = |_: &[Bar]| Say::verbatim("x");
        Chart::of(Timestamp(1_795_305_600), days.iter().copied(), finding)
    }

    #[test]
    fn an_axis_is_never_empty_and_ends_in_a_round_number() {
        assert!(of(&[(0, 0), (0, 0)]).is_none());
        assert!(of(&[]).is_none());
        for (most, scale) in [
            (1, [3, 2, 1, 0]),
            (7, [15, 10, 5, 0]),
            (143, [150, 100, 50, 0]),
            (250, [300, 200, 100, 0]),
            (1_000_000, [1_500_000, 1_000_000, 500_000, 0]),
        ] {
            assert_eq!(of(&[(most, 0)]).unwrap().scale(), scale);
        }
    }

    #[test]
    fn bars_stand_on_the_ground_and_what_failed_stands_on_top() {
        let chart = of(&[(100, 50), (0, 1), (0, 0)]).unwrap();
        let shapes = chart.shapes();
        let seen: Vec<_> = shapes.iter().map(|s| (s.x, s.y, s.height, s.bad)).collect();
        assert_eq!(
            seen,
            [(8, 40, 80, false), (8, 0, 40, true), (48, 118, 2, true)]
        );
        assert_eq!(chart.bars[0].iso, "2026-11-22");
        assert_eq!(chart.bars[2].date.to_string(), "24 Nov");
    }
}
