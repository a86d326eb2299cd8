//! Births: new themes from clauses that fit none of the old ones. The old ones stay as they are.

use rustc_hash::FxHashSet;

use crate::analyse::Corpus;

use super::assign::Assigner;
use super::codebook::{Codebook, Theme, rounded_centre};
use super::embed::Embedder;
use super::fit::assign_some;
use super::group::group;
use super::label::Labeller;
use super::matrix::{Matrix, dot};
use super::{ThemeId, WEAK};

/// Distinct clauses a new theme needs.
const BIRTH: usize = 12;
/// Mean cosine of its clauses to its centre from which a new theme is coherent.
const COHERENT: f32 = 0.45;
/// Weak clauses that are grouped.
const SAMPLE: usize = 8_000;

/// The codebook with the themes that weak members make among themselves.
pub fn grow(
    codebook: &Codebook,
    corpus: &Corpus,
    embedder: &Embedder<'_>,
    labeller: &Labeller,
    born: Option<&str>,
) -> Codebook {
    let mut grown = codebook.clone();
    let rows = weak(codebook, corpus, embedder);
    let found = group(&rows, None);
    for (c, (centre, parts)) in (0..).zip(found.centres.rows().zip(&found.parts)) {
        let own = rows.rows().zip(&found.group).filter(|(_, group)| **group == c);
        let cosines: Vec<f32> = own.map(|(row, _)| dot(row, centre)).collect();
        let mean = cosines.iter().sum::<f32>() / cosines.len().max(1) as f32;
        if cosines.len() < BIRTH || mean < COHERENT {
            continue;
        }
        grown.themes.push(Theme {
            id: ThemeId(grown.next),
            label_fi: String::new(),
            label_en: String::new(),
            phrases_fi: Vec::new(),
            phrases_en: Vec::new(),
            born: born.map(str::to_owned),
            centre: rounded_centre(centre),
            parts: parts.rows().map(rounded_centre).collect(),
        });
        grown.next += 1;
    }
    if grown.themes.len() > codebook.themes.len() {
        let members = assign_some(&grown, embedder, &corpus.analyses);
        labeller.label(&mut grown, corpus, &members, embedder);
    }
    grown
}

/// The distinct clauses that fit no theme.
fn weak(codebook: &Codebook, corpus: &Corpus, embedder: &Embedder<'_>) -> Matrix {
    let assigner = Assigner::new(codebook, embedder.dim());
    let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
    let mut rows = Matrix::new(embedder.dim());
    for analysis in &corpus.analyses {
        if rows.len() >= SAMPLE {
            break;
        }
        let embedding = embedder.embed(analysis, &codebook.frame);
        for membership in assigner.assign(&embedding).iter().filter(|m| m.degree < WEAK) {
            let row = embedding.clauses.row(usize::from(membership.clause));
            if seen.insert(row.iter().map(|x| x.to_bits()).collect()) {
                rows.push(row);
            }
        }
    }
    rows
}
