//! Agreement of two groupings of the same texts.

use rustc_hash::FxHashMap;

/// A contingency table of two groupings.
#[derive(Clone, Debug)]
pub struct Agreement {
    cells: Vec<(usize, usize, f64)>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    n: f64,
}

impl Agreement {
    /// Counts pairs of (true group, found group).
    pub fn of(pairs: &[(u32, u32)]) -> Self {
        let mut row_of: FxHashMap<u32, usize> = FxHashMap::default();
        let mut column_of: FxHashMap<u32, usize> = FxHashMap::default();
        let mut counts: FxHashMap<(usize, usize), f64> = FxHashMap::default();
        for (a, b) in pairs {
            let next = row_of.len();
            let row = *row_of.entry(*a).or_insert(next);
            let next = column_of.len();
            let column = *column_of.entry(*b).or_insert(next);
            *counts.entry((row, column)).or_default() += 1.0;
        }
        let mut cells: Vec<_> = counts.into_iter().map(|((r, c), n)| (r, c, n)).collect();
        cells.sort_by_key(|(r, c, _)| (*r, *c));
        let mut rows = vec![0.0; row_of.len()];
        let mut columns = vec![0.0; column_of.len()];
        for (r, c, n) in &cells {
            rows[*r] += n;
            columns[*c] += n;
        }
        Self { cells, rows, columns, n: pairs.len() as f64 }
    }

    /// Normalised mutual information, arithmetic mean of the entropies.
    pub fn nmi(&self) -> f64 {
        let mean = f64::midpoint(self.entropy(&self.rows), self.entropy(&self.columns));
        if mean == 0.0 { 1.0 } else { self.mutual_information() / mean }
    }

    /// Adjusted mutual information (Vinh, Epps & Bailey 2010), arithmetic mean; 0 is chance.
    pub fn ami(&self) -> f64 {
        let mean = f64::midpoint(self.entropy(&self.rows), self.entropy(&self.columns));
        let expected = self.expected_information();
        let room = mean - expected;
        if room.abs() < 1e-12 { 1.0 } else { (self.mutual_information() - expected) / room }
    }

    /// Adjusted Rand index (Hubert & Arabie 1985); 0 is chance.
    pub fn ari(&self) -> f64 {
        let pairs = |n: f64| n * (n - 1.0) / 2.0;
        let together: f64 = self.cells.iter().map(|(_, _, n)| pairs(*n)).sum();
        let in_rows: f64 = self.rows.iter().map(|n| pairs(*n)).sum();
        let in_columns: f64 = self.columns.iter().map(|n| pairs(*n)).sum();
        let expected = in_rows * in_columns / pairs(self.n).max(1.0);
        let most = f64::midpoint(in_rows, in_columns);
        if (most - expected).abs() < 1e-12 {
            1.0
        } else {
            (together - expected) / (most - expected)
        }
    }

    /// Share of texts that bear the commonest true group of their found group.
    pub fn purity(&self) -> f64 {
        let mut best = vec![0.0_f64; self.columns.len()];
        for (_, c, n) in &self.cells {
            best[*c] = best[*c].max(*n);
        }
        best.iter().sum::<f64>() / self.n.max(1.0)
    }

    fn entropy(&self, counts: &[f64]) -> f64 {
        counts.iter().map(|n| -(n / self.n) * (n / self.n).ln()).sum()
    }

    fn mutual_information(&self) -> f64 {
        self.cells
            .iter()
            .map(|(r, c, n)| n / self.n * (n * self.n / (self.rows[*r] * self.columns[*c])).ln())
            .sum()
    }

    /// Mutual information of groupings with these margins under random permutation.
    fn expected_information(&self) -> f64 {
        let ln_factorial = ln_factorials(self.n as usize);
        let lf = |n: f64| ln_factorial[n as usize];
        let mut sum = 0.0;
        for &a in &self.rows {
            for &b in &self.columns {
                let fixed = lf(a) + lf(b) + lf(self.n - a) + lf(self.n - b) - lf(self.n);
                let mut n = (a + b - self.n).max(1.0);
                while n <= a.min(b) {
                    let ways = fixed - lf(n) - lf(a - n) - lf(b - n) - lf(self.n - a - b + n);
                    sum += n / self.n * (self.n * n / (a * b)).ln() * ways.exp();
                    n += 1.0;
                }
            }
        }
        sum
    }
}

fn ln_factorials(n: usize) -> Vec<f64> {
    let mut table = Vec::with_capacity(n + 1);
    let mut sum = 0.0;
    table.push(sum);
    for i in 1..=n {
        sum += (i as f64).ln();
        table.push(sum);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_groupings_agree_and_chance_is_zero() {
        let same: Vec<_> = (0..60).map(|i| (i % 3, i % 3 + 7)).collect();
        let agreement = Agreement::of(&same);
        for value in [agreement.nmi(), agreement.ami(), agreement.ari(), agreement.purity()] {
            assert!((value - 1.0).abs() < 1e-9, "{value}");
        }
        let crossed: Vec<_> = (0..60).map(|i| (i % 3, i / 3 % 4)).collect();
        let agreement = Agreement::of(&crossed);
        assert!(agreement.ami().abs() < 0.05 && agreement.ari().abs() < 0.05);
    }

    /// Figures of scikit-learn's documentation for the same labels.
    #[test]
    fn a_known_table() {
        let pairs = [(0, 0), (0, 0), (0, 1), (1, 1), (1, 2), (1, 2)];
        let agreement = Agreement::of(&pairs);
        assert!((agreement.ami() - 0.298_792_458_170_895).abs() < 1e-9, "{}", agreement.ami());
        assert!((agreement.ari() - 0.242_424_242_424_242).abs() < 1e-9, "{}", agreement.ari());
    }
}
