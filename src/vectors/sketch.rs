//! Short stand-ins of long rows, whose products are never less than those of the rows: where a product
//! of two sketches is small, that of the rows need not be made.
//!
//! A sketch is what a row has in the directions in which the rows differ most, and the length of what is
//! left. By the inequality of Cauchy and Schwarz the product of what is left is at most that of the
//! lengths.

use rayon::prelude::*;

/// Numbers of a sketch: directions, and the length of what is left.
const LENGTH: usize = 64;
const DIRECTIONS: usize = LENGTH - 1;
/// Rows that the directions are found from, and steps towards them.
const SAMPLE: usize = 2048;
const STEPS: usize = 6;
/// Rows sketched as one part of parallel work.
const PART: usize = 512;
/// By how much rounding may lessen a product of sketches of rows of length 1.
const ROUNDING: f32 = 0.001;

/// The sketches of rows of whole numbers, all of nearly the same length.
#[derive(Debug)]
pub(crate) struct Sketches {
    rows: Vec<i16>,
}

impl Sketches {
    /// Sketches of `rows`, which lie one after the other, `dim` numbers each; `None` where the rows are too few or
    /// too short for it to pay.
    pub(crate) fn of(rows: &[i16], dim: usize) -> Option<Self> {
        if dim < 2 * LENGTH || rows.len() < SAMPLE * dim {
            return None;
        }
        let basis = Basis::of(rows, dim);
        let sketched = rows.par_chunks(PART * dim).flat_map_iter(|part| {
            part.chunks_exact(dim).flat_map(|row| basis.sketch(row)).collect::<Vec<i16>>()
        });
        Some(Self { rows: sketched.collect() })
    }

    /// All sketches, one after the other, and how many numbers each has.
    pub(crate) fn rows(&self) -> (&[i16], usize) {
        (&self.rows, LENGTH)
    }

    /// What a product of two sketches must reach for the product of rows of length `unit` to reach `least`.
    pub(crate) fn least(least: f32, unit: f32) -> i32 {
        ((least - ROUNDING) * unit * unit) as i32
    }
}

/// Directions at right angles, of length 1: for every number of a row its part in each.
struct Basis {
    parts: Vec<[f32; DIRECTIONS]>,
}

impl Basis {
    /// The directions in which a sample of the rows has most of its length (subspace iteration).
    fn of(rows: &[i16], dim: usize) -> Self {
        let every = rows.len() / dim / SAMPLE;
        let sample = || rows.chunks_exact(dim).step_by(every.max(1)).take(SAMPLE);
        let mut products = vec![0.0_f32; dim * dim];
        for row in sample() {
            let row: Vec<f32> = row.iter().map(|x| f32::from(*x) / 1024.0).collect();
            for (sums, x) in products.chunks_exact_mut(dim).zip(&row) {
                sums.iter_mut().zip(&row).for_each(|(sum, y)| *sum += x * y);
            }
        }
        // Any start will do that has a part in all directions.
        let mut basis: Vec<Vec<f32>> = (0..DIRECTIONS)
            .map(|i| (0..dim).map(|d| ((i * dim + d) as f32 * 0.618).fract() - 0.5).collect())
            .collect();
        upright(&mut basis);
        for _ in 0..STEPS {
            for direction in &mut basis {
                let mut next = vec![0.0_f32; dim];
                for (row, x) in products.chunks_exact(dim).zip(&*direction) {
                    next.iter_mut().zip(row).for_each(|(sum, y)| *sum += x * y);
                }
                *direction = next;
            }
            upright(&mut basis);
        }
        let part = |d: usize| std::array::from_fn(|i| basis[i][d]);
        Self { parts: (0..dim).map(part).collect() }
    }

    fn sketch(&self, row: &[i16]) -> [i16; LENGTH] {
        let (mut sums, mut square) = ([0.0_f32; DIRECTIONS], 0.0_f32);
        for (x, parts) in row.iter().zip(&self.parts) {
            let x = f32::from(*x);
            square += x * x;
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += x * part);
        }
        let left = square - sums.iter().map(|sum| sum * sum).sum::<f32>();
        let mut sketch = [0; LENGTH];
        sketch.iter_mut().zip(sums).for_each(|(out, sum)| *out = sum.round() as i16);
        sketch[DIRECTIONS] = left.max(0.0).sqrt().ceil() as i16;
        sketch
    }
}

/// Makes directions stand at right angles and have length 1 (Gram and Schmidt, twice for the rounding).
fn upright(basis: &mut [Vec<f32>]) {
    for i in 0..basis.len() {
        let (before, rest) = basis.split_at_mut(i);
        let Some(own) = rest.first_mut() else { continue };
        for _ in 0..2 {
            for other in &*before {
                let product: f32 = own.iter().zip(other).map(|(x, y)| x * y).sum();
                own.iter_mut().zip(other).for_each(|(x, y)| *x -= product * y);
            }
            let length = own.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            own.iter_mut().for_each(|x| *x /= length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::product;

    const UNIT: f32 = 16_384.0;

    #[test]
    fn products_of_sketches_are_never_less() {
        let dim = 160;
        let mut seed = 5_u32;
        let mut number = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 16_777_216.0 - 0.5
        };
        // Subjects, and what each row has of its own.
        let subjects: Vec<Vec<f32>> =
            (0..20).map(|_| (0..dim).map(|_| number()).collect()).collect();
        let rows: Vec<i16> = (0..SAMPLE + 300)
            .flat_map(|i| {
                let row: Vec<f32> = subjects[i % 20].iter().map(|x| x + number() * 0.8).collect();
                let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
                row.into_iter().map(move |x| (x / length * UNIT).round() as i16).collect::<Vec<_>>()
            })
            .collect();
        let sketches = Sketches::of(&rows, dim).unwrap();
        let row = |i: usize| &rows[i * dim..(i + 1) * dim];
        let (all, length) = sketches.rows();
        let short = |i: usize| &all[i * length..(i + 1) * length];
        let (mut spared, mut all) = (0, 0);
        for i in (0..SAMPLE).step_by(40) {
            for j in (0..SAMPLE + 300).step_by(3) {
                let exact = product(row(i), row(j));
                let bound = product(short(i), short(j));
                assert!(bound >= Sketches::least(exact as f32 / (UNIT * UNIT), UNIT), "{i} {j}");
                spared += usize::from(bound < Sketches::least(0.62, UNIT));
                all += 1;
            }
        }
        assert!(spared * 10 > all * 8, "{spared} of {all}");
        assert!(Sketches::of(&rows[..dim * 100], dim).is_none());
    }
}
