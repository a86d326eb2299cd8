//! How well the words of a theme hang together, and how far the themes differ in them.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::analyse::{Analysis, Corpus};
use crate::theme::Codebook;

/// Figures of the key phrases of themes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coherence {
    /// Normalised pointwise mutual information of two key phrases of a theme being in one text
    /// (Bouma 2009), mean over pairs and themes: −1 never together, 0 by chance, 1 always.
    pub npmi: f64,
    /// Share of the key phrases that belong to one theme alone.
    pub diversity: f64,
}

/// Measures the key phrases of a codebook in the texts of a corpus.
pub fn coherence(corpus: &Corpus, codebook: &Codebook) -> Coherence {
    let lists: Vec<&[String]> = codebook
        .themes
        .iter()
        .flat_map(|theme| [theme.phrases_fi.as_slice(), theme.phrases_en.as_slice()])
        .collect();
    let mut texts_with: FxHashMap<&str, FxHashSet<u32>> = FxHashMap::default();
    let mut uses: FxHashMap<&str, u32> = FxHashMap::default();
    for phrase in lists.iter().copied().flatten() {
        texts_with.entry(phrase).or_default();
        *uses.entry(phrase).or_default() += 1;
    }
    for (number, analysis) in (0..).zip(&corpus.analyses) {
        for lemma in lemmas(corpus, analysis) {
            if let Some(texts) = texts_with.get_mut(lemma) {
                texts.insert(number);
            }
        }
    }
    let n = corpus.analyses.len() as f64;
    let mut values: Vec<f64> = Vec::new();
    for list in lists {
        for (i, a) in list.iter().enumerate() {
            for b in list.iter().skip(i + 1) {
                let (a, b) = (&texts_with[a.as_str()], &texts_with[b.as_str()]);
                values.push(npmi(a.len() as f64, b.len() as f64, both(a, b), n));
            }
        }
    }
    let alone = uses.values().filter(|uses| **uses == 1).count();
    Coherence {
        // Adding 0 takes the sign from a zero.
        npmi: values.iter().sum::<f64>() / values.len().max(1) as f64 + 0.0,
        diversity: alone as f64 / uses.len().max(1) as f64,
    }
}

fn lemmas<'c>(corpus: &'c Corpus, analysis: &'c Analysis) -> impl Iterator<Item = &'c str> {
    analysis.tokens.iter().map(|token| &*corpus.words.get(token.word).lemma)
}

fn both(a: &FxHashSet<u32>, b: &FxHashSet<u32>) -> f64 {
    a.intersection(b).count() as f64
}

/// Of two words in `a` and `b` of `n` texts, `both` of them shared.
fn npmi(a: f64, b: f64, both: f64, n: f64) -> f64 {
    if both == 0.0 {
        return -1.0;
    }
    if both >= n {
        return 1.0;
    }
    (both * n / (a * b)).ln() / -(both / n).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_always_together_have_one_and_chance_has_none() {
        for (a, b, both, n, expected) in [
            (10.0, 10.0, 10.0, 100.0, 1.0),
            (10.0, 10.0, 1.0, 100.0, 0.0),
            (10.0, 10.0, 0.0, 100.0, -1.0),
        ] {
            let found: f64 = npmi(a, b, both, n);
            assert!((found - expected).abs() < 1e-9, "{found}");
        }
    }
}
