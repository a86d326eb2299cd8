//! Whether what a piece of text says was said before: whether an earlier piece has nearly the same
//! meaning. What people always say is known; what nothing before resembles is new. A piece is
//! judged when it arrives, by what was said at least [`LAG`] weeks before, and never again.
//!
//! A [`Memory`] of the verdicts on nearly the same pieces spares comparing all with all. It changes
//! no verdict: a witness is looked for among the pieces that are there, and a piece without one is
//! still compared with every piece that the memory does not know.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use super::panel::UNIT;
use crate::vectors::{Sketches, product, products};

/// Weeks back from which a piece counts as said before: what began within a window must not make
/// its own later mentions old.
pub(crate) const LAG: i32 = 13;
/// Cosine from which two pieces say nearly the same.
const ALIKE: f32 = 0.62;
/// Pieces asked and pieces compared at a time; both fit the nearest cache.
const TILE: usize = 32;
/// Comparisons of a piece from which sketches cost less than they spare.
const WORTH: usize = 500;
/// Stands for "no earlier piece is like it".
const NONE: u64 = 0;
/// First bytes of a memory as a file holds it; the number changes with what the verdicts mean.
const MAGIC: &[u8; 8] = b"KSKNOWN1";

/// The verdicts on the pieces of a panel: which earlier piece is like each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory(FxHashMap<u64, u64>);

impl Memory {
    /// Reads a memory; one that cannot be read is empty.
    pub fn read(bytes: &[u8]) -> Self {
        let Some(rest) = bytes.strip_prefix(MAGIC.as_slice()) else { return Self::default() };
        let (pairs, []) = rest.as_chunks::<16>() else { return Self::default() };
        let number = |part: &[u8]| part.iter().rev().fold(0, |sum, b| (sum << 8) | u64::from(*b));
        Self(pairs.iter().map(|pair| (number(&pair[..8]), number(&pair[8..]))).collect())
    }

    /// The bytes that [`Memory::read`] takes; the same verdicts give the same bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut pairs: Vec<(u64, u64)> = self.0.iter().map(|(a, b)| (*a, *b)).collect();
        pairs.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        for (piece, witness) in pairs {
            bytes.extend(piece.to_le_bytes());
            bytes.extend(witness.to_le_bytes());
        }
        bytes
    }
}

/// What is asked of one piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// Nothing: the verdict stands.
    Nothing,
    /// Whether a piece that the memory does not know is like it.
    Fresh,
    /// Whether any piece is like it.
    All,
}

/// Whether an earlier piece says what each piece says. `rows` holds the pieces in order of time,
/// `week` the week of each, `memory` the verdicts on an earlier state of the panel, and those on
/// this one afterwards. Pieces of the first [`LAG`] weeks cannot be judged and count as known.
pub(crate) fn known(rows: &[i16], dim: usize, week: &[i32], memory: &mut Memory) -> Vec<bool> {
    let first = week.first().copied().unwrap_or(0);
    let marks: Vec<u64> =
        rows.par_chunks_exact(dim).zip(week).map(|(row, week)| mark(row, *week)).collect();
    let places: FxHashMap<u64, u32> = marks.iter().copied().zip(0..).collect();
    let fresh: Vec<u32> =
        (0..marks.len() as u32).filter(|&i| !memory.0.contains_key(&marks[i as usize])).collect();
    let ask = |i: usize| match memory.0.get(&marks[i]) {
        _ if week[i] < first + LAG => Ask::Nothing,
        Some(&NONE) => Ask::Fresh,
        Some(witness) if places.contains_key(witness) => Ask::Nothing,
        Some(_) | None => Ask::All,
    };
    let all: Vec<u32> = (0..marks.len() as u32).collect();
    let asked = |what| (0..marks.len()).filter(|i| ask(*i) == what).count();
    let pairs = asked(Ask::Fresh) * fresh.len() + asked(Ask::All) * all.len();
    let pays = pairs >= WORTH * all.len();
    let sketches = pays.then(|| Sketches::of(rows, dim)).flatten();
    let least = Sketches::least(ALIKE, UNIT);
    // Without sketches the rows stand for themselves.
    let (short, length) = sketches.as_ref().map_or((rows, dim), Sketches::rows);
    let pieces = Pieces { rows, dim, short, length, least, week };
    let mut witness: Vec<u64> = marks.par_iter().map(|m| kept(memory, *m)).collect();
    witness.par_chunks_mut(TILE).enumerate().for_each(|(tile, witness)| {
        let start = tile * TILE;
        for (what, among) in [(Ask::Fresh, &fresh), (Ask::All, &all)] {
            let mut open: Vec<usize> = (start..start + witness.len()).collect();
            open.retain(|&i| ask(i) == what);
            open.iter().for_each(|&i| witness[i - start] = NONE);
            pieces.search(among, open, |i, other| witness[i - start] = marks[other]);
        }
    });
    let judged = marks.iter().zip(&witness).zip(week).filter(|(_, week)| **week >= first + LAG);
    let next: FxHashMap<u64, u64> = judged.map(|((mark, witness), _)| (*mark, *witness)).collect();
    memory.0 = next;
    witness.iter().zip(week).map(|(w, week)| *w != NONE || *week < first + LAG).collect()
}

