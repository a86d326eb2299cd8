//! The figures people report, as pure functions with the source of each formula.
//!
//! Owns the arithmetic: scores and counts in, estimates with n and interval out. Refuses to know
//! where the numbers came from, how they are worded, or what is shown; an estimate without a base
//! is `None`, never 0.
//!
//! What the figures are *of* stays with the caller: relationship-level and encounter-level scores
//! must never be put into one tally.

pub mod normal;
pub mod mean;
pub mod proportion;
pub mod nps;
pub mod ces;
pub mod csat;
pub mod weights;
pub mod driver;
pub mod regression;
pub mod small_base;
pub mod stability;
pub mod trend;

use serde::{Deserialize, Serialize};

/// A range that holds the true value at the confidence asked for; in the unit of its estimate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// `value` ± `margin`, cut to `low`…`high`.
    pub fn around(value: f64, margin: f64, low: f64, high: f64) -> Self {
        Self { low: (value - margin).max(low), high: (value + margin).min(high) }
    }

    /// Whether zero lies outside: the sign of the value is then known at this confidence.
    pub fn excludes_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// A value with the interval around it and the number of cases it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Best guess.
    pub value: f64,
    /// Where the true value may lie.
    pub interval: Interval,
    /// Cases, unweighted.
    pub n: u32,
}

/// The difference `now` − `before` of two independent estimates; `n` is that of `now`.
///
/// The ends are recovered from the ends of both (square-and-add; Zou & Donner, Statistics in
/// Medicine 27, 2008): v₁ − v₂ − √((v₁−l₁)² + (u₂−v₂)²) and v₁ − v₂ + √((u₁−v₁)² + (v₂−l₂)²).
pub fn difference(now: Estimate, before: Estimate) -> Estimate {
    let value = now.value - before.value;
    let (a, b) = (now.interval, before.interval);
    Estimate {
        value,
        interval: Interval {
            low: value - (now.value - a.low).hypot(b.high - before.value),
            high: value + (a.high - now.value).hypot(before.value - b.low),
        },
        n: now.n,
    }
}

#[cfg(test)]
pub(crate) fn near(got: f64, want: f64, within: f64) {
    assert!((got - want).abs() <= within, "got {got}, want {want} ± {within}");
}
