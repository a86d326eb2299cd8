//! Who belongs to which theme: a pure function of (comment, codebook, vectors).

use super::codebook::Codebook;
use super::embed::Embedding;
use super::matrix::{Matrix, dot};
use super::{Membership, ThemeId};

/// Themes whose parts are looked at.
const NEAR: usize = 6;

/// The centres of a codebook, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Assigner {
    ids: Vec<ThemeId>,
    centres: Matrix,
    parts: Vec<Matrix>,
}

impl Assigner {
    /// Prepares a codebook.
    pub fn new(codebook: &Codebook, dim: usize) -> Self {
        let mut centres = Matrix::new(dim);
        let mut parts = Vec::with_capacity(codebook.themes.len());
        for theme in &codebook.themes {
            centres.push(&theme.centre);
            let mut own = Matrix::new(dim);
            theme.parts.iter().for_each(|part| own.push(part));
            parts.push(own);
        }
        let ids = codebook.themes.iter().map(|theme| theme.id).collect();
        Self { ids, centres, parts }
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

    /// The nearest theme by the mean of the cosines to its centre and to its nearest part; the
    /// parts give a theme a shape that a single centre has not.
    fn nearest(&self, v: &[f32]) -> Option<(ThemeId, f32)> {
        if v.iter().all(|x| *x == 0.0) {
            return None;
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
        best.map(|(i, degree)| (self.ids[i], degree.max(0.0)))
    }
}
