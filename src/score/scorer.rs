//! Scores comments: finds the entries of each clause, composes them, weighs the clauses.

use rayon::prelude::*;

use crate::analyse::understand::Understander;
use crate::analyse::{Analysis, Clause, Corpus, Flags, Joiner, Token, TokenKind, WordId, Words};
use crate::evidence::{Evidence, Reason};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, List};
use crate::vectors::{VectorError, Vectors};

use super::compose::{self, Composer};
use super::effect::Effect;
use super::learned::{Learned, Weighed};
use super::matcher::{Hit, Lens, Matcher};
use super::meant::{self, Meant, Said};
use super::sense::Sense;
use super::view::View;
use super::{
    ClauseScore, CueSet, EmotionSet, ReadWord, Reading, Scored, expectation, hot, learned,
};

/// The lists that bear on scores.
const LISTS: [List; 6] =
    [List::Sentiment, List::Modifiers, List::Cues, List::Emoji, List::Hot, List::Expectation];

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
    learned: Learned,
    meant: Meant,
    sense: Sense,
}

/// A scorer looking at one vocabulary: which entries each of its words can begin.
#[derive(Debug)]
pub struct Lensed<'a> {
    scorer: &'a Scorer,
    words: &'a Words,
    flags: Vec<Flags>,
    lens: Lens,
    learned: Weighed,
    meant: meant::Weighed<'a>,
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) ids: Vec<WordId>,
    pub(crate) tokens: Vec<u32>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) composer: Composer,
    /// Words of the comment so far.
    pub(crate) said: Vec<Said>,
    /// Words of the whole comment.
    pub(crate) length: usize,
    /// Where in `said` each clause ends.
    pub(crate) ends: Vec<usize>,
}

/// A comment by the lists, and the sum behind its sentiment.
struct Listed {
    scored: Scored,
    sums: Sums,
}

impl Scorer {
    /// Compiles the lists of a lexicon.
    ///
    /// # Errors
    /// Only if the program itself is damaged.
    pub fn new(lexicon: &Lexicon, understander: &Understander) -> Result<Self, VectorError> {
        let tables = || (Learned::of(lexicon), Meant::of(lexicon), Sense::builtin());
        let ((matcher, entries), (learned, meant, sense)) =
            rayon::join(|| compiled(lexicon, understander), tables);
        Ok(Self { matcher, entries, learned, meant, sense: sense? })
    }

    /// Looks at a vocabulary once, so that its comments are scored at the speed of a look-up.
    pub fn look<'a>(&'a self, words: &'a Words, vectors: &Vectors) -> Lensed<'a> {
        let learned = self.learned.weigh(words);
        let meant = self.meant.weigh(words, self.sense.read(words, vectors));
        let flags = words.iter().map(|word| word.flags).collect();
        Lensed { scorer: self, words, flags, lens: self.matcher.lens(words), learned, meant }
    }

    /// Scores all comments of a corpus, in parallel, in order.
    pub fn score_all(&self, corpus: &Corpus, vectors: &Vectors) -> Vec<Scored> {
        let lensed = self.look(&corpus.words, vectors);
        corpus
            .analyses
            .par_iter()
            .with_min_len(256)
            .map_init(Scratch::default, |scratch, analysis| lensed.score(analysis, scratch, None))
            .collect()
    }
}

/// The patterns of the lists, and what each entry does.
fn compiled(lexicon: &Lexicon, understander: &Understander) -> (Matcher, Vec<Entry>) {
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
    (matcher, entries)
}

