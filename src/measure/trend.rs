//! Change over time against exposure: the share of the latest weeks against that of the weeks
//! before, with an interval.

use serde::Serialize;

use super::{Estimate, proportion};

/// Cases and exposure of one span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Cases.
    pub k: u32,
    /// All that could have been cases.
    pub n: u32,
}

/// The share of late weeks against that of earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// Share in the late weeks, 0…1.
    pub late: Estimate,
    /// Share in the weeks before, 0…1.
    pub before: Estimate,
    /// Late minus before (Newcombe's interval), −1…1.
    pub change: Estimate,
}

impl Trend {
    /// Of weeks in order of time, the last `late` of them against up to `before` ones before
    /// those. `None` where either span has no exposure.
    pub fn of(weeks: &[Span], late: usize, before: usize, z: f64) -> Option<Self> {
        let cut = weeks.len().checked_sub(late)?;
        let (early, late) = weeks.split_at_checked(cut)?;
        let early = early.get(cut.saturating_sub(before)..)?;
        let sum =
            |spans: &[Span]| spans.iter().fold((0, 0), |(k, n), span| (k + span.k, n + span.n));
        let (late, early) = (sum(late), sum(early));
        Some(Self {
            late: proportion::share(late.0, late.1, z)?,
            before: proportion::share(early.0, early.1, z)?,
            change: proportion::difference(late, early, z)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    #[test]
    fn late_weeks_are_compared_with_those_before_them() {
        let week = |k, n| Span { k, n };
        let weeks = [week(90, 90), week(24, 40), week(24, 40), week(56, 70)];
        let trend = Trend::of(&weeks, 1, 2, Z95).unwrap();
        near(trend.change.value, 0.2, 1e-9);
        near(trend.change.interval.low, 0.0524, 5e-5);
        assert_eq!((trend.late.n, trend.before.n), (70, 80));
        assert!(Trend::of(&weeks[..1], 1, 2, Z95).is_none());
        assert!(Trend::of(&[week(0, 0), week(1, 2)], 1, 2, Z95).is_none());
        assert!(Trend::of(&[], 1, 2, Z95).is_none());
    }
}
