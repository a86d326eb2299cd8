//! Tagging: what a comment is given from its text alone, by tables that do not change in a run.
//!
//! Owns the tables, loaded once, and the order of the pure stages. Given a codebook, tagging is a
//! pure function of the text, so any number of threads or processes give the same tags.

use crate::analyse::corpus::Text;
use crate::analyse::understand::Understander;
use crate::analyse::{Analyser, Analysis, Corpus, Words};
use crate::evidence::Evidence;
use crate::lang::Lang;
use crate::lexicon::{Lexicon, LexiconError, seed_themes};
use crate::score::{Scored, Scorer, Scratch};
use crate::theme::{
    Assigner, Codebook, Embedder, FitOptions, Labeller, Membership, ThemeId, VectorError, Vectors,
    assign_all, fit, grow,
};

/// The compiled-in tables, or a user's lists over them, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// A word list has a fault.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The vector table is damaged.
    #[error(transparent)]
    Vectors(#[from] VectorError),
}

/// The tables of all pure stages: immutable, shared between threads.
#[derive(Debug)]
pub struct Tagger {
    analyser: Analyser,
    lexicon: Lexicon,
    scorer: Scorer,
    vectors: Vectors,
}

/// Comments analysed and scored, in the order they were given.
#[derive(Debug, Default)]
pub struct Read {
    /// Words, clauses and tokens.
    pub corpus: Corpus,
    /// One per comment.
    pub scores: Vec<Scored>,
}

impl Tagger {
    /// The tables that ship with the program.
    ///
    /// # Errors
    /// Never in a released build.
    pub fn builtin() -> Result<Self, TagError> {
        Self::with(Lexicon::builtin()?)
    }

    /// The shipped tables with these word lists.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub fn with(lexicon: Lexicon) -> Result<Self, TagError> {
        let scorer = Scorer::new(&lexicon, Understander::builtin());
        let vectors = Vectors::builtin()?;
        Ok(Self { analyser: Analyser::new(), lexicon, scorer, vectors })
    }

    /// The word analysis.
    pub const fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// Length of the shipped vectors, without loading any table.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub fn dimensions() -> Result<usize, TagError> {
        Ok(Vectors::shipped_dim()?)
    }

    /// Length of the vectors, which a codebook must match.
    pub const fn dim(&self) -> usize {
        self.vectors.dim()
    }

    /// Analyses and scores comments.
    pub fn read(&self, texts: &[Text<'_>]) -> Read {
        let corpus = self.analyser.corpus(texts);
        let scores = self.score(&corpus);
        Read { corpus, scores }
    }

    /// Scores comments that are analysed already.
    pub fn score(&self, corpus: &Corpus) -> Vec<Scored> {
        self.scorer.score_all(corpus)
    }

    /// Analyses and scores one text, with the words behind every score.
    pub fn explain(&self, text: &str) -> (Words, Analysis, Scored, Vec<Evidence>) {
        let mut words = Words::default();
        let analysis = self.analyser.analyse(text, &mut words);
        let mut evidence = Vec::new();
        let scored =
            self.scorer.look(&words).score(&analysis, &mut Scratch::default(), Some(&mut evidence));
        (words, analysis, scored, evidence)
    }

    /// Finds the themes of a corpus and labels them. The vocabulary grows by the key phrases of
    /// the ready themes.
    ///
    /// # Errors
    /// Never in a released build.
    pub fn find_themes(
        &self,
        corpus: &mut Corpus,
        options: &FitOptions,
    ) -> Result<Codebook, TagError> {
        let labeller = self.labeller(corpus)?;
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        Ok(fit(corpus, &embedder, &labeller, options))
    }

    /// A codebook with the themes that comments which fit no theme of it make among themselves;
    /// the themes it has stay as they are. The vocabulary grows as in [`Self::find_themes`].
    ///
    /// # Errors
    /// Never in a released build.
    pub fn grow_themes(
        &self,
        corpus: &mut Corpus,
        codebook: &Codebook,
        born: Option<&str>,
    ) -> Result<Codebook, TagError> {
        let labeller = self.labeller(corpus)?;
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        Ok(grow(codebook, corpus, &embedder, &labeller, born))
    }

    fn labeller(&self, corpus: &mut Corpus) -> Result<Labeller, TagError> {
        let ready = seed_themes()?;
        let own = corpus.analyses.len();
        let phrases: Vec<Text<'_>> = ready
            .iter()
            .flat_map(|theme| {
                let fi = theme.phrases_fi.iter().map(|text| (text, Lang::Fi));
                fi.chain(theme.phrases_en.iter().map(|text| (text, Lang::En)))
            })
            .map(|(text, lang)| Text { text, declared: Some(lang) })
            .collect();
        self.analyser.extend(corpus, &phrases);
        let mut analysed = corpus.analyses.split_off(own).into_iter();
        let ready = ready
            .into_iter()
            .map(|theme| {
                let n = theme.phrases_fi.len() + theme.phrases_en.len();
                (theme, analysed.by_ref().take(n).collect())
            })
            .collect();
        Ok(Labeller::new(&self.lexicon, ready))
    }

    /// The themes of every clause, by a frozen codebook.
    pub fn assign(&self, corpus: &Corpus, codebook: &Codebook) -> Vec<Vec<Membership>> {
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        assign_all(codebook, &embedder, &corpus.analyses)
    }

    /// The one theme nearest to each whole comment.
    pub fn main_themes(&self, corpus: &Corpus, codebook: &Codebook) -> Vec<Option<ThemeId>> {
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        let assigner = Assigner::new(codebook, self.dim());
        let main = |analysis| assigner.main(&embedder.embed(analysis, &codebook.frame));
        corpus.analyses.iter().map(|analysis| main(analysis).map(|(theme, _)| theme)).collect()
    }
}
