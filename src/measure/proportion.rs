//! Shares and their differences, with intervals that stay honest at small n and near 0 and 1.

use super::{Estimate, Interval};

/// Wilson's score interval for a share `p` of `n` cases; 0…1.
///
/// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n) (Wilson, JASA 22, 1927). `n` may be an
/// effective n and so need not be whole; with `n` = 0 nothing is known: 0…1.
pub fn wilson(p: f64, n: f64, z: f64) -> Interval {
    if n <= 0.0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let z2 = z * z;
    let centre = p + z2 / (2.0 * n);
    let reach = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z2 / n;
    Interval { low: ((centre - reach) / whole).max(0.0), high: ((centre + reach) / whole).min(1.0) }
}

/// The share `k`/`n` with Wilson's interval; `None` when `n` = 0.
pub fn share(k: u32, n: u32, z: f64) -> Option<Estimate> {
    let value = ratio(k, n)?;
    Some(Estimate { value, interval: wilson(value, f64::from(n), z), n })
}

/// The difference of two independent shares, `now` − `before`, each as (k, n); `n` of the result
/// is that of `now`. `None` when either n = 0.
///
/// Newcombe's hybrid score interval (method 10 in Statistics in Medicine 17, 1998): with Wilson
/// limits l and u of each share, d − √((p₁−l₁)² + (u₂−p₂)²) … d + √((u₁−p₁)² + (p₂−l₂)²).
pub fn difference(now: (u32, u32), before: (u32, u32), z: f64) -> Option<Estimate> {
    Some(super::difference(share(now.0, now.1, z)?, share(before.0, before.1, z)?))
}

fn ratio(k: u32, n: u32) -> Option<f64> {
    (n > 0).then(|| f64::from(k) / f64::from(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    #[test]
    fn wilson_gives_the_published_intervals() {
        for (k, n, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
        {
            let got = share(k, n, Z95).unwrap().interval;
            near(got.low, low, 5e-5);
            near(got.high, high, 5e-5);
        }
        assert!(share(0, 0, Z95).is_none());
    }

    #[test]
    fn newcombe_gives_the_published_intervals() {
        for (now, before, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((5, 56), (0, 29), -0.0381, 0.1926),
        ] {
            let got = difference(now, before, Z95).unwrap().interval;
            near(got.low, low, 5e-5);
            near(got.high, high, 5e-5);
        }
    }
}
