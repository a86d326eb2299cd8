//! Who belongs to which theme: a pure function of (comment, codebook, vectors).

use std::ops::Range;

use super::codebook::{Codebook, Core, Theme};
use super::embed::Embedding;
use super::grow::LOOSE;
use super::{Membership, ThemeId};
use crate::vectors::{Matrix, dot};

/// Themes whose parts are looked at.
const NEAR: usize = 6;

/// How much better a theme must fit than those it stands behind; a smaller step moved one in ten
/// comments that nobody had touched.
const AHEAD: f32 = 0.15;

/// Cosine from which a clause says the same as one that was moved by hand.
const SAME: f32 = 0.97;

/// The centres of a codebook, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Assigner {
    /// The theme of each centre; one with others merged into it has several.
    ids: Vec<ThemeId>,
    centres: Matrix,
    parts: Vec<Matrix>,
    /// Ends of the runs of themes that compete with each other, the first in line first.
    lines: Vec<usize>,
    seeds: Marks,
    moved: Marks,
}

/// Directions that lead to a theme each.
#[derive(Clone, Debug)]
struct Marks {
    rows: Matrix,
    themes: Vec<ThemeId>,
}

impl Marks {
    fn new<'v>(dim: usize, marks: impl Iterator<Item = (ThemeId, &'v [f32])>) -> Self {
        let mut own = Self { rows: Matrix::new(dim), themes: Vec::new() };
        for (theme, row) in marks.filter(|(_, row)| row.len() == dim) {
            own.rows.push(row);
            own.themes.push(theme);
        }
        own
    }

    fn nearest(&self, v: &[f32]) -> Option<(ThemeId, f32)> {
        self.rows.nearest(v).map(|(i, cosine)| (self.themes[i], cosine))
    }
}

