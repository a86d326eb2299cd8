//! Themes found anew from a part of the comments, to see how much they hang on it.

use rayon::prelude::*;

use super::group::group;
use super::kmeans::Random;
use crate::vectors::Matrix;

/// Groupings of all rows, each found from some of them; each row goes to the nearest group.
pub fn regroup(rows: &Matrix, subsets: &[Vec<usize>], count: usize) -> Vec<Vec<u32>> {
    subsets
        .par_iter()
        .map(|subset| {
            let mut own = Matrix::new(rows.dim());
            subset.iter().for_each(|&i| own.push(rows.row(i)));
            let centres = group(&own, Some(count)).centres;
            rows.rows().map(|row| centres.nearest(row).map_or(0, |(c, _)| c as u32)).collect()
        })
        .collect()
}

/// `times` resamples of 0…n−1 with replacement, each number once, from a fixed sequence.
pub fn resamples(n: usize, times: usize) -> Vec<Vec<usize>> {
    let mut random = Random(20_260_102);
    let mut resample = || {
        let mut picked: Vec<usize> = (0..n).map(|_| random.below(n)).collect();
        picked.sort_unstable();
        picked.dedup();
        picked
    };
    (0..times).map(|_| resample()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_groups_are_found_from_any_resample() {
        let mut rows = Matrix::new(3);
        for i in 0..120 {
            let mut row = [0.05 * (i % 7) as f32; 3];
            row[i % 3] += 1.0;
            crate::vectors::normalise(&mut row);
            rows.push(&row);
        }
        for found in regroup(&rows, &resamples(120, 3), 3) {
            assert!((3..120).all(|i| found[i] == found[i % 3]));
        }
        assert_eq!(resamples(50, 4), resamples(50, 4));
    }
}
