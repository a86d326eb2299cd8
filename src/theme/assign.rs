//! Who belongs to which theme: a pure function of (comment, codebook, vectors).

use super::codebook::Codebook;
use super::embed::Embedding;
use super::matrix::Matrix;
use super::{Membership, ThemeId};

/// The centres of a codebook, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Assigner {
    ids: Vec<ThemeId>,
    centres: Matrix,
}

impl Assigner {
    /// Prepares a codebook.
    pub fn new(codebook: &Codebook, dim: usize) -> Self {
        let mut centres = Matrix::new(dim);
        for theme in &codebook.themes {
            centres.push(&theme.centre);
        }
        Self { ids: codebook.themes.iter().map(|theme| theme.id).collect(), centres }
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

    fn nearest(&self, v: &[f32]) -> Option<(ThemeId, f32)> {
        if v.iter().all(|x| *x == 0.0) {
            return None;
        }
        let (i, cosine) = self.centres.nearest(v)?;
        Some((self.ids[i], cosine.max(0.0)))
    }
}
