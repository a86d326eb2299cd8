//! Finds themes in a body of comments: samples clauses, groups them, numbers the groups by size
//! and labels them.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::analyse::{Analysis, Corpus};

use super::codebook::{Codebook, Frame, Theme, as_written};
use super::embed::{Embedder, Embedding};
use super::group::group;
use super::label::Labeller;
use super::{Assigner, Membership, ThemeId};
use crate::vectors::Matrix;

/// Rows that are grouped; more add time, not better themes.
const SAMPLE: usize = 8_000;
/// Comments whose words make the labels.
const LABEL_SAMPLE: usize = 40_000;
/// Tokens up to which a comment is taken as one thought when themes are looked for.
const SHORT: usize = 80;

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
    let usual = labeller.usual_frame(embedder);
    let frame = embedder.frame_from(&corpus.analyses, &usual).rounded();
    let mut codebook = fit_within(corpus, embedder, frame, options);
    label_missing(&mut codebook, corpus, embedder, labeller);
    codebook
}

/// Finds the themes of a corpus in a given frame, without labels.
pub fn fit_within(
    corpus: &Corpus,
    embedder: &Embedder<'_>,
    frame: Frame,
    options: &FitOptions,
) -> Codebook {
    let rows = sample(embedder, &corpus.analyses, &frame);
    let found = group(&rows, options.themes);
    let themes =
        found.centres.rows().zip(&found.parts).zip(1..).map(|((centre, parts), number)| Theme {
            id: ThemeId(number),
            born: options.born.clone(),
            centre: as_written(centre),
            parts: parts.rows().map(as_written).collect(),
            ..Theme::default()
        });
    let themes: Vec<Theme> = themes.collect();
    Codebook { next: themes.len() as u32 + 1, themes, ..Codebook::within(frame) }
}

/// Writes labels and key phrases into the themes that have none, from their members in a corpus.
pub fn label_missing(
    codebook: &mut Codebook,
    corpus: &Corpus,
    embedder: &Embedder<'_>,
    labeller: &Labeller,
) {
    let members = assign_some(codebook, embedder, &corpus.analyses);
    labeller.label(codebook, corpus, &members, embedder);
}

/// The memberships of a sample of the comments, evenly spread: (comment, memberships).
pub(super) fn assign_some(
    codebook: &Codebook,
    embedder: &Embedder<'_>,
    analyses: &[Analysis],
) -> Vec<(usize, Vec<Membership>)> {
    let assigner = Assigner::new(codebook, embedder.dim());
    let step = analyses.len().div_ceil(LABEL_SAMPLE).max(1);
    let picked: Vec<usize> = (0..analyses.len()).step_by(step).collect();
    let members =
        |i: &usize| (*i, assigner.assign(&embedder.embed(&analyses[*i], &codebook.frame)));
    picked.par_iter().with_min_len(256).map(members).collect()
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

/// Rows to group, evenly spread over the comments: the whole of a short comment, the clauses of a
/// long one; equal texts once.
fn sample(embedder: &Embedder<'_>, analyses: &[Analysis], frame: &Frame) -> Matrix {
    let units: usize = analyses.iter().map(units).sum();
    let step = units.div_ceil(SAMPLE).max(1);
    let picked: Vec<&Analysis> = analyses.iter().step_by(step).collect();
    let parts: Vec<Embedding> = picked
        .par_iter()
        .with_min_len(256)
        .map(|analysis| embedder.embed(analysis, frame))
        .collect();
    let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
    let mut rows = Matrix::new(embedder.dim());
    for (analysis, part) in picked.iter().zip(&parts) {
        for row in rows_of(analysis, part).rows() {
            let known = row.iter().any(|x| *x != 0.0);
            if known && seen.insert(row.iter().map(|x| x.to_bits()).collect()) {
                rows.push(row);
            }
        }
    }
    rows
}

/// The thoughts of a comment: the whole of a short one, the clauses of a long one.
pub(super) fn rows_of(analysis: &Analysis, embedding: &Embedding) -> Matrix {
    if units_are_clauses(analysis) {
        return embedding.clauses.clone();
    }
    let mut whole = Matrix::new(embedding.comment.len());
    if !embedding.comment.is_empty() {
        whole.push(&embedding.comment);
    }
    whole
}

fn units(analysis: &Analysis) -> usize {
    if units_are_clauses(analysis) { analysis.clauses.len() } else { 1 }
}

fn units_are_clauses(analysis: &Analysis) -> bool {
    analysis.tokens.len() > SHORT
}
