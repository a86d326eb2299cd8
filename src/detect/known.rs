//! Whether what a piece of text says was said before: whether an earlier piece has nearly the same
//! meaning. What people always say is known; what nothing before resembles is new. A piece is
//! judged when it arrives, by what was said at least [`LAG`] weeks before, and never again.

use rayon::prelude::*;

use super::near::dot;
use super::panel::UNIT;

/// Weeks back from which a piece counts as said before: what began within a window must not make
/// its own later mentions old.
pub(crate) const LAG: i32 = 13;
/// Cosine from which two pieces say nearly the same.
const ALIKE: f32 = 0.62;
/// Pieces asked and pieces compared at a time; both fit the nearest cache.
const TILE: usize = 32;

/// Whether an earlier piece says what each piece says. `rows` holds the pieces in order of time,
/// `week` the week of each. Pieces of the first [`LAG`] weeks cannot be judged and count as known.
pub(crate) fn known(rows: &[i16], dim: usize, week: &[i32]) -> Vec<bool> {
    let mut known = vec![false; week.len()];
    let first = week.first().copied().unwrap_or(0);
    known.par_chunks_mut(TILE).enumerate().for_each(|(tile, known)| {
        let start = tile * TILE;
        let mut open: Vec<usize> = Vec::new();
        for (i, known) in known.iter_mut().enumerate() {
            *known = week[start + i] < first + LAG;
            if !*known {
                open.push(i);
            }
        }
        let before = |i: usize| week.partition_point(|w| *w <= week[start + i] - LAG);
        let mut to = open.last().map_or(0, |i| before(*i));
        // From the latest backwards: what is said all the time was said lately.
        while to > 0 && !open.is_empty() {
            let from = to.saturating_sub(TILE);
            open.retain(|&i| {
                let row = &rows[(start + i) * dim..(start + i + 1) * dim];
                let end = to.min(before(i)).max(from);
                known[i] = rows[from * dim..end * dim]
                    .chunks_exact(dim)
                    .any(|other| dot(row, other) as f32 > ALIKE * UNIT * UNIT);
                !known[i]
            });
            to = from;
        }
    });
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_known_by_what_was_said_long_before_it() {
        let say = |x: usize| (0..8).map(move |i| if i == x { UNIT as i16 - 1 } else { 0 });
        let said = [(0, 1), (0, 2), (20, 1), (20, 3), (25, 3), (40, 3), (41, 1)];
        let rows: Vec<i16> = said.iter().flat_map(|(_, x)| say(*x)).collect();
        let week: Vec<i32> = said.iter().map(|(week, _)| *week).collect();
        assert_eq!(known(&rows, 8, &week), [true, true, true, false, false, true, true]);
    }
}
