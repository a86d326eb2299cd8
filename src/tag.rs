//! Tagging: what a comment is given from its text alone, by tables that do not change in a run.
//!
//! Owns the tables, loaded once, and the order of the pure stages. Given a codebook, tagging is a
//! pure function of the text, so any number of threads or processes give the same tags.

mod hand;

use rayon::prelude::*;

use crate::analyse::corpus::Text;
use crate::analyse::understand::Understander;
use crate::analyse::{Analyser, Analysis, Corpus, Flags, Words};
use crate::evidence::Evidence;
use crate::lang::Lang;
use crate::lexicon::{Lexicon, LexiconError, OwnFile, OwnList, UnreadableList, seed_themes};
use crate::score::{Reading, Scored, Scorer, Scratch, Toward, toward};
use crate::theme::{
    Assigner, Codebook, Embedder, FitOptions, Labeller, Membership, ThemeId, assign_all, fit, grow,
    name_groups,
};
use crate::vectors::{VectorError, Vectors};

/// Comments that are not worth a task of their own when they are read closely.
const CLOSELY: usize = 64;

/// The compiled-in tables, or a user's lists over them, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// A word list has a fault.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// A user's own list has a fault.
    #[error(
        "{file}:{line}: {what}\n\
         hint: `kuiske lexicon lint {file}` shows every faulty line"
    )]
    Own {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A user's own list can't be read.
    #[error(transparent)]
    Unreadable(#[from] UnreadableList),
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

/// One text with its words, its scores, and what stands behind them.
#[derive(Debug)]
pub struct Explained {
    /// The vocabulary.
    pub words: Words,
    /// Tokens and clauses.
    pub analysis: Analysis,
    /// What it says.
    pub scored: Scored,
    /// The words behind that.
    pub evidence: Vec<Evidence>,
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

    /// The shipped tables with a user's own lists over them, in this order.
    ///
    /// # Errors
    /// The first list that can't be read, or its first faulty line.
    pub fn over(files: &[OwnFile]) -> Result<Self, TagError> {
        let load = |OwnFile { path, lang }: &OwnFile| {
            let file = path.display().to_string();
            match OwnList::load(path) {
                Ok(own) => Ok((file, *lang, own)),
                Err(reason) => Err(UnreadableList { file, reason }.into()),
            }
        };
        Self::overlaid(files.iter().map(load))
    }

    /// As [`Self::over`], with lists that were read elsewhere, for both languages: the name of each
    /// in messages, and its text.
    ///
    /// # Errors
    /// The first faulty line.
    pub fn over_texts(lists: &[(String, String)]) -> Result<Self, TagError> {
        Self::overlaid(
            lists.iter().map(|(name, text)| Ok((name.clone(), None, OwnList::parse(text)))),
        )
    }

    fn overlaid(
        lists: impl Iterator<Item = Result<(String, Option<Lang>, OwnList), TagError>>,
    ) -> Result<Self, TagError> {
        // Each takes some hundredths of a second, which every command waits for.
        let (lexicon, _) = rayon::join(Lexicon::builtin, Understander::builtin);
        let mut lexicon = lexicon?;
        for list in lists {
            let (file, lang, own) = list?;
            if let Some((line, fault)) = own.faults.first() {
                return Err(TagError::Own { file, line: *line, what: fault.say(Lang::En) });
            }
            lexicon.overlay(lang, &own);
        }
        Self::with(lexicon)
    }

    /// What tells the user's own lists apart; 0 without any.
    pub const fn own_lists(&self) -> u64 {
        self.lexicon.own()
    }

    /// The shipped tables with these word lists.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub fn with(lexicon: Lexicon) -> Result<Self, TagError> {
        let (vectors, scorer) =
            rayon::join(Vectors::builtin, || Scorer::new(&lexicon, Understander::builtin()));
        Ok(Self { analyser: Analyser::new(), scorer: scorer?, vectors: vectors?, lexicon })
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

    /// Analyses and scores comments, with the words behind every score.
    pub fn read_closely(&self, texts: &[Text<'_>]) -> (Read, Vec<Vec<Evidence>>) {
        let corpus = self.analyser.corpus(texts);
        let lensed = self.scorer.look(&corpus.words, &self.vectors);
        let analyses = corpus.analyses.par_iter().with_min_len(CLOSELY);
        let (scores, evidence) = analyses
            .map_init(Scratch::default, |scratch, analysis| {
                let mut evidence = Vec::new();
                (lensed.score(analysis, scratch, Some(&mut evidence)), evidence)
            })
            .unzip();
        drop(lensed);
        (Read { corpus, scores }, evidence)
    }

    /// Scores comments that are analysed already.
    pub fn score(&self, corpus: &Corpus) -> Vec<Scored> {
        self.scorer.score_all(corpus, &self.vectors)
    }

    /// Comments as the training of the learned tables reads them, in order.
    pub fn each_reading(&self, corpus: &Corpus, mut take: impl FnMut(&Reading<'_>)) {
        let lensed = self.scorer.look(&corpus.words, &self.vectors);
        let mut scratch = Scratch::default();
        for analysis in &corpus.analyses {
            take(&lensed.reading(analysis, &mut scratch));
        }
    }

    /// Analyses and scores one text, with the words behind every score.
    pub fn explain(&self, text: &str) -> Explained {
        let mut words = Words::default();
        let analysis = self.analyser.analyse(text, &mut words);
        let mut evidence = Vec::new();
        let lensed = self.scorer.look(&words, &self.vectors);
        let scored = lensed.score(&analysis, &mut Scratch::default(), Some(&mut evidence));
        drop(lensed);
        Explained { words, analysis, scored, evidence }
    }

    /// Where a text names a term, in any of its forms, and the polarity toward it there.
    pub fn toward(&self, explained: &mut Explained, term: &str) -> Toward {
        let text = Text { text: term, declared: explained.analysis.lang };
        let term = self.analyser.analyse_declared(text, &mut explained.words);
        toward(&explained.words, &explained.analysis, &explained.scored, &term)
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

    /// Names of groups of comments, given by their places in the corpus, in Finnish and English;
    /// `None` where no word tells a group from the rest. The vocabulary grows as in
    /// [`Self::find_themes`].
    ///
    /// # Errors
    /// Never in a released build.
    pub fn name_groups(
        &self,
        corpus: &mut Corpus,
        groups: &[Vec<u32>],
    ) -> Result<Vec<Option<[String; 2]>>, TagError> {
        let labeller = self.labeller(corpus)?;
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        Ok(name_groups(groups, corpus, &embedder, &labeller))
    }

    /// The telling base forms of each comment, each once, in the order of the comment: no stop
    /// words, no names, nothing under three letters, nothing of an unknown language.
    pub fn telling<'c>(&self, corpus: &'c Corpus) -> Vec<Vec<(Lang, &'c str)>> {
        let labeller = Labeller::new(&self.lexicon, Vec::new());
        let tells: Vec<Option<(Lang, &str)>> = corpus
            .words
            .iter()
            .map(|word| {
                let long = word.lemma.chars().filter(|c| c.is_alphabetic()).count() >= 3;
                let kept = long && !word.flags.has(Flags::NAME) && !labeller.is_stop(word);
                word.lang.filter(|_| kept).map(|lang| (lang, &*word.lemma))
            })
            .collect();
        let of = |analysis: &Analysis| {
            let mut told = Vec::new();
            for token in &analysis.tokens {
                let tell = tells.get(token.word.0 as usize).copied().flatten();
                if let Some(tell) = tell.filter(|tell| !told.contains(tell)) {
                    told.push(tell);
                }
            }
            told
        };
        corpus.analyses.iter().map(of).collect()
    }

    /// What turns texts of this vocabulary into vectors.
    pub fn embedder(&self, words: &Words) -> Embedder<'_> {
        Embedder::new(&self.vectors, words)
    }

    /// The one theme nearest to each whole comment.
    pub fn main_themes(&self, corpus: &Corpus, codebook: &Codebook) -> Vec<Option<ThemeId>> {
        let main = self.main_degrees(corpus, codebook).into_iter();
        main.map(|main| main.map(|(theme, _)| theme)).collect()
    }

    /// The one theme nearest to each whole comment, and how well it fits, 0…1.
    pub fn main_degrees(
        &self,
        corpus: &Corpus,
        codebook: &Codebook,
    ) -> Vec<Option<(ThemeId, f32)>> {
        let embedder = Embedder::new(&self.vectors, &corpus.words);
        let assigner = Assigner::new(codebook, self.dim());
        let main = |analysis| assigner.main(&embedder.embed(analysis, &codebook.frame));
        corpus.analyses.par_iter().with_min_len(256).map(main).collect()
    }
}
