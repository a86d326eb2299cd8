//! Means of scores.

use super::normal::student;
use super::{Estimate, Interval};

/// Sums from which a mean and its spread follow; adding tallies is adding cases.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Cases.
    pub n: u32,
    /// Σx.
    pub sum: f64,
    /// Σx².
    pub sum_of_squares: f64,
}

impl Sums {
    /// Adds one case.
    pub fn add(&mut self, x: f64) {
        self.n += 1;
        self.sum += x;
        self.sum_of_squares += x * x;
    }

    /// The mean; `None` without cases.
    pub fn mean(self) -> Option<f64> {
        (self.n > 0).then(|| self.sum / f64::from(self.n))
    }

    /// Sample variance (n − 1 below the line); `None` under two cases.
    pub fn variance(self) -> Option<f64> {
        let n = f64::from(self.n);
        (self.n > 1).then(|| {
            let about_mean = self.sum_of_squares - self.sum * self.sum / n;
            about_mean.max(0.0) / (n - 1.0)
        })
    }
}

/// The mean with its interval x̄ ± t·s/√n (Student's t); `None` under two cases.
///
/// `z` is the normal multiplier of the confidence wanted. The interval is not cut to the scale's
/// ends, as the scale is not known here.
pub fn estimate(sums: Sums, z: f64) -> Option<Estimate> {
    let (value, variance) = (sums.mean()?, sums.variance()?);
    let n = f64::from(sums.n);
    let margin = student(z, n - 1.0) * (variance / n).sqrt();
    Some(Estimate {
        value,
        interval: Interval { low: value - margin, high: value + margin },
        n: sums.n,
    })
}

/// The difference of two independent means, `now` − `before`, with Welch's interval; `n` is that
/// of `now`. `None` when either has under two cases.
pub fn difference(now: Sums, before: Sums, z: f64) -> Option<Estimate> {
    let (a, b) = (now.variance()? / f64::from(now.n), before.variance()? / f64::from(before.n));
    let value = now.mean()? - before.mean()?;
    let spread = a * a / (f64::from(now.n) - 1.0) + b * b / (f64::from(before.n) - 1.0);
    let t = if spread > 0.0 { student(z, (a + b).powi(2) / spread) } else { z };
    let margin = t * (a + b).sqrt();
    Some(Estimate {
        value,
        interval: Interval { low: value - margin, high: value + margin },
        n: now.n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    fn of(scores: &[f64]) -> Sums {
        let mut sums = Sums::default();
        for score in scores {
            sums.add(*score);
        }
        sums
    }

    #[test]
    fn mean_has_students_interval() {
        let got = estimate(of(&[5.0, 6.0, 7.0, 7.0, 4.0, 6.0, 5.0, 7.0, 6.0, 6.0]), Z95).unwrap();
        near(got.value, 5.9, 1e-12);
        near(got.interval.high - got.value, 2.262_157 * 0.994_429 / 10f64.sqrt(), 2e-3);
        assert!(estimate(of(&[5.0]), Z95).is_none());
    }

    #[test]
    fn difference_of_equal_groups_is_centred_on_zero() {
        let group = of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        let got = difference(group, group, Z95).unwrap();
        near(got.value, 0.0, 1e-12);
        assert!(!got.interval.excludes_zero());
    }
}
