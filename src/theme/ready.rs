//! Ready themes: which of them a theme truly is, by its members' words and by meaning.

use rustc_hash::FxHashMap;

use crate::analyse::Analysis;
use crate::lexicon::SeedTheme;

use super::codebook::Frame;
use super::embed::Embedder;
use super::terms::Terms;
use crate::vectors::{Matrix, add_scaled, dot, normalise};

/// A ready theme and its key phrases, Finnish ones first, analysed with the vocabulary of the
/// corpus to be labelled.
pub(crate) type Ready = (SeedTheme, Vec<Analysis>);

/// Share of clauses with a key phrase from which words alone give the name.
const BY_WORDS: f32 = 0.45;
/// Share of clauses with a key phrase, and cosine, that give the name together.
const BY_BOTH: (f32, f32) = (0.2, 0.3);

/// The ready themes, prepared for one vocabulary and frame.
pub(crate) struct Shelf<'r> {
    ready: &'r [Ready],
    centres: Matrix,
    /// Phrases as sets of base forms, by their first one: (theme, the other base forms).
    phrases: FxHashMap<u32, Vec<(usize, Vec<u32>)>>,
    vectors: Vec<Matrix>,
}

impl<'r> Shelf<'r> {
    pub(crate) fn new(
        ready: &'r [Ready],
        terms: &Terms,
        embedder: &Embedder<'_>,
        frame: &Frame,
    ) -> Self {
        let mut phrases: FxHashMap<u32, Vec<(usize, Vec<u32>)>> = FxHashMap::default();
        let mut centres = Matrix::new(embedder.dim());
        let mut vectors = Vec::with_capacity(ready.len());
        for (theme, (_, analyses)) in ready.iter().enumerate() {
            let mut sum = vec![0.0; embedder.dim()];
            let mut own = Matrix::new(embedder.dim());
            for analysis in analyses {
                let v = embedder.embed(analysis, frame).comment;
                add_scaled(&mut sum, &v, 1.0);
                own.push(&v);
                let clauses = analysis.clauses.iter();
                let all: Vec<u32> =
                    clauses.flat_map(|clause| terms.of_clause(analysis, clause, false)).collect();
                let telling = |term: &u32| terms.is_telling(*term);
                let mut forms: Vec<u32> = all.iter().copied().filter(telling).collect();
                forms.dedup();
                // "Easy to use": none of the words says anything, but together they do.
                let forms = if forms.is_empty() { all } else { forms };
                if let Some((first, rest)) = forms.split_first() {
                    phrases.entry(*first).or_default().push((theme, rest.to_vec()));
                }
            }
            normalise(&mut sum);
            centres.push(&sum);
            vectors.push(own);
        }
        Self { ready, centres, phrases, vectors }
    }

    /// The ready themes a clause speaks of by its base forms, which are sorted; each once.
    pub(crate) fn hits(&self, forms: &[u32]) -> Vec<usize> {
        let mut hits: Vec<usize> = forms
            .iter()
            .filter_map(|form| self.phrases.get(form))
            .flatten()
            .filter(|(_, rest)| rest.iter().all(|form| forms.binary_search(form).is_ok()))
            .map(|(theme, _)| *theme)
            .collect();
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// The ready theme whose name fits, and how well: `shares` are the shares of the theme's
    /// clauses that speak of each ready theme.
    pub(crate) fn name(&self, centre: &[f32], shares: &[f32]) -> Option<(usize, f32)> {
        let scored = shares.iter().enumerate().filter_map(|(i, &share)| {
            let cosine = dot(self.centres.row(i), centre);
            let fits = share >= BY_WORDS && cosine >= BY_BOTH.1 / 2.0
                || share >= BY_BOTH.0 && cosine >= BY_BOTH.1;
            fits.then_some((i, share + cosine))
        });
        scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    pub(crate) fn theme(&self, i: usize) -> &'r SeedTheme {
        &self.ready[i].0
    }

    /// The key phrase of one language (0 Finnish, 1 English) nearest to a direction, from a cosine
    /// on.
    pub(crate) fn phrase(&self, centre: &[f32], language: usize, least: f32) -> Option<&'r str> {
        let mut best: Option<(f32, &str)> = None;
        for ((theme, _), vectors) in self.ready.iter().zip(&self.vectors) {
            let phrases = theme.phrases_fi.iter().map(|p| (0, p));
            let phrases = phrases.chain(theme.phrases_en.iter().map(|p| (1, p)));
            for ((own, phrase), v) in phrases.zip(vectors.rows()) {
                let cosine = dot(v, centre);
                if own == language && cosine >= best.map_or(least, |(most, _)| most) {
                    best = Some((cosine, phrase));
                }
            }
        }
        best.map(|(_, phrase)| phrase)
    }
}
