//! Who belongs to which theme: a pure function of (comment, codebook, vectors).

use super::codebook::Codebook;
use super::embed::Embedding;
use super::{Membership, ThemeId};
use crate::vectors::{Matrix, dot};

/// Themes whose parts are looked at.
const NEAR: usize = 6;

/// Cosine from which a clause says the same as one that was moved by hand.
const SAME: f32 = 0.97;

/// The centres of a codebook, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Assigner {
    ids: Vec<ThemeId>,
    centres: Matrix,
    parts: Vec<Matrix>,
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
        let (mut ids, mut parts) = (Vec::new(), Vec::new());
        for theme in codebook.themes.iter().filter(|theme| theme.centre.len() == dim) {
            centres.push(&theme.centre);
            let mut own = Matrix::new(dim);
            theme.parts.iter().for_each(|part| own.push(part));
            parts.push(own);
            ids.push(theme.id);
        }
        let seeds = codebook
            .themes
            .iter()
            .flat_map(|theme| theme.seeds.iter().map(|seed| (theme.id, seed.vector.as_slice())));
        let moved = codebook
            .moved
            .iter()
            .filter_map(|moved| Some((codebook.resolve(moved.theme)?, moved.vector.as_slice())));
        let (seeds, moved) = (Marks::new(dim, seeds), Marks::new(dim, moved));
        Self { ids, centres, parts, seeds, moved }
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
    /// the seed's theme; what says the same as a clause that was moved by hand goes with it.
    pub(crate) fn nearest(&self, v: &[f32]) -> Option<(ThemeId, f32)> {
        if v.iter().all(|x| *x == 0.0) {
            return None;
        }
        let moved = self.moved.nearest(v).filter(|(_, cosine)| *cosine >= SAME);
        if moved.is_some() {
            return moved;
        }
        let mut near: Vec<(f32, usize)> = Vec::with_capacity(NEAR + 1);
        for (i, centre) in self.centres.rows().enumerate() {
            let cosine = dot(centre, v);
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
        let best = best.map(|(i, degree)| (self.ids[i], degree.max(0.0)));
        let seed = self.seeds.nearest(v);
        seed.filter(|seed| best.is_none_or(|best| seed.1 > best.1)).or(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::codebook::as_written;
    use crate::theme::{Frame, Moved, Seed, Theme};

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
}
