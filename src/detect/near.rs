//! The nearest comments of every piece of text, kept as comments arrive.

use rayon::prelude::*;

pub(crate) use crate::vectors::product as dot;
use crate::vectors::products;

/// Comments kept for each piece.
pub(crate) const NEAREST: usize = 15;
/// New pieces compared at a time, so that they stay in the cache.
const TILE: usize = 256;
/// Pieces compared as one part of parallel work; part of the result's order, so fixed.
const CHUNK: usize = 1024;

/// The comments nearest to one piece, nearest first, each once.
#[derive(Clone, Debug)]
pub(crate) struct Nearest {
    count: u8,
    list: [(i32, u32); NEAREST],
}

impl Nearest {
    const NONE: Self = Self { count: 0, list: [(i32::MIN, u32::MAX); NEAREST] };

    /// The comments, nearest first.
    pub(crate) fn comments(&self) -> impl Iterator<Item = u32> {
        self.list[..usize::from(self.count)].iter().map(|(_, comment)| *comment)
    }

    fn offer(&mut self, product: i32, comment: u32) {
        let mut count = usize::from(self.count);
        if count == NEAREST && product <= self.list[NEAREST - 1].0 {
            return;
        }
        if let Some(at) = self.list[..count].iter().position(|(_, own)| *own == comment) {
            if product <= self.list[at].0 {
                return;
            }
            self.list.copy_within(at + 1..count, at);
            count -= 1;
        }
        let at = self.list[..count].partition_point(|(own, _)| *own >= product);
        let end = (count + 1).min(NEAREST);
        self.list.copy_within(at..end - 1, at + 1);
        self.list[at] = (product, comment);
        self.count = end as u8;
    }
}

/// Joins pieces `known..to` to the earlier ones and among themselves. `rows` holds all pieces,
/// `owner` the comment of each. Pieces before `from` are met by later ones, but nobody asks for
/// their own nearest any more.
pub(crate) fn join(
    near: &mut Vec<Nearest>,
    rows: &[i16],
    dim: usize,
    owner: &[u32],
    (from, to): (usize, usize),
) {
    let known = near.len().max(from.min(to));
    near.resize(to.max(near.len()), Nearest::NONE);
    if to <= known {
        return;
    }
    let fresh = &rows[known * dim..to * dim];
    let partial: Vec<Vec<Nearest>> = near
        .par_chunks_mut(CHUNK)
        .enumerate()
        .map(|(chunk, lists)| {
            let mut found = vec![Nearest::NONE; to - known];
            for (tile, fresh) in fresh.chunks(TILE * dim).enumerate() {
                for (j, list) in (chunk * CHUNK..).zip(&mut *lists) {
                    let (row, own) = (&rows[j * dim..(j + 1) * dim], owner[j]);
                    products(row, fresh, |products| {
                        for (i, &product) in (tile * TILE..).zip(products) {
                            let comment = owner[known + i];
                            if comment == own {
                                continue;
                            }
                            found[i].offer(product, own);
                            if (from..known).contains(&j) {
                                list.offer(product, comment);
                            }
                        }
                    });
                }
            }
            found
        })
        .collect();
    for found in partial {
        for (list, found) in near[known..].iter_mut().zip(found) {
            for &(product, comment) in &found.list[..usize::from(found.count)] {
                list.offer(product, comment);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_in_steps_is_joining_at_once() {
        let mut seed = 7_u32;
        let mut number = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 20) as i16 - 2048
        };
        let rows: Vec<i16> = (0..200 * 8).map(|_| number()).collect();
        let owner: Vec<u32> = (0..200).map(|i| i / 2).collect();
        let (mut steps, mut once) = (Vec::new(), Vec::new());
        for to in [0, 3, 60, 61, 200] {
            join(&mut steps, &rows, 8, &owner, (to / 2, to));
        }
        join(&mut once, &rows, 8, &owner, (100, 200));
        for (i, (a, b)) in steps.iter().zip(&once).enumerate().skip(100) {
            let (a, b): (Vec<u32>, Vec<u32>) = (a.comments().collect(), b.comments().collect());
            assert_eq!((a.len(), &a), (NEAREST, &b), "{i}");
            assert!(!a.contains(&owner[i]));
        }
    }
}
