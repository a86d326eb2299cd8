//! Births: new themes from what fits none of the old ones. The old ones stay as they are.
//!
//! A theme is born where enough clauses that fit nowhere stand close together, closer than any of
//! them stands to the theme it was put into. One that is only a shade of an old theme is not born.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::analyse::{Analysis, Corpus};

use super::ThemeId;
use super::assign::Assigner;
use super::codebook::{Codebook, Theme, as_written};
use super::embed::Embedder;
use super::fit::{label_missing, rows_of};
use super::group::group;
use super::label::Labeller;
use crate::vectors::{Matrix, dot};

/// Distinct clauses a new theme needs.
const BIRTH: usize = 12;
/// Degree under which a clause fits nowhere.
pub const LOOSE: f32 = 0.4;
/// Mean cosine of its clauses to its centre from which a new theme is coherent.
const COHERENT: f32 = 0.5;
/// How much closer its clauses must stand to the new theme than to the old ones, in the mean.
const CLOSER: f32 = 0.2;
/// Cosine to an old theme from which a new one is a shade of it.
const SHADE: f32 = 0.7;
/// Loose clauses that are grouped.
const SAMPLE: usize = 8_000;

/// The codebook with the themes that loose clauses make among themselves.
pub fn grow(
    codebook: &Codebook,
    corpus: &Corpus,
    embedder: &Embedder<'_>,
    labeller: &Labeller,
    born: Option<&str>,
) -> Codebook {
    let mut grown = codebook.clone();
    let (rows, degrees) = loose(codebook, corpus, embedder);
    if rows.len() < BIRTH {
        return grown;
    }
    let found = group(&rows, None);
    for (c, (centre, parts)) in (0..).zip(found.centres.rows().zip(&found.parts)) {
        let own: Vec<usize> = (0..rows.len()).filter(|&i| found.group[i] == c).collect();
        let mean = |of: &dyn Fn(usize) -> f32| {
            own.iter().map(|&i| of(i)).sum::<f32>() / own.len().max(1) as f32
        };
        let coherence = mean(&|i| dot(rows.row(i), centre));
        let is_near = |old: &[f32]| old.len() == centre.len() && dot(old, centre) >= SHADE;
        let shade = grown
            .themes
            .iter()
            .any(|old| is_near(&old.centre) || old.joined.iter().any(|core| is_near(&core.centre)));
        let closer = coherence - mean(&|i| degrees[i]) >= CLOSER;
        if own.len() < BIRTH || coherence < COHERENT || !closer || shade {
            continue;
        }
        grown.themes.push(Theme {
            id: ThemeId(grown.next),
            born: born.map(str::to_owned),
            behind: codebook.next,
            centre: as_written(centre),
            parts: parts.rows().map(as_written).collect(),
            ..Theme::default()
        });
        grown.next += 1;
    }
    if grown.themes.len() > codebook.themes.len() {
        label_missing(&mut grown, corpus, embedder, labeller);
    }
    grown
}

/// The distinct clauses that fit no theme, and how well they fit the nearest.
fn loose(codebook: &Codebook, corpus: &Corpus, embedder: &Embedder<'_>) -> (Matrix, Vec<f32>) {
    let assigner = Assigner::new(codebook, embedder.dim());
    let look = |analysis: &Analysis| {
        let rows = rows_of(analysis, &embedder.embed(analysis, &codebook.frame));
        let near = rows.rows().map(|row| assigner.nearest(row).map(|(_, degree)| degree));
        (near.collect::<Vec<_>>(), rows)
    };
    let looked: Vec<(Vec<Option<f32>>, Matrix)> =
        corpus.analyses.par_iter().with_min_len(256).map(look).collect();
    let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
    let (mut rows, mut degrees) = (Matrix::new(embedder.dim()), Vec::new());
    for (near, own) in &looked {
        for (row, degree) in own.rows().zip(near) {
            let Some(degree) = degree.filter(|degree| *degree < LOOSE) else { continue };
            if rows.len() < SAMPLE && seen.insert(row.iter().map(|x| x.to_bits()).collect()) {
                rows.push(row);
                degrees.push(degree);
            }
        }
    }
    (rows, degrees)
}
