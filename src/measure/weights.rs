//! Weighted forms: the same measures when answers stand for unequal numbers of people.
//!
//! Intervals rest on the effective n (Kish): (Σw)²/Σw². Show it beside the unweighted n.

use super::normal::student;
use super::nps::{Band, from_shares};
use super::proportion::wilson;
use super::{Estimate, Interval};

/// Effective n = (Σw)²/Σw²; 0 without weight.
pub fn effective_n(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// Weighted mean Σwx/Σw of (score, weight), with the interval ± t·s/√(effective n), where s² is
/// the weighted variance. `None` when the effective n is not above 1.
pub fn mean(answers: &[(f64, f64)], z: f64) -> Option<Estimate> {
    let (total, effective) = sizes(answers);
    if effective <= 1.0 {
        return None;
    }
    let value = answers.iter().map(|(x, w)| x * w).sum::<f64>() / total;
    let around = answers.iter().map(|(x, w)| w * (x - value).powi(2)).sum::<f64>() / total;
    let variance = around * effective / (effective - 1.0);
    let margin = student(z, effective - 1.0) * (variance / effective).sqrt();
    Some(Estimate {
        value,
        interval: Interval { low: value - margin, high: value + margin },
        n: answers.len() as u32,
    })
}

/// Weighted share of the answers that are (true, weight), with Wilson's interval at the effective
/// n. `None` without weight.
pub fn share(answers: &[(bool, f64)], z: f64) -> Option<Estimate> {
    let (total, effective) = sizes(answers);
    if total <= 0.0 {
        return None;
    }
    let value = answers.iter().filter(|(yes, _)| *yes).map(|(_, w)| w).sum::<f64>() / total;
    Some(Estimate { value, interval: wilson(value, effective, z), n: answers.len() as u32 })
}

/// Weighted NPS in points from (score on 0…10, weight), with the NPS standard error at the
/// effective n. `None` without weight.
pub fn nps(answers: &[(f64, f64)], z: f64) -> Option<Estimate> {
    let (total, effective) = sizes(answers);
    if total <= 0.0 {
        return None;
    }
    let of = |band| {
        let weight = answers.iter().filter(|(x, _)| Band::of(*x) == band).map(|(_, w)| w);
        weight.sum::<f64>() / total
    };
    let (p, d) = (of(Band::Promoter), of(Band::Detractor));
    let value = 100.0 * (p - d);
    let margin = z * from_shares(p, d, effective);
    Some(Estimate {
        value,
        interval: Interval::around(value, margin, -100.0, 100.0),
        n: answers.len() as u32,
    })
}

fn sizes<T>(answers: &[(T, f64)]) -> (f64, f64) {
    let weights: Vec<f64> = answers.iter().map(|(_, w)| *w).collect();
    (weights.iter().sum(), effective_n(&weights))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::normal::Z95;
    use crate::measure::{mean as plain, near};

    #[test]
    fn equal_weights_change_nothing() {
        let scores = [10.0, 9.0, 8.0, 3.0, 6.0, 9.0];
        let answers = scores.map(|x| (x, 2.0));
        near(effective_n(&[2.0; 6]), 6.0, 1e-12);
        let mut sums = plain::Sums::default();
        for score in scores {
            sums.add(score);
        }
        let (got, want) = (mean(&answers, Z95).unwrap(), plain::estimate(sums, Z95).unwrap());
        near(got.interval.low, want.interval.low, 1e-9);
        near(nps(&answers, Z95).unwrap().value, 100.0 / 6.0, 1e-9);
    }

    #[test]
    fn unequal_weights_shrink_the_base() {
        near(effective_n(&[3.0, 1.0]), 1.6, 1e-12);
        let got = share(&[(true, 3.0), (false, 1.0)], Z95).unwrap();
        near(got.value, 0.75, 1e-12);
        assert_eq!(got.n, 2);
    }
}
