//! Net Promoter Score.

use serde::{Deserialize, Serialize};

use super::proportion::wilson;
use super::{Estimate, Interval};

/// Who gave a score on the scale 0…10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 9–10.
    Promoter,
    /// 7–8.
    Passive,
    /// 0–6.
    Detractor,
}

impl Band {
    /// The band of a score on 0…10; between the whole numbers the band below holds.
    pub fn of(score: f64) -> Self {
        if score >= 9.0 {
            Self::Promoter
        } else if score >= 7.0 {
            Self::Passive
        } else {
            Self::Detractor
        }
    }
}

/// Answers by band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "archive", derive(schemars::JsonSchema))]
pub struct Bands {
    /// Scores 9–10.
    pub promoters: u32,
    /// Scores 7–8.
    pub passives: u32,
    /// Scores 0–6.
    pub detractors: u32,
}

impl Bands {
    /// Adds one answer.
    pub fn add(&mut self, band: Band) {
        match band {
            Band::Promoter => self.promoters += 1,
            Band::Passive => self.passives += 1,
            Band::Detractor => self.detractors += 1,
        }
    }

    /// All answers.
    pub const fn n(self) -> u32 {
        self.promoters + self.passives + self.detractors
    }

    /// The answers that are not in `part`, which must be part of these.
    #[must_use]
    pub const fn without(self, part: Self) -> Self {
        Self {
            promoters: self.promoters.saturating_sub(part.promoters),
            passives: self.passives.saturating_sub(part.passives),
            detractors: self.detractors.saturating_sub(part.detractors),
        }
    }
}

/// NPS = 100·(p − d), in points −100…100; p is the share of promoters, d that of detractors.
/// `None` without answers.
pub fn value(bands: Bands) -> Option<f64> {
    let n = f64::from(bands.n());
    (n > 0.0).then(|| 100.0 * (f64::from(bands.promoters) - f64::from(bands.detractors)) / n)
}

/// Standard error in points: 100·√((p + d − (p − d)²)/n), the multinomial one. `None` without
/// answers.
pub fn standard_error(bands: Bands) -> Option<f64> {
    let n = f64::from(bands.n());
    (n > 0.0)
        .then(|| from_shares(f64::from(bands.promoters) / n, f64::from(bands.detractors) / n, n))
}

/// [`standard_error`] from the shares `p` and `d` of `n` answers, which may be an effective n.
pub fn from_shares(p: f64, d: f64, n: f64) -> f64 {
    100.0 * ((p + d - (p - d).powi(2)).max(0.0) / n).sqrt()
}

/// NPS with its interval ± z standard errors, cut to −100…100. `None` without answers.
///
/// When every answer falls in one band the standard error is 0, which would claim certainty from
/// three promoters. The interval then takes Wilson's bound on the share outside that band and
/// lets all of it go the worst way.
pub fn estimate(bands: Bands, z: f64) -> Option<Estimate> {
    let (value, error) = (value(bands)?, standard_error(bands)?);
    let n = bands.n();
    let interval = if error > 0.0 {
        Interval::around(value, z * error, -100.0, 100.0)
    } else {
        let unseen = wilson(0.0, f64::from(n), z).high;
        let step = if bands.passives == n { 100.0 } else { 200.0 };
        Interval::around(value, step * unseen, -100.0, 100.0)
    };
    Some(Estimate { value, interval, n })
}

/// Change of NPS between two independent groups of answers, `now` − `before`, in points; its
/// interval comes from those of both ([`super::difference`]), which away from the ends of the
/// scale is ± z·√(se₁² + se₂²). `None` when either is empty.
pub fn difference(now: Bands, before: Bands, z: f64) -> Option<Estimate> {
    Some(super::difference(estimate(now, z)?, estimate(before, z)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    #[test]
    fn margin_matches_the_published_vector() {
        near(Z95 * from_shares(0.5, 1.0 / 6.0, 100.0), 14.609, 1e-3);
    }

    #[test]
    fn value_counts_the_bands() {
        let mut bands = Bands::default();
        for score in [10.0, 9.0, 9.0, 10.0, 9.0, 8.0, 7.0, 6.0, 0.0, 3.0] {
            bands.add(Band::of(score));
        }
        near(value(bands).unwrap(), 20.0, 1e-12);
        assert!(value(Bands::default()).is_none());
    }

    #[test]
    fn unanimous_answers_are_not_certain() {
        let got = estimate(Bands { promoters: 3, ..Bands::default() }, Z95).unwrap();
        near(got.value, 100.0, 1e-12);
        assert!(got.interval.low < 0.0);
        let all_down = Bands { detractors: 6, ..Bands::default() };
        assert!(difference(all_down, all_down, Z95).unwrap().interval.high > 50.0);
    }
}
