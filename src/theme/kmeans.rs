//! Spherical k-means: rows and centres of length 1, similarity is the cosine.
//!
//! Deterministic at any number of threads: rows are assigned independently, sums are made over
//! chunks of fixed size and added in order, and the seeds come from a fixed sequence.

use rayon::prelude::*;

use crate::vectors::{Matrix, add_scaled, dot, normalise};

/// Rows summed at a time; fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 2048;
/// Iterations after which centres hardly move.
const ITERATIONS: usize = 15;
/// Rows looked at when seeding: k-means++ is quadratic in the number of centres otherwise.
const SEED_SAMPLE: usize = 8192;

/// Centres of `k` groups of the rows (fewer if there are fewer distinct rows).
pub(crate) fn centres(rows: &Matrix, k: usize, seed: u64) -> Matrix {
    let mut centres = seeds(rows, k, seed);
    for _ in 0..ITERATIONS {
        let (moved, sums) = step(rows, &centres);
        centres = sums;
        if moved < 1e-4 {
            break;
        }
    }
    centres
}

/// The group of each row and its cosine to the centre.
pub(crate) fn assign(rows: &Matrix, centres: &Matrix) -> Vec<(u32, f32)> {
    (0..rows.len())
        .into_par_iter()
        .with_min_len(256)
        .map(|i| centres.nearest(rows.row(i)).map_or((0, 0.0), |(c, d)| (c as u32, d)))
        .collect()
}

fn step(rows: &Matrix, centres: &Matrix) -> (f32, Matrix) {
    let (dim, k) = (rows.dim(), centres.len());
    let groups = assign(rows, centres);
    let partial: Vec<Matrix> = groups
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(c, chunk)| {
            let mut sums = Matrix::zeros(k, dim);
            for (i, (group, _)) in chunk.iter().enumerate() {
                add_scaled(sums.row_mut(*group as usize), rows.row(c * CHUNK + i), 1.0);
            }
            sums
        })
        .collect();
    let mut next = Matrix::zeros(k, dim);
    let mut moved = 0.0_f32;
    for c in 0..k {
        for sums in &partial {
            add_scaled(next.row_mut(c), sums.row(c), 1.0);
        }
        if normalise(next.row_mut(c)) == 0.0 {
            next.row_mut(c).copy_from_slice(centres.row(c));
        }
        moved = moved.max(1.0 - dot(next.row(c), centres.row(c)));
    }
    (moved, next)
}

/// k-means++ (Arthur & Vassilvitskii 2007) on an evenly spread sample.
fn seeds(rows: &Matrix, k: usize, seed: u64) -> Matrix {
    let mut centres = Matrix::new(rows.dim());
    if rows.is_empty() {
        return centres;
    }
    let stride = rows.len().div_ceil(SEED_SAMPLE).max(1);
    let sample: Vec<usize> = (0..rows.len()).step_by(stride).collect();
    let mut random = Random(seed);
    let mut far = vec![f32::INFINITY; sample.len()];
    let mut pick = sample[random.below(sample.len())];
    while centres.len() < k {
        centres.push(rows.row(pick));
        let centre = rows.row(pick);
        far.par_iter_mut().zip(&sample).with_min_len(512).for_each(|(far, &i)| {
            *far = far.min((1.0 - dot(rows.row(i), centre)).max(0.0));
        });
        let total: f64 = far.iter().map(|d| f64::from(*d)).sum();
        if total < 1e-6 {
            break;
        }
        let mut left = random.unit() * total;
        let next = far.iter().position(|d| {
            left -= f64::from(*d);
            left <= 0.0
        });
        pick = sample[next.unwrap_or(sample.len() - 1)];
    }
    centres
}

/// A fixed sequence of numbers (SplitMix64, Steele et al. 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in 0…1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in 0…n−1.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_groups_are_found_and_runs_are_equal() {
        let mut random = Random(5);
        let mut rows = Matrix::new(16);
        for i in 0..300 {
            let mut row = vec![0.0_f32; 16];
            row[i % 3] = 1.0;
            for x in &mut row {
                *x += random.unit() as f32 * 0.1;
            }
            normalise(&mut row);
            rows.push(&row);
        }
        let found = centres(&rows, 3, 1);
        let groups = assign(&rows, &found);
        for i in 3..300 {
            assert_eq!(groups[i].0, groups[i % 3].0);
        }
        assert_eq!(found, centres(&rows, 3, 1));
    }
}