impl Assigner {
    /// Prepares a codebook. A theme whose vectors are not known yet takes nothing.
    pub fn new(codebook: &Codebook, dim: usize) -> Self {
        let mut centres = Matrix::new(dim);
        let (mut ids, mut parts, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        let cores = |theme: &Theme| {
            let (id, own) = (theme.id, std::iter::once(theme.core()));
            own.chain(theme.joined.clone()).map(move |core| (id, core))
        };
        let mut in_line: Vec<(ThemeId, Core)> = codebook.themes.iter().flat_map(cores).collect();
        in_line.retain(|(_, core)| core.centre.len() == dim);
        in_line.sort_by_key(|(id, core)| (core.behind, *id));
        for (at, (id, core)) in in_line.iter().enumerate() {
            if at > 0 && in_line[at - 1].1.behind != core.behind {
                lines.push(at);
            }
            centres.push(&core.centre);
            let mut own = Matrix::new(dim);
            core.parts.iter().for_each(|part| own.push(part));
            parts.push(own);
            ids.push(*id);
        }
        lines.push(ids.len());
        let seeds = codebook
            .themes
            .iter()
            .flat_map(|theme| theme.seeds.iter().map(|seed| (theme.id, seed.vector.as_slice())));
        let moved = codebook
            .moved
            .iter()
            .filter_map(|moved| Some((codebook.resolve(moved.theme)?, moved.vector.as_slice())));
        let (seeds, moved) = (Marks::new(dim, seeds), Marks::new(dim, moved));
        Self { ids, centres, parts, lines, seeds, moved }
    }

    /// One membership for each clause that has a known word, in clause order. There is no outlier
    /// bin: the nearest theme is always named, with its degree.
    pub fn assign(&self, embedding: &Embedding) -> Vec<Membership> {
        let rows = embedding.clauses.rows().enumerate();
        rows.filter_map(|(clause, v)| {
            let (theme, degree) = self.nearest(v)?;
            Some(Membership { theme, clause: clause as u16, degree })
        })
        .collect()
    }

    /// The theme nearest to the whole comment.
    pub fn main(&self, embedding: &Embedding) -> Option<(ThemeId, f32)> {
        self.nearest(&embedding.comment)
    }

    /// The nearest theme by the mean of the cosines to its centre and to its nearest part: the
    /// parts give a theme a shape that a single centre has not. What a seed is nearer to goes to
    /// the seed's theme; what says the same as a clause that was moved by hand goes with it. A theme
    /// that stands behind others takes only what fits none of them and fits it far better.
    pub(crate) fn nearest(&self, v: &[f32]) -> Option<(ThemeId, f32)> {
        if v.iter().all(|x| *x == 0.0) {
            return None;
        }
        let moved = self.moved.nearest(v).filter(|(_, cosine)| *cosine >= SAME);
        if moved.is_some() {
            return moved;
        }
        let mut best: Option<(usize, f32)> = None;
        let mut start = 0;
        for &end in &self.lines {
            if best.is_some_and(|(_, degree)| degree >= LOOSE) {
                break;
            }
            let found = self.nearest_of(start..end, v);
            start = end;
            best = found.filter(|(_, d)| best.is_none_or(|(_, most)| *d >= most + AHEAD)).or(best);
        }
        let best = best.map(|(i, degree)| (self.ids[i], degree.max(0.0)));
        let seed = self.seeds.nearest(v);
        seed.filter(|seed| best.is_none_or(|best| seed.1 > best.1)).or(best)
    }

    /// The nearest of some themes, by their places.
    fn nearest_of(&self, places: Range<usize>, v: &[f32]) -> Option<(usize, f32)> {
        let mut near: Vec<(f32, usize)> = Vec::with_capacity(NEAR + 1);
        for i in places {
            let cosine = dot(self.centres.row(i), v);
            if near.len() < NEAR || near.last().is_some_and(|last| cosine > last.0) {
                near.insert(near.partition_point(|(c, _)| *c >= cosine), (cosine, i));
                near.truncate(NEAR);
            }
        }
        let mut best: Option<(usize, f32)> = None;
        for (cosine, i) in near {
            let part = self.parts[i].nearest(v).map_or(cosine, |(_, part)| part);
            let degree = f32::midpoint(cosine, part);
            if best.is_none_or(|(_, most)| degree > most) {
                best = Some((i, degree));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::codebook::as_written;
    use crate::theme::{Frame, Moved, Seed};

    #[test]
    fn hands_are_above_seeds_and_seeds_above_centres() {
        let theme = |id, centre: [f32; 2], seeds: Vec<Seed>| Theme {
            id: ThemeId(id),
            centre: as_written(&centre),
            seeds,
            ..Theme::default()
        };
        let seed = Seed { phrase: "x".into(), vector: as_written(&[0.6, 0.8]) };
        let moved = Moved { key: "a".into(), theme: ThemeId(1), vector: as_written(&[-0.8, 0.6]) };
        let book = Codebook {
            themes: vec![
                theme(2, [1.0, 0.0], vec![seed]),
                theme(3, [0.0, 1.0], vec![]),
                Theme { id: ThemeId(4), ..Theme::default() },
            ],
            gone: vec![crate::theme::Gone { id: ThemeId(1), into: Some(ThemeId(2)) }],
            moved: vec![moved],
            ..Codebook::within(Frame::zero(2))
        };
        let assigner = Assigner::new(&book, 2);
        for (v, theme) in [
            ([1.0, 0.0], Some(2)),
            ([0.6, 0.8], Some(2)),
            ([0.0, 1.0], Some(3)),
            ([-0.8, 0.6], Some(2)),
            ([-0.6, 0.8], Some(3)),
            ([0.0, 0.0], None),
        ] {
            assert_eq!(assigner.nearest(&v).map(|(theme, _)| theme.0), theme, "{v:?}");
        }
    }

    /// Born later, a theme leaves to the old ones what fits them, and what fits it little better.
    #[test]
    fn the_young_stand_behind_the_old() {
        let (sin, cos) = 75.0_f32.to_radians().sin_cos();
        let young = |centre: [f32; 2]| Theme {
            id: ThemeId(2),
            behind: 2,
            centre: as_written(&centre),
            ..Theme::default()
        };
        let old = Theme { id: ThemeId(1), centre: as_written(&[1.0, 0.0]), ..Theme::default() };
        for (centre, v, theme) in
            [([0.0, 1.0], [0.6, 0.8], 1), ([0.0, 1.0], [cos, sin], 2), ([0.9, 0.1], [cos, sin], 1)]
        {
            let book = Codebook {
                themes: vec![old.clone(), young(centre)],
                ..Codebook::within(Frame::zero(2))
            };
            let found = Assigner::new(&book, 2).nearest(&v).map(|(theme, _)| theme.0);
            assert_eq!(found, Some(theme), "{v:?} {centre:?}");
        }
    }
}
