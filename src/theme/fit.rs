//! Finds themes in a body of comments: samples clauses, groups them, numbers the groups by size
//! and labels them.

use rayon::prelude::*;

use crate::analyse::{Analysis, Corpus};

use super::codebook::{Codebook, Frame, Theme, rounded_centre};
use super::embed::Embedder;
use super::kmeans;
use super::label::Labeller;
use super::matrix::Matrix;
use super::{Assigner, Membership, ThemeId};

/// Clauses that are grouped; more add time, not better themes.
const SAMPLE: usize = 40_000;
/// Seed of the grouping: the same comments give the same themes.
const SEED: u64 = 20_260_101;

/// How themes are found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitOptions {
    /// Number of themes; chosen from the number of comments where it is not given.
    pub themes: Option<usize>,
    /// Period written as the birth of the themes.
    pub born: Option<String>,
}

/// Finds the themes of a corpus.
pub fn fit(
    corpus: &Corpus,
    embedder: &Embedder<'_>,
    labeller: &Labeller,
    options: &FitOptions,
) -> Codebook {
    let frame = embedder.frame(&corpus.analyses).rounded();
    let rows = sample(embedder, &corpus.analyses, &frame);
    let k = options.themes.unwrap_or_else(|| themes_for(rows.len()));
    let centres = kmeans::centres(&rows, k, SEED);
    let order = by_size(&rows, &centres);
    let themes = order.iter().zip(1..).map(|(&c, number)| Theme {
        id: ThemeId(number),
        label_fi: String::new(),
        label_en: String::new(),
        phrases_fi: Vec::new(),
        phrases_en: Vec::new(),
        born: options.born.clone(),
        centre: rounded_centre(centres.row(c)),
    });
    let themes: Vec<Theme> = themes.collect();
    let mut codebook = Codebook { next: themes.len() as u32 + 1, frame, themes };
    let members = assign_all(&codebook, embedder, &corpus.analyses);
    labeller.label(&mut codebook, corpus, &members, embedder);
    codebook
}

/// The memberships of all comments, in order.
pub fn assign_all(
    codebook: &Codebook,
    embedder: &Embedder<'_>,
    analyses: &[Analysis],
) -> Vec<Vec<Membership>> {
    let assigner = Assigner::new(codebook, embedder.dim());
    analyses
        .par_iter()
        .with_min_len(256)
        .map(|analysis| assigner.assign(&embedder.embed(analysis, &codebook.frame)))
        .collect()
}

/// Number of themes that a person can still look through: grows with the fourth root.
fn themes_for(clauses: usize) -> usize {
    let n = (clauses as f64).powf(0.25) * 4.0;
    (n.round() as usize).clamp(1, clauses.max(1)).min(100)
}

fn sample(embedder: &Embedder<'_>, analyses: &[Analysis], frame: &Frame) -> Matrix {
    let clauses: usize = analyses.iter().map(|a| a.clauses.len()).sum();
    let step = clauses.div_ceil(SAMPLE).max(1);
    let picked: Vec<&Analysis> = analyses.iter().step_by(step).collect();
    let parts: Vec<Matrix> = picked
        .par_iter()
        .with_min_len(256)
        .map(|analysis| embedder.embed(analysis, frame).clauses)
        .collect();
    let mut rows = Matrix::new(embedder.dim());
    for row in parts.iter().flat_map(Matrix::rows).filter(|row| row.iter().any(|x| *x != 0.0)) {
        rows.push(row);
    }
    rows
}

fn by_size(rows: &Matrix, centres: &Matrix) -> Vec<usize> {
    let mut sizes = vec![0_usize; centres.len()];
    for (group, _) in kmeans::assign(rows, centres) {
        sizes[group as usize] += 1;
    }
    let mut order: Vec<usize> = (0..centres.len()).filter(|&c| sizes[c] > 0).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c]), c));
    order
}