fn kept(memory: &Memory, mark: u64) -> u64 {
    memory.0.get(&mark).copied().unwrap_or(NONE)
}

/// The pieces that are compared.
struct Pieces<'a> {
    rows: &'a [i16],
    dim: usize,
    /// Their sketches, and what a product of two must reach for the pieces to be alike.
    short: &'a [i16],
    length: usize,
    least: i32,
    week: &'a [i32],
}

impl Pieces<'_> {
    fn short(&self, i: usize) -> &[i16] {
        &self.short[i * self.length..(i + 1) * self.length]
    }

    fn alike(&self, i: usize, j: usize) -> bool {
        let row = |i: usize| &self.rows[i * self.dim..(i + 1) * self.dim];
        product(row(i), row(j)) as f32 > ALIKE * UNIT * UNIT
    }

    /// Looks for a piece `among` some, said at least [`LAG`] weeks before, that is like each `open` one;
    /// tells of the first it meets. From the latest backwards: what is said all the time was said
    /// lately.
    fn search(&self, among: &[u32], mut open: Vec<usize>, mut found: impl FnMut(usize, usize)) {
        let week = |i: usize| self.week[i];
        let before = |i: usize| among.partition_point(|&j| week(j as usize) <= week(i) - LAG);
        let mut to = open.last().map_or(0, |i| before(*i));
        let mut tile = Vec::with_capacity(TILE * self.length);
        while to > 0 && !open.is_empty() {
            let from = to.saturating_sub(TILE);
            tile.clear();
            among[from..to].iter().for_each(|&j| tile.extend_from_slice(self.short(j as usize)));
            open.retain(|&i| {
                let end = to.min(before(i)).max(from);
                let earlier = &tile[..(end - from) * self.length];
                let like = products(self.short(i), earlier, |products| {
                    let near = products.iter().zip(&among[from..end]);
                    let near = near.filter(|(product, _)| **product >= self.least);
                    near.map(|(_, j)| *j as usize).find(|j| self.alike(i, *j))
                });
                if let Some(other) = like {
                    found(i, other);
                }
                like.is_none()
            });
            to = from;
        }
    }
}

/// Tells a piece, and when it was said, from any other as far as a number can.
fn mark(row: &[i16], week: i32) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_i32(week);
    row.iter().for_each(|x| hasher.write_i16(*x));
    hasher.finish().max(NONE + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(said: &[(i32, usize)]) -> (Vec<i16>, Vec<i32>) {
        let row = |x: usize| (0..8).map(move |i| if i == x { UNIT as i16 - 1 } else { 0 });
        (said.iter().flat_map(|(_, x)| row(*x)).collect(), said.iter().map(|s| s.0).collect())
    }

    #[test]
    fn a_piece_is_known_by_what_was_said_long_before_it() {
        let (rows, week) =
            say(&[(0, 1), (0, 2), (20, 1), (20, 3), (25, 3), (40, 3), (41, 1), (41, 5)]);
        let now = known(&rows, 8, &week, &mut Memory::default());
        assert_eq!(now, [true, true, true, false, false, true, true, false]);
    }

    #[test]
    fn a_memory_changes_no_verdict() {
        let mut seed = 3_u32;
        let mut number = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        let mut said: Vec<(i32, usize)> =
            (0..300).map(|_| (number(60) as i32, number(8) as usize)).collect();
        said.sort_unstable();
        let mut memory = Memory::default();
        // The panel slides, loses pieces and gets new ones.
        for (from, to, without) in [(0, 40, 9), (5, 50, 9), (5, 50, 3), (20, 60, 7)] {
            let kept: Vec<(i32, usize)> = said
                .iter()
                .enumerate()
                .filter(|(i, (week, _))| i % without != 0 && (from..to).contains(week))
                .map(|(_, said)| *said)
                .collect();
            let (rows, week) = say(&kept);
            let alone = known(&rows, 8, &week, &mut Memory::default());
            assert_eq!(known(&rows, 8, &week, &mut memory), alone);
            memory = Memory::read(&memory.bytes());
        }
        assert_eq!(Memory::read(b"KSKNOWN1 damaged"), Memory::default());
    }
}
