//! How a score goes together with themes when all themes are looked at together: least squares on
//! theme indicators. Association, never cause.

use super::{Estimate, Interval};

/// One record: its score and the themes it has, as indices without repeats.
#[derive(Clone, Debug, PartialEq)]
pub struct Case<'a> {
    /// The score, in the unit the coefficients are to have.
    pub y: f64,
    /// Indices of its themes.
    pub themes: &'a [usize],
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// By theme: how much higher the score is with it, the other themes being equal; `None` for a
    /// theme with too few records with or without it, or one that others give away.
    pub coefficients: Vec<Option<Estimate>>,
    /// Share of the spread of the scores that the themes account for, 0…1.
    pub explained: f64,
    /// Records.
    pub n: u32,
}

/// Records with a theme, and without it, below which it has no coefficient.
const FEW: u32 = 10;
/// Part of a theme's own spread below which the other themes give it away.
const TOLERANCE: f64 = 1e-6;

/// Least squares of y on an intercept and the indicators of `themes` themes, with standard errors
/// that allow for unequal spread (White, Econometrica 48, 1980; the n/(n − k) form "HC1") and
/// intervals ± z standard errors. `n` of a coefficient is the number of records with the theme.
/// `None` under 30 records or without a theme to speak of.
pub fn fit(cases: &[Case<'_>], themes: usize, z: f64) -> Option<Fit> {
    let n = cases.len();
    let mut with = vec![0u32; themes];
    for case in cases {
        for theme in case.themes {
            if let Some(count) = with.get_mut(*theme) {
                *count += 1;
            }
        }
    }
    let enough = |count: &u32| *count >= FEW && n as u32 - count >= FEW;
    let kept: Vec<usize> = (0..themes).filter(|at| with.get(*at).is_some_and(enough)).collect();
    if n < 30 || kept.is_empty() || n <= kept.len() + 2 {
        return None;
    }
    let mut place = vec![None; themes];
    for (at, theme) in kept.iter().enumerate() {
        if let Some(slot) = place.get_mut(*theme) {
            *slot = Some(at + 1);
        }
    }
    let columns = |case: &Case<'_>| -> Vec<usize> {
        let own = case.themes.iter().filter_map(|theme| place.get(*theme).copied().flatten());
        std::iter::once(0).chain(own).collect()
    };
    let width = kept.len() + 1;
    let mut gram = Square::zero(width);
    let mut right = vec![0.0; width];
    for case in cases {
        let own = columns(case);
        for a in &own {
            add(&mut right, *a, case.y);
            own.iter().for_each(|b| gram.add(*a, *b, 1.0));
        }
    }
    let inverse = gram.inverse();
    let beta = inverse.times(&right);
    let (meat, residual) = spread(cases, &beta, width, columns);
    let mean = cases.iter().map(|case| case.y).sum::<f64>() / n as f64;
    let total: f64 = cases.iter().map(|case| (case.y - mean).powi(2)).sum();
    let used = inverse.used();
    let scale = n as f64 / (n - used) as f64;
    let covariance = inverse.values.product(&meat).product(&inverse.values);
    let mut coefficients = vec![None; themes];
    for (at, theme) in kept.iter().enumerate() {
        let variance = covariance.get(at + 1, at + 1) * scale;
        let dropped = inverse.dropped.get(at + 1).copied().unwrap_or(true);
        let value = beta.get(at + 1).copied().unwrap_or(0.0);
        if let (false, Some(slot)) = (dropped, coefficients.get_mut(*theme)) {
            let margin = z * variance.max(0.0).sqrt();
            *slot = Some(Estimate {
                value,
                interval: Interval { low: value - margin, high: value + margin },
                n: with.get(*theme).copied().unwrap_or(0),
            });
        }
    }
    let explained = if total > 0.0 { (1.0 - residual / total).clamp(0.0, 1.0) } else { 0.0 };
    Some(Fit { coefficients, explained, n: n as u32 })
}

