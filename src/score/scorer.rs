//! Scores comments: finds the entries of each clause, composes them, weighs the clauses.

use rayon::prelude::*;

use crate::analyse::understand::Understander;
use crate::analyse::{Analysis, Clause, Corpus, Joiner, WordId, Words};
use crate::evidence::{Evidence, Reason};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, List};

use super::compose::{self, Composer};
use super::effect::Effect;
use super::matcher::{Hit, Lens, Matcher};
use super::{ClauseScore, CueSet, Scored};

/// The lists that bear on scores.
const LISTS: [List; 4] = [List::Sentiment, List::Modifiers, List::Cues, List::Emoji];

/// One entry of the lists as the scorer needs it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) effect: Effect,
    pub(crate) text: Box<str>,
}

/// The compiled word lists: immutable, shared between threads.
#[derive(Clone, Debug)]
pub struct Scorer {
    matcher: Matcher,
    entries: Vec<Entry>,
}

/// A scorer looking at one vocabulary: which entries each of its words can begin.
#[derive(Debug)]
pub struct Lensed<'a> {
    scorer: &'a Scorer,
    words: &'a Words,
    lens: Lens,
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) ids: Vec<WordId>,
    pub(crate) tokens: Vec<u32>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) composer: Composer,
}

impl Scorer {
    /// Compiles the lists of a lexicon.
    pub fn new(lexicon: &Lexicon, understander: &Understander) -> Self {
        let mut matcher = Matcher::new();
        let mut entries = Vec::new();
        for lang in [Lang::Fi, Lang::En] {
            for list in LISTS {
                for row in lexicon.rows(lang, list) {
                    if let Some(effect) = Effect::of(list, row) {
                        matcher.add(lang, row, entries.len() as u32);
                        entries.push(Entry { effect, text: row.entry.clone() });
                    }
                }
            }
        }
        matcher.settle(understander);
        Self { matcher, entries }
    }

    /// Looks at a vocabulary once, so that its comments are scored at the speed of a look-up.
    pub fn look<'a>(&'a self, words: &'a Words) -> Lensed<'a> {
        Lensed { scorer: self, words, lens: self.matcher.lens(words) }
    }

    /// Scores all comments of a corpus, in parallel, in order.
    pub fn score_all(&self, corpus: &Corpus) -> Vec<Scored> {
        let lensed = self.look(&corpus.words);
        corpus
            .analyses
            .par_iter()
            .with_min_len(256)
            .map_init(Scratch::default, |scratch, analysis| lensed.score(analysis, scratch, None))
            .collect()
    }
}

impl Lensed<'_> {
    /// Scores one comment; contributions go to `evidence` where it is given.
    pub fn score(
        &self,
        analysis: &Analysis,
        scratch: &mut Scratch,
        mut evidence: Option<&mut Vec<Evidence>>,
    ) -> Scored {
        let mut clauses = Vec::with_capacity(analysis.clauses.len());
        let mut sums = Sums::default();
        for clause in &analysis.clauses {
            let found = self.clause(analysis, clause, scratch, evidence.as_deref_mut());
            sums.add(clause.joiner, &found);
            clauses
                .push(ClauseScore { sentiment: found.sum.map(compose::squash), cues: found.cues });
        }
        let cues = clauses.iter().fold(CueSet::default(), |all, c| all.with(c.cues));
        Scored { sentiment: sums.sentiment(), cues, clauses: clauses.into() }
    }

    fn clause(
        &self,
        analysis: &Analysis,
        clause: &Clause,
        scratch: &mut Scratch,
        evidence: Option<&mut Vec<Evidence>>,
    ) -> compose::Found {
        scratch.ids.clear();
        scratch.tokens.clear();
        scratch.hits.clear();
        for (i, token) in (clause.start..).zip(analysis.clause_tokens(clause)) {
            if token.kind.is_matched() {
                scratch.ids.push(token.word);
                scratch.tokens.push(i);
            }
        }
        self.scorer.matcher.find(&self.lens, &scratch.ids, &mut scratch.hits);
        let Scratch { ids, tokens, hits, composer } = scratch;
        let view = compose::View {
            analysis,
            question: clause.question,
            words: self.words,
            ids,
            tokens,
            entries: &self.scorer.entries,
        };
        composer.compose(&view, hits, evidence)
    }
}

/// Clause sums on the way to the comment's score.
#[derive(Default)]
struct Sums {
    sum: f32,
    any: bool,
}

impl Sums {
    /// Weight that everything before a contrast keeps: what follows "but" is the point.
    const BEFORE_CONTRAST: f32 = 0.75;
    /// Weight of a clause that is conceded ("although …").
    const CONCEDED: f32 = 0.6;

    fn add(&mut self, joiner: Joiner, found: &compose::Found) {
        let Some(sum) = found.sum else { return };
        self.any = true;
        match joiner {
            Joiner::Contrast => self.sum = self.sum * Self::BEFORE_CONTRAST + sum * found.weight,
            Joiner::Concession => self.sum += sum * Self::CONCEDED,
            Joiner::Sentence | Joiner::Comma | Joiner::Cause | Joiner::Condition | Joiner::And => {
                self.sum += sum;
            }
        }
    }

    fn sentiment(&self) -> Option<f32> {
        self.any.then(|| compose::squash(self.sum))
    }
}

impl Evidence {
    pub(crate) fn cue(span: crate::record::Span, entry: &str) -> Self {
        Self { span, entry: entry.into(), reason: Reason::Cue, contribution: 0.0 }
    }
}
