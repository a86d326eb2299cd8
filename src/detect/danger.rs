//! How near a comment comes to danger to people: its likeness in meaning to the sentences of danger
//! that the project ships. Says nothing of whether it is true.

use rayon::prelude::*;

use super::near::dot;
use super::panel::{UNIT, whole_numbers};
use crate::lang::Lang;
use crate::lexicon::dangers;
use crate::theme::{Embedder, Frame};

/// Nearest sentences whose mean counts: one alone may be near by a word.
const NEAREST: usize = 6;

/// For each row, the mean cosine to the sentences of danger nearest to it.
pub(crate) fn danger(rows: &[i16], embedder: &Embedder<'_>, frame: &Frame) -> Vec<f32> {
    let sentences: Vec<Vec<i16>> = dangers()
        .flat_map(|(fi, en)| [(fi, Lang::Fi), (en, Lang::En)])
        .map(|(words, lang)| whole_numbers(&embedder.phrase(words, lang, frame)))
        .collect();
    let of = |row: &[i16]| {
        let mut near: Vec<i32> = sentences.iter().map(|sentence| dot(row, sentence)).collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.truncate(NEAREST);
        near.iter().map(|x| *x as f32).sum::<f32>() / (NEAREST as f32 * UNIT * UNIT)
    };
    rows.par_chunks_exact(embedder.dim()).map(of).collect()
}
