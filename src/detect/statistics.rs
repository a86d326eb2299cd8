//! The test and the effect size that every detector uses.

/// What counts alone say of a departure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Weighed {
    /// −log10 of the probability of as many or more.
    pub(crate) strength: f64,
    /// What past and exposure predict.
    pub(crate) expected: f64,
    /// Lower 5 % bound of the ratio of the rates.
    pub(crate) at_least: f64,
}

impl Weighed {
    /// Of `count` where `expected` were predicted, with the probability `p` of as many; `None` if
    /// the rate is not sure to be `least` times the expected one. `p` is only asked for then.
    pub(crate) fn of(
        count: u32,
        expected: f64,
        least: f64,
        p: impl FnOnce() -> f64,
    ) -> Option<Self> {
        // A lower bound is below the ratio itself.
        if f64::from(count) < least * expected {
            return None;
        }
        let at_least = at_least(count, expected);
        let strength = || -p().max(1e-300).log10();
        (at_least >= least).then(|| Self { strength: strength(), expected, at_least })
    }
}

/// ln Γ(x) for x > 0 (Lanczos, g = 7, n = 9; relative error below 1e-13).
pub(crate) fn ln_gamma(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        // Reflection formula.
        return (std::f64::consts::PI / (std::f64::consts::PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let t = x + 7.5;
    let series = COEFFICIENTS
        .iter()
        .zip(1..)
        .fold(0.999_999_999_999_809_9, |sum, (c, i)| sum + c / (x + f64::from(i)));
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + series.ln()
}

fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

fn ln_choose(n: f64, k: f64) -> f64 {
    ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0)
}

/// P(X > k) + ½ P(X = k) for X ~ BetaBinomial(n, s·(1/φ − 1), (1−s)·(1/φ − 1)): the mid-p upper
/// tail of a count `k` among `n`, of which a `share` s is expected, with over-dispersion
/// `phi` in 0…1 (intra-class correlation; 0 is the binomial).
pub(crate) fn upper_tail(k: u32, n: u32, share: f64, phi: f64) -> f64 {
    if share <= 0.0 {
        return if k == 0 { 0.5 } else { 0.0 };
    }
    if share >= 1.0 {
        return 1.0;
    }
    if n > MANY {
        return tail_of_many(f64::from(k), f64::from(n), share, phi.max(1e-9));
    }
    let all = f64::from(n);
    let mass = |x: u32| {
        let x = f64::from(x);
        let ways = ln_choose(all, x);
        if phi <= 0.0 {
            return (ways + x * share.ln() + (all - x) * (1.0 - share).ln()).exp();
        }
        let size = 1.0 / phi - 1.0;
        let (hits, misses) = (share * size, (1.0 - share) * size);
        (ways + ln_beta(x + hits, all - x + misses) - ln_beta(hits, misses)).exp()
    };
    let above: f64 = (k + 1..=n).map(mass).sum();
    (above + 0.5 * mass(k)).min(1.0)
}

/// Trials from which the masses of the tail are made from each other.
const MANY: u32 = 20_000;

/// [`upper_tail`] of many trials: the mass at `k`, and from it the others by their ratios
/// (n − x)(x + a) / ((x + 1)(n − x − 1 + b)), up to where they are nothing beside their sum.
fn tail_of_many(count: f64, all: f64, share: f64, phi: f64) -> f64 {
    let size = 1.0 / phi - 1.0;
    let (hits, misses) = (share * size, (1.0 - share) * size);
    let first = ln_choose(all, count) + ln_beta(count + hits, all - count + misses);
    // In units of the first mass, so that nothing is too small to be added.
    let (mut x, mut mass, mut sum) = (count, 1.0_f64, 0.5);
    while x < all {
        let ratio = (all - x) * (x + hits) / ((x + 1.0) * (all - x - 1.0 + misses));
        mass *= ratio;
        sum += mass;
        x += 1.0;
        if ratio < 1.0 && mass < sum * 1e-16 {
            break;
        }
    }
    (first - ln_beta(hits, misses) + sum.ln()).exp().min(1.0)
}

/// By how much the fullest week exceeds the next one: of a week that stands out, no more is counted
/// than of the next, so that a spike of one week says little and a steady rise loses little.
pub(crate) fn spike(weeks: impl Iterator<Item = u32>) -> u32 {
    let (most, next) = weeks.fold(
        (0, 0),
        |(most, next), n| {
            if n > most { (n, most) } else { (most, next.max(n)) }
        },
    );
    most - next
}

/// Lower 5 % bound of a rate ratio whose expectation is 1 and of which `count` were seen where
/// `expected` were predicted: the posterior Gamma(a + count, a + expected) with a = ½ (DuMouchel
/// 1999, with a fixed prior).
pub(crate) fn at_least(count: u32, expected: f64) -> f64 {
    const PRIOR: f64 = 0.5;
    let shape = PRIOR + f64::from(count);
    gamma_quantile(0.05, shape) / (PRIOR + expected)
}

/// Quantile of Gamma(shape, 1), by bisection on its distribution function.
fn gamma_quantile(p: f64, shape: f64) -> f64 {
    let (mut low, mut high) = (0.0, shape + 10.0 * shape.sqrt() + 10.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if gamma_cdf(middle, shape) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// P(X ≤ x) for X ~ Gamma(shape, 1): the series of the incomplete gamma function (Abramowitz &
/// Stegun 6.5.29).
fn gamma_cdf(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let mut term = 1.0 / shape;
    let mut sum = term;
    let mut i = shape;
    while term > sum * 1e-14 {
        i += 1.0;
        term *= x / i;
        sum += term;
    }
    (sum.ln() + shape * x.ln() - x - ln_gamma(shape)).exp().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn known_values() {
        close(ln_gamma(5.0), 24.0_f64.ln());
        close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln());
        // Binomial(10, ½): P(X > 7) + ½ P(X = 7) = (45 + 10 + 1)/1024 + ½ · 120/1024.
        close(upper_tail(7, 10, 0.5, 0.0), (56.0 + 60.0) / 1024.0);
        // φ = ½ with r = ½ is Beta(½, ½): P(X = 0 | n = 1) = ½.
        close(upper_tail(0, 1, 0.5, 0.5), 0.75);
        // Gamma(1): −ln 0.95.
        close(gamma_quantile(0.05, 1.0), -(0.95_f64.ln()));
    }

    #[test]
    fn a_spike_is_what_stands_out_of_one_week() {
        for (weeks, out) in
            [(vec![], 0), (vec![7], 7), (vec![3, 3], 0), (vec![2, 60, 4], 56), (vec![8, 5, 3], 3)]
        {
            assert_eq!(spike(weeks.iter().copied()), out, "{weeks:?}");
        }
    }

    #[test]
    fn the_tail_of_many_is_that_of_few() {
        for (k, n, share) in
            [(30, 4000, 0.005), (700, 4000, 0.15), (500, 4000, 0.15), (3, 900, 0.2)]
        {
            let of_many = tail_of_many(f64::from(k), f64::from(n), share, 0.004);
            let exact = upper_tail(k, n, share, 0.004);
            assert!((of_many / exact - 1.0).abs() < 1e-7, "{k} {n}: {of_many} {exact}");
        }
    }

    #[test]
    fn over_dispersion_only_makes_the_tail_heavier() {
        for k in 6..12 {
            assert!(upper_tail(k, 20, 0.2, 0.05) > upper_tail(k, 20, 0.2, 0.0));
        }
    }
}