impl Lensed<'_> {
    /// Scores one comment; contributions go to `evidence` where it is given.
    pub fn score(
        &self,
        analysis: &Analysis,
        scratch: &mut Scratch,
        mut evidence: Option<&mut Vec<Evidence>>,
    ) -> Scored {
        let mut listed = self.listed(analysis, scratch, &self.learned, evidence.as_deref_mut());
        self.add_meaning(analysis, scratch, &mut listed.scored, evidence);
        listed.scored
    }

    /// Reads a comment by the lists, for training.
    pub fn reading<'w>(&'w self, analysis: &Analysis, scratch: &mut Scratch) -> Reading<'w> {
        let hand = self.listed(analysis, scratch, &Weighed::default(), None).sums.sum;
        let listed = self.listed(analysis, scratch, &self.learned, None);
        let questions = analysis.clauses.iter().filter(|clause| clause.question);
        let question = ReadWord { lemma: learned::QUESTION, form: "", negated: false, name: false };
        let mut words: Vec<ReadWord<'w>> = questions.map(|_| question).collect();
        words.extend(scratch.said.iter().map(|said| {
            let word = self.words.get(said.word);
            let name = word.flags.has(Flags::NAME) || said.capital;
            ReadWord { lemma: &word.lemma, form: &word.form, negated: said.negated, name }
        }));
        Reading { hand, words, marks: meant::marks(&listed.scored.whole()) }
    }

    /// What the lists and the learned valences say of a comment.
    fn listed(
        &self,
        analysis: &Analysis,
        scratch: &mut Scratch,
        learned: &Weighed,
        mut evidence: Option<&mut Vec<Evidence>>,
    ) -> Listed {
        scratch.said.clear();
        scratch.ends.clear();
        scratch.length = analysis.tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
        let mut clauses = Vec::with_capacity(analysis.clauses.len());
        let mut sums = Sums::default();
        let mut strongest: Option<hot::Found> = None;
        for clause in &analysis.clauses {
            let found = self.clause(analysis, clause, scratch, learned, evidence.as_deref_mut());
            sums.add(clause.joiner, &found);
            strongest =
                found.hot.map(|h| strongest.map_or(h, |s| s.stronger(Some(h)))).or(strongest);
            clauses.push(ClauseScore {
                sentiment: found.sum.map(compose::squash),
                cues: found.cues,
                emotions: found.emotions,
                hot: found.hot.map(|h| h.hot),
                expectation: found.expectation.step,
                reference: found.expectation.reference,
            });
        }
        let expectation = clauses.iter().fold(expectation::Found::default(), |all, c| {
            all.with(expectation::Found { step: c.expectation, reference: c.reference })
        });
        let scored = Scored {
            sentiment: sums.sentiment(),
            cues: clauses.iter().fold(CueSet::default(), |all, c| all.with(c.cues)),
            emotions: clauses.iter().fold(EmotionSet::default(), |all, c| all.with(c.emotions)),
            hot: strongest.map(|found| found.hot),
            expectation: expectation.step,
            reference: expectation.reference,
            clauses: clauses.into(),
        };
        Listed { scored, sums }
    }

    /// Adds what the words say together, to the comment and to each of several clauses.
    fn add_meaning(
        &self,
        analysis: &Analysis,
        scratch: &Scratch,
        scored: &mut Scored,
        evidence: Option<&mut Vec<Evidence>>,
    ) {
        let listed = scored.whole();
        let several = scored.clauses.len() > 1;
        let (mut start, mut sum) = (0, meant::Sum::default());
        let mut stay = CueSet::default();
        for (clause, &end) in scored.clauses.iter_mut().zip(&scratch.ends) {
            let said = scratch.said.get(start..end).unwrap_or(&[]);
            start = end;
            let of_clause = self.meant.sum(said);
            sum.add(&of_clause);
            let decided = (several && !said.is_empty())
                .then(|| self.meant.decide(analysis.lang, &of_clause, clause))
                .flatten();
            stay = stay.with(match decided {
                Some(own) => own.join(clause, clause.hot.or(own.hot)),
                None => clause.cues,
            });
        }
        let Some(whole) = self.meant.decide(analysis.lang, &sum, &listed) else { return };
        if let [only] = &mut *scored.clauses {
            stay = whole.join(only, whole.hot);
        }
        if let Some(evidence) = evidence {
            let doubted = scored.cues.without(stay);
            let of_doubted = |e: &Evidence| doubted.iter().any(|cue| *e.entry == *cue.name());
            evidence.retain(|e| e.reason != Reason::Cue || !of_doubted(e));
            self.meant.explain(analysis, &scratch.said, whole, scored, evidence);
        }
        scored.hot = whole.hot;
        scored.expectation = whole.expectation(scored.expectation);
        scored.cues = stay.with(whole.cues);
    }

    fn clause(
        &self,
        analysis: &Analysis,
        clause: &Clause,
        scratch: &mut Scratch,
        learned: &Weighed,
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
        let Scratch { ids, tokens, hits, composer, .. } = scratch;
        let entries = &self.scorer.entries;
        let damp = learned::damp(scratch.length);
        let (words, flags) = (self.words, &*self.flags);
        let view = View { analysis, clause, words, flags, ids, tokens, entries, damp };
        let found = composer.compose(&view, hits, learned, evidence);
        for (at, (&word, &token)) in (0..).zip(ids.iter().zip(tokens.iter())) {
            let Token { kind, style, span, .. } = analysis.tokens[token as usize];
            if kind == TokenKind::Word {
                let negated = composer.scope.negates(at);
                scratch.said.push(Said { word, negated, capital: at > 0 && style.capital, span });
            }
        }
        scratch.ends.push(scratch.said.len());
        found
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
