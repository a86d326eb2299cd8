//! From estimates to figures that may be shown: rounding, small bases, hiding.

use crate::measure::small_base::{Base, shows};
use crate::measure::{Estimate, normal};

use crate::report::model::{Cell, Change, Figure};

/// Rounds to four decimals, so that a figure reads the same in every file; −0 becomes 0.
pub(crate) fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4 + 0.0
}

/// The figure of an estimate.
pub(crate) fn figure(estimate: Estimate) -> Figure {
    Figure {
        value: round(estimate.value),
        low: round(estimate.interval.low),
        high: round(estimate.interval.high),
        n: estimate.n,
        base: Base::of(estimate.n),
    }
}

/// The figure of a whole: hidden when the whole is too small.
pub(crate) fn whole(estimate: Option<Estimate>, anonymity: u32) -> Cell {
    part(estimate, estimate.map_or(0, |e| e.n), anonymity)
}

/// The figure of a part of `whole` cases: hidden when the part or the rest is too small.
pub(crate) fn part(estimate: Option<Estimate>, whole: u32, anonymity: u32) -> Cell {
    match estimate {
        None => Cell::Empty,
        Some(estimate) if shows(estimate.n, whole, anonymity) => Cell::Figure(figure(estimate)),
        Some(_) => Cell::Hidden,
    }
}

/// How changes are judged: the multiplier for each interval, and the wider one for all of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looks {
    /// Changes looked at side by side.
    pub(crate) count: usize,
    wide: f64,
}

impl Looks {
    /// For `count` changes.
    pub(crate) fn new(count: usize) -> Self {
        Self { count, wide: normal::simultaneous(count) }
    }

    /// The change that `difference` gives for a multiplier; `None` when either side is smaller
    /// than the anonymity threshold allows.
    pub(crate) fn change(
        self,
        (n, n_before): (u32, u32),
        anonymity: u32,
        difference: impl Fn(f64) -> Option<Estimate>,
    ) -> Option<Change> {
        if n.min(n_before) < anonymity.max(1) {
            return None;
        }
        let (narrow, wide) = (difference(normal::Z95)?, difference(self.wide)?);
        Some(Change {
            difference: round(narrow.value),
            low: round(narrow.interval.low),
            high: round(narrow.interval.high),
            n,
            n_before,
            clear: wide.interval.excludes_zero(),
        })
    }
}