/// Σ e²·xx′ and Σ e².
fn spread(
    cases: &[Case<'_>],
    beta: &[f64],
    width: usize,
    columns: impl Fn(&Case<'_>) -> Vec<usize>,
) -> (Square, f64) {
    let mut meat = Square::zero(width);
    let mut residual = 0.0;
    for case in cases {
        let own = columns(case);
        let fitted: f64 = own.iter().filter_map(|at| beta.get(*at)).sum();
        let squared = (case.y - fitted).powi(2);
        residual += squared;
        for a in &own {
            own.iter().for_each(|b| meat.add(*a, *b, squared));
        }
    }
    (meat, residual)
}

fn add(values: &mut [f64], at: usize, x: f64) {
    if let Some(value) = values.get_mut(at) {
        *value += x;
    }
}

/// A square matrix, row by row.
#[derive(Clone, Debug)]
struct Square {
    width: usize,
    cells: Vec<f64>,
}

/// The inverse of a matrix in the columns that the others do not give away; 0 in the rest.
struct Inverse {
    values: Square,
    dropped: Vec<bool>,
}

impl Square {
    fn zero(width: usize) -> Self {
        Self { width, cells: vec![0.0; width * width] }
    }

    fn get(&self, row: usize, column: usize) -> f64 {
        self.cells.get(row * self.width + column).copied().unwrap_or(0.0)
    }

    fn set(&mut self, row: usize, column: usize, x: f64) {
        if let Some(cell) = self.cells.get_mut(row * self.width + column) {
            *cell = x;
        }
    }

    fn add(&mut self, row: usize, column: usize, x: f64) {
        self.set(row, column, self.get(row, column) + x);
    }

    fn product(&self, other: &Self) -> Self {
        let mut out = Self::zero(self.width);
        for row in 0..self.width {
            for between in 0..self.width {
                let x = self.get(row, between);
                if x != 0.0 {
                    for column in 0..self.width {
                        out.add(row, column, x * other.get(between, column));
                    }
                }
            }
        }
        out
    }

    /// The sweep operator (Goodnight, American Statistician 33, 1979), which passes over columns
    /// that are sums of others.
    fn inverse(&self) -> Inverse {
        let mut swept = self.clone();
        let mut dropped = vec![false; self.width];
        for pivot in 0..self.width {
            let d = swept.get(pivot, pivot);
            if d <= TOLERANCE * self.get(pivot, pivot).max(1.0) {
                if let Some(flag) = dropped.get_mut(pivot) {
                    *flag = true;
                }
                continue;
            }
            swept.sweep(pivot, d);
        }
        for (at, _) in dropped.iter().enumerate().filter(|(_, gone)| **gone) {
            for other in 0..self.width {
                swept.set(at, other, 0.0);
                swept.set(other, at, 0.0);
            }
        }
        Inverse { values: swept, dropped }
    }

    fn sweep(&mut self, pivot: usize, d: f64) {
        for column in 0..self.width {
            self.set(pivot, column, self.get(pivot, column) / d);
        }
        for row in (0..self.width).filter(|row| *row != pivot) {
            let factor = self.get(row, pivot);
            for column in 0..self.width {
                self.add(row, column, -factor * self.get(pivot, column));
            }
            self.set(row, pivot, -factor / d);
        }
        self.set(pivot, pivot, 1.0 / d);
    }
}

impl Inverse {
    fn times(&self, right: &[f64]) -> Vec<f64> {
        let row = |row: usize| {
            right.iter().enumerate().map(|(column, x)| self.values.get(row, column) * x).sum()
        };
        (0..self.values.width).map(row).collect()
    }

    fn used(&self) -> usize {
        self.dropped.iter().filter(|gone| !**gone).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::near;
    use crate::measure::normal::Z95;

    /// 400 records: 50, and 30 less with theme 0, 20 more with theme 1, with a fixed wobble.
    fn cases(themes: &[[usize; 2]]) -> Vec<(f64, Vec<usize>)> {
        (0..400usize)
            .map(|i| {
                let own: Vec<usize> = themes
                    .iter()
                    .filter(|[step, _]| i.is_multiple_of(*step))
                    .map(|[_, theme]| *theme)
                    .collect();
                let wobble = [3.0, -1.0, -4.0, 2.0, 0.0][i % 5] * f64::from(i as u32 / 5 % 2 * 2);
                let has = |theme| f64::from(u8::from(own.contains(&theme)));
                (50.0 - 30.0 * has(0) + 20.0 * has(1) + wobble, own)
            })
            .collect()
    }

    fn fitted(data: &[(f64, Vec<usize>)], themes: usize) -> Fit {
        let cases: Vec<Case<'_>> = data.iter().map(|(y, themes)| Case { y: *y, themes }).collect();
        fit(&cases, themes, Z95).unwrap()
    }

    #[test]
    fn what_was_put_in_comes_out() {
        let got = fitted(&cases(&[[3, 0], [4, 1]]), 3);
        let [Some(first), Some(second), None] = got.coefficients[..] else { panic!("{got:?}") };
        near(first.value, -30.0, 1.0);
        near(second.value, 20.0, 1.0);
        assert!(first.interval.high < 0.0 && second.interval.low > 0.0);
        assert!(got.explained > 0.8 && got.n == 400 && first.n == 134);
    }

    #[test]
    fn themes_that_always_come_together_are_not_told_apart() {
        let got = fitted(&cases(&[[3, 0], [3, 1]]), 2);
        assert!(got.coefficients[0].is_some() && got.coefficients[1].is_none());
        near(got.coefficients[0].unwrap().value, -10.0, 1.0);
    }

    #[test]
    fn few_records_have_no_model() {
        let case = Case { y: 1.0, themes: &[0] };
        assert!(fit(&vec![case; 29], 1, Z95).is_none());
    }
}
